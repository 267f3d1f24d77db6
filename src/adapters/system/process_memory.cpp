// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/process_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <string_view>

namespace os2sync {
namespace {

// The sanitizers' leak checker has to trace its own process.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kMayBeTraced = true;
#else
constexpr bool kMayBeTraced = false;
#endif

[[noreturn]] void abort_quietly() {
  constexpr std::string_view kWords = "os2sync-export: ended by an unexpected fault; please report it\n";
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, kWords.data(), kWords.size());
  std::abort();
}

}  // namespace

void keep_memory_private() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  if (!kMayBeTraced) prctl(PR_SET_DUMPABLE, 0);
}

bool is_memory_private() {
  rlimit limit{};
  return getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0 &&
         (kMayBeTraced || prctl(PR_GET_DUMPABLE) == 0);
}

void end_without_last_words() { std::set_terminate(abort_quietly); }

}  // namespace os2sync
