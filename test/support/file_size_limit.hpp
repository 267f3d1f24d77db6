// SPDX-License-Identifier: MPL-2.0
/// @file A full disk for one test: files of this process cannot grow beyond a size.
#pragma once

#include <csignal>
#include <stdexcept>

#include <sys/resource.h>

namespace os2sync::test {

/// For as long as it lives. What is written across the limit is cut short; beyond it, refused.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
    if (getrlimit(RLIMIT_FSIZE, &before_) != 0) throw std::runtime_error{"no limit of file sizes"};
    const rlimit small{bytes, before_.rlim_max};
    if (setrlimit(RLIMIT_FSIZE, &small) != 0) throw std::runtime_error{"cannot limit file sizes"};
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

}  // namespace os2sync::test
