// SPDX-License-Identifier: MPL-2.0
/// @file The ways by which text leaves the program.
#pragma once

namespace os2sync {

enum class Outlet {
  message_on_terminal,
  message_in_log,
  words,   ///< for the person at the terminal: errors and help
  result,  ///< standard output
  file,    ///< a report
};

}  // namespace os2sync
