// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/ledger_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};
constexpr std::size_t kSmallestPage = 512;
constexpr int kMostOldCaches = 1000;

[[noreturn]] void fail(const std::string& path, Text what, int reason) {
  throw Error{
      ErrorKind::state,
      Text{"{}: cannot {} the ledger: {}; let os2sync.hash_cache name a file in a directory that exists and that "
           "this user may write to",
           "{}: hovedbogen kan ikke {}: {}; lad os2sync.hash_cache pege på en fil i en mappe, der findes, og som "
           "denne bruger må skrive i"},
      path, what, std::strerror(reason)};
}

FileContent judge(std::string_view head) {
  if (head.empty()) return FileContent::empty;
  // SQLite takes a database cut to less than a page for a new one; for us that would be a ledger forgotten.
  if (head.size() == kSmallestPage && head.starts_with(kSqliteMagic)) return FileContent::database;
  const auto first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{' ? FileContent::old_exporter : FileContent::foreign;
}

}  // namespace

FileContent inspect_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    if (errno == ENOENT) return FileContent::absent;
    fail(path, {"read", "læses"}, errno);
  }
  struct stat facts {};
  std::array<char, kSmallestPage> head{};
  fstat(file, &facts);  // it cannot fail for an open file; if it did, nothing would say that this one is regular
  const bool regular = S_ISREG(facts.st_mode);
  const ssize_t length = regular ? pread(file, head.data(), head.size(), 0) : 0;
  const int reason = errno;
  close(file);
  if (!regular) return FileContent::foreign;
  if (length < 0) fail(path, {"read", "læses"}, reason);
  return judge({head.data(), static_cast<std::size_t>(length)});
}

void create_private_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) fail(path, {"create", "oprettes"}, errno);
  close(file);
  sync_directory_of(path);
}

bool make_private(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0) fail(path, {"look at", "ses"}, errno);
  if ((facts.st_mode & 077U) == 0) return false;
  if (chmod(path.c_str(), 0600) != 0) fail(path, {"restrict access to", "lukkes for andre"}, errno);
  return true;
}

std::string move_aside(const std::string& path) {
  for (int number = 1; number <= kMostOldCaches; ++number) {
    std::string target = path + ".old-exporter";
    if (number > 1) target += fmt::format(".{}", number);
    // rename() would replace an older cache; that nobody makes one meanwhile is the writer lock's part.
    struct stat facts {};
    if (lstat(target.c_str(), &facts) == 0) continue;
    if (rename(path.c_str(), target.c_str()) == 0) {
      sync_directory_of(path);
      return target;
    }
    fail(path,
         {"move aside the old exporter's cache at the place of",
          "oprettes, for den tidligere eksportørs cache kan ikke flyttes væk"},
         errno);
  }
  throw Error{ErrorKind::state,
              Text{"{}: too many old caches beside it; remove some of {}.old-exporter.*",
                   "{}: der ligger for mange gamle cache-filer ved siden af; slet nogle af {}.old-exporter.*"},
              path, path};
}

void sync_directory_of(const std::string& path) {
  const std::string directory = std::filesystem::absolute(path).parent_path().string();
  const int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) fail(path, {"keep", "gemmes"}, errno);
  const int reason = fsync(file) == 0 ? 0 : errno;
  close(file);
  // Some network file systems cannot, and do not need to.
  if (reason != 0 && reason != EINVAL && reason != ENOTSUP) fail(path, {"keep", "gemmes"}, reason);
}

void refuse_foreign_file(const std::string& path) {
  throw Error{
      ErrorKind::state,
      Text{"{}: is not a ledger of os2sync-export and was left as it is; let os2sync.hash_cache name another "
           "file",
           "{}: er ikke en hovedbog fra os2sync-export og er ikke rørt; lad os2sync.hash_cache pege på en anden "
           "fil"},
      path};
}

}  // namespace os2sync
