// SPDX-License-Identifier: MPL-2.0
#include "adapters/audit/audit_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/audit/audit_line.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr int kMostMovedAside = 1000;
constexpr const char* kErasedLines = "lines";

[[noreturn]] void fail(const std::string& path, Text what, int reason) {
  throw Error{
      ErrorKind::state,
      Text{"{}: the audit trail cannot be {}: {}; nothing is done that is not on record. Make room or mend owner "
           "and mode, or name another file in os2sync.audit_log",
           "{}: revisionssporet kan ikke {}: {}; intet gøres, som ikke registreres. Skaf plads, ret ejer og "
           "rettigheder, eller nævn en anden fil i os2sync.audit_log"},
      path, what, std::strerror(reason)};
}

/// A descriptor that is closed with its owner.
class File {
 public:
  explicit File(int descriptor) : descriptor_{descriptor} {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  File(File&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int get() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

void sync_directory_of(const std::string& path) {
  const std::string directory = std::filesystem::absolute(path).parent_path().string();
  const File folder{open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.get() >= 0) fsync(folder.get());
}

/// The last part of a file, long enough for many lines, and where it begins.
std::string read_tail(const std::string& path, std::size_t& begin) {
  constexpr std::uintmax_t kEnough = 1U << 20U;
  const std::uintmax_t size = std::filesystem::file_size(path);
  begin = static_cast<std::size_t>(size > kEnough ? size - kEnough : 0);
  std::ifstream file{path, std::ios::binary};
  file.seekg(static_cast<std::streamoff>(begin));
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// How many lines an erasure on record blanked.
std::int64_t erased_by(std::string_view line) {
  const auto record = read_audit_line(line);
  if (!record || record->event != audit::kErased) return 0;
  for (const AuditFact& fact : record->facts) {
    const auto* count = std::get_if<std::int64_t>(&fact.value);
    if (fact.name == kErasedLines && count != nullptr) return *count;
  }
  return 0;
}

std::string move_aside(const std::string& path) {
  for (int number = 1; number <= kMostMovedAside; ++number) {
    std::string target = fmt::format("{}.damaged{}", path, number == 1 ? "" : fmt::format(".{}", number));
    std::error_code none;
    if (std::filesystem::exists(std::filesystem::symlink_status(target, none))) continue;
    if (rename(path.c_str(), target.c_str()) != 0) fail(path, {"moved aside", "flyttes til side"}, errno);
    return target;
  }
  fail(path, {"moved aside", "flyttes til side"}, EEXIST);
}

class AuditFile final : public AuditTrail {
 public:
  AuditFile(std::string path, const Clock& clock) : path_{std::move(path)}, clock_{clock}, file_{open_locked()} {}

  /// Finds the end of the chain; whatever hinders going on with it is put right.
  void find_end(std::vector<Said>& remarks) {
    std::size_t begin = 0;
    const std::string content = read_tail(path_, begin);
    const auto last_break = content.rfind('\n');
    const std::size_t whole = last_break == std::string::npos ? 0 : last_break + 1;
    const std::string_view tail = std::string_view{content}.substr(whole);
    ChainEnd end;
    if (!find_last(std::string_view{content}.substr(0, whole), end)) {
      const std::string moved_to = move_aside(path_);
      remarks.push_back(say({"{}: the audit trail cannot be gone on with and was moved to {}; `audit verify` of that "
                             "file says what is wrong",
                             "{}: revisionssporet kan ikke føres videre og er flyttet til {}; `audit verify` af den "
                             "fil siger, hvad der er galt"},
                            path_, moved_to));
      file_ = open_locked();
      record({audit::kMended, {{"moved_aside", std::filesystem::path{moved_to}.filename().string()}}, {}});
      return;
    }
    end_ = end;
    if (tail.empty()) return;
    // Killed between the line and its break, the line counts; anywhere before, it was never acknowledged.
    if (check_audit_line(tail, end) == AuditFault::none) {
      append("\n");
      end_ = end;
      return;
    }
    if (ftruncate(file_.get(), static_cast<off_t>(begin + whole)) != 0) fail(path_, {"closed off", "lukkes"}, errno);
    record({audit::kMended, {{"bytes_taken_away", static_cast<std::int64_t>(tail.size())}}, {}});
    remarks.push_back(say({"{}: the last line was broken off by a kill and was closed off",
                           "{}: den sidste linje var afbrudt, fordi en kørsel blev slået ihjel, og er lukket"},
                          path_));
  }

  void record(const AuditEvent& event) override {
    ChainEnd end = end_;
    append(make_audit_line(event, now(), end) + "\n");
    // One wait for the disk per write would double what the ledger waits; decisions are few.
    if (event.name != audit::kWrite && fdatasync(file_.get()) != 0) fail(path_, {"written", "skrives"}, errno);
    end_ = end;
  }

  std::int64_t erase(std::span<const Uuid> uuids) override {
    const auto is_asked = [&](const Uuid& uuid) { return std::find(uuids.begin(), uuids.end(), uuid) != uuids.end(); };
    std::int64_t erased = 0;
    std::string content;
    std::ifstream lines{path_, std::ios::binary};
    for (std::string line; std::getline(lines, line);) {
      const auto found = read_audit_line(line);
      const bool blank =
          found && found->subject && (is_asked(found->subject->uuid) || is_asked(found->subject->source));
      erased += blank ? 1 : 0;
      content += blank ? blank_subject(line) : line;
      content += '\n';
    }
    // In one go with the erasure, so that there is none that is not on record.
    ChainEnd end = end_;
    content += make_audit_line({audit::kErased, {{kErasedLines, erased}}, {}}, now(), end) + "\n";
    replace(content);
    end_ = end;
    return erased;
  }

 private:
  std::int64_t now() const { return clock_.now().time_since_epoch().count(); }

  File open_locked() const {
    File file{open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (file.get() < 0) fail(path_, {"opened", "åbnes"}, errno);
    if (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      throw Error{ErrorKind::locked,
                  Text{"{}: another run writes the audit trail; wait until it is done",
                       "{}: en anden kørsel skriver i revisionssporet; vent, til den er færdig"},
                  path_};
    }
    struct stat facts {};
    if (fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) fail(path_, {"opened", "åbnes"}, EINVAL);
    if ((facts.st_mode & 077U) != 0 && fchmod(file.get(), 0600) != 0)
      fail(path_, {"kept from others", "lukkes for andre"}, errno);
    return file;
  }

  /// Puts `end` at the last of these whole lines; false when that is no line to go on from.
  static bool find_last(std::string_view lines, ChainEnd& end) {
    if (lines.empty()) return true;
    lines.remove_suffix(1);
    const std::string_view last = lines.substr(lines.rfind('\n') + 1);
    const auto record = read_audit_line(last);
    if (!record) return false;
    // Whether it follows its predecessor is verify's question; here its own content has to be sound.
    ChainEnd before{record->number - 1, prev_of(last)};
    if (check_audit_line(last, before) != AuditFault::none) return false;
    end = before;
    return true;
  }

  static std::string prev_of(std::string_view line) {
    constexpr std::string_view kMark = R"("prev":")";
    const auto mark = line.find(kMark);
    return mark == std::string_view::npos ? std::string{} : std::string{line.substr(mark + kMark.size(), 64)};
  }

  void append(std::string_view text) {
    const off_t before = lseek(file_.get(), 0, SEEK_END);
    const ssize_t written = write(file_.get(), text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size())) return;
    const int reason = written < 0 ? errno : ENOSPC;
    // What got through of the line is no line.
    if (before >= 0 && ftruncate(file_.get(), before) != 0) fail(path_, {"closed off", "lukkes"}, errno);
    fail(path_, {"written", "skrives"}, reason);
  }

  /// The whole file anew, or not at all.
  void replace(std::string_view content) {
    const std::string temporary = path_ + ".new";
    {
      const File file{open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)};
      bool written = file.get() >= 0 && fchmod(file.get(), 0600) == 0;
      while (written && !content.empty()) {
        const ssize_t count = write(file.get(), content.data(), content.size());
        written = count > 0 || (count < 0 && errno == EINTR);
        if (count > 0) content.remove_prefix(static_cast<std::size_t>(count));
      }
      if (!written || fsync(file.get()) != 0 || rename(temporary.c_str(), path_.c_str()) != 0) {
        const int reason = errno;
        unlink(temporary.c_str());
        fail(path_, {"written", "skrives"}, reason);
      }
    }
    sync_directory_of(path_);
    file_ = open_locked();
  }

  std::string path_;
  const Clock& clock_;
  File file_;
  ChainEnd end_;
};

class FileArchive final : public AuditArchive {
 public:
  explicit FileArchive(std::string path) : path_{std::move(path)} {}

  AuditVerdict verify(const std::string& head) override {
    AuditVerdict verdict;
    verdict.path = path_;
    std::ifstream file{path_, std::ios::binary};
    verdict.exists = file.is_open();
    ChainEnd end;
    bool head_seen = head.empty();
    std::int64_t erased_on_record = 0;
    for (std::string line; std::getline(file, line);) {
      if (file.eof()) {
        // Without its break the line may still be whole; whether it counts is for the next run to say.
        verdict.fault = AuditFault::unfinished;
      } else {
        verdict.fault = check_audit_line(line, end);
      }
      if (verdict.fault != AuditFault::none) {
        verdict.fault_line = verdict.lines + 1;
        break;
      }
      ++verdict.lines;
      if (line.ends_with(R"("subject":null})")) ++verdict.erased;
      erased_on_record += erased_by(line);
      if (end.hash == head) head_seen = true;
    }
    verdict.head = end.hash;
    if (verdict.fault == AuditFault::none && verdict.erased != erased_on_record) {
      verdict.fault = AuditFault::subject;
    }
    if (verdict.fault == AuditFault::none && !head_seen) verdict.fault = AuditFault::head_missing;
    return verdict;
  }

  std::vector<AuditRecord> about(const Uuid& uuid) override {
    std::vector<AuditRecord> records;
    std::ifstream file{path_, std::ios::binary};
    for (std::string line; std::getline(file, line);) {
      auto record = read_audit_line(line);
      if (record && record->subject && (record->subject->uuid == uuid || record->subject->source == uuid))
        records.push_back(*std::move(record));
    }
    return records;
  }

 private:
  std::string path_;
};

}  // namespace

OpenedAuditTrail open_audit_trail(const std::string& path, const Clock& clock) {
  OpenedAuditTrail opened;
  auto file = std::make_unique<AuditFile>(path, clock);
  file->find_end(opened.remarks);
  opened.trail = std::move(file);
  return opened;
}

std::unique_ptr<AuditArchive> open_audit_archive(const std::string& path) {
  return std::make_unique<FileArchive>(path);
}

}  // namespace os2sync
