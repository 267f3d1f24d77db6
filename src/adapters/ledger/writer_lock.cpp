// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/writer_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/error.hpp"

namespace os2sync {
namespace {

std::string describe_this_process() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);  // no host has a longer name
  return fmt::format("pid {} on {}\n", getpid(), host.data());
}

/// What the holder wrote; only printable text is passed on, for the file may be anybody's.
Said read_holder(int file) {
  std::array<char, 300> text{};
  const ssize_t length = pread(file, text.data(), text.size(), 0);
  std::string holder;
  for (ssize_t i = 0; i < length; ++i) {
    const char c = text[static_cast<std::size_t>(i)];
    if (c == '\n') break;
    if (c >= ' ' && c <= '~') holder += c;
  }
  if (holder.empty()) return say({"another process", "en anden proces"});
  std::string danish = holder;
  if (const std::size_t on = danish.find(" on "); on != std::string::npos) danish.replace(on, 4, " på ");
  return {std::move(holder), std::move(danish)};
}

}  // namespace

// The file is never removed: a new one beside it could be locked by a second writer while the first holds the old one.
WriterLock::WriterLock(const std::string& ledger_path) {
  const std::string path = ledger_path + ".lock";
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file_ < 0) {
    throw Error{ErrorKind::state,
                Text{"{}: cannot make the lock file of the ledger: {}; let os2sync.hash_cache name a file in a "
                     "directory that exists and that this user may write to",
                     "{}: hovedbogens låsefil kan ikke oprettes: {}; lad os2sync.hash_cache pege på en fil i en mappe, "
                     "der findes, og som denne bruger må skrive i"},
                path, std::strerror(errno)};
  }
  if (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    const Said holder = read_holder(file_);
    close(file_);
    if (reason == EWOULDBLOCK) {
      throw Error{ErrorKind::locked,
                  Text{"{}: in use by {}; wait until it is done, or stop it",
                       "{}: er i brug af {}; vent, til den er færdig, eller stop den"},
                  ledger_path, holder};
    }
    throw Error{ErrorKind::state,
                Text{"{}: cannot be locked: {}; the ledger needs a file system with locks",
                     "{}: kan ikke låses: {}; hovedbogen skal ligge på et filsystem med låse"},
                path, std::strerror(reason)};
  }
  const std::string holder = describe_this_process();
  // Who holds the lock is a courtesy; on a full disk the lock itself still counts.
  [[maybe_unused]] const int emptied = ftruncate(file_, 0);
  [[maybe_unused]] const ssize_t noted = pwrite(file_, holder.data(), holder.size(), 0);
}

WriterLock::~WriterLock() { close(file_); }

}  // namespace os2sync
