// SPDX-License-Identifier: MPL-2.0
/// @file The one Python interpreter of the process.
#pragma once

namespace os2sync::jinja {

/// Starts Python unless it runs already; the caller does not hold its lock afterwards. Python gets nothing of the
/// user's: no PYTHON* variables, no packages of the home or current folder, no signal handlers, no locale.
/// Throws Error{settings} when it cannot start.
void start_python();

}  // namespace os2sync::jinja
