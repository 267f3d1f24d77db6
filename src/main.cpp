// SPDX-License-Identifier: MPL-2.0
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>

#include "adapters/system/process_memory.hpp"
#include "commands/invocation.hpp"
#include "core/error.hpp"
#include "wiring.hpp"

namespace {

constexpr int kInterrupted = 130;

}  // namespace

int main(int argc, char** argv) {
  os2sync::keep_memory_private();
  os2sync::end_without_last_words();
  try {
    const std::unique_ptr<os2sync::RealToolbox> toolbox = os2sync::make_toolbox();
    const int exit_code = os2sync::run_command_line(argc, argv, OS2SYNC_EXPORT_VERSION, *toolbox);
    return exit_code == kInterrupted && toolbox->stop_signal() == SIGTERM ? 128 + SIGTERM : exit_code;
  } catch (const std::exception& error) {
    std::fputs("os2sync-export: cannot start\n", stderr);
    return 1;
  }
}
