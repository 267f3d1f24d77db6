// SPDX-License-Identifier: MPL-2.0
/// @file One writer at a time: a lock beside the ledger that the kernel lets go of however its holder ends.
#pragma once

#include <string>

namespace os2sync {

/// Holds the lock for as long as it lives. Throws Error{locked} naming the holder, Error{state} when the lock file
/// cannot be made.
class WriterLock {
 public:
  explicit WriterLock(const std::string& ledger_path);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace os2sync
