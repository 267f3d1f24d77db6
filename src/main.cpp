// SPDX-License-Identifier: MPL-2.0
#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>

#include "commands/invocation.hpp"
#include "core/error.hpp"
#include "wiring.hpp"

namespace {

/// A core dump would hold CPR numbers and secrets.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // the leak checker has to trace its own process
  prctl(PR_SET_DUMPABLE, 0);
#endif
}

constexpr int kInterrupted = 130;

}  // namespace

int main(int argc, char** argv) {
  forbid_core_dumps();
  try {
    const std::unique_ptr<os2sync::RealToolbox> toolbox = os2sync::make_toolbox();
    const int exit_code = os2sync::run_command_line(argc, argv, OS2SYNC_EXPORT_VERSION, *toolbox);
    return exit_code == kInterrupted && toolbox->stop_signal() == SIGTERM ? 128 + SIGTERM : exit_code;
  } catch (const std::exception& error) {
    std::fputs("os2sync-export: cannot start\n", stderr);
    return 1;
  }
}
