// SPDX-License-Identifier: MPL-2.0
/// @file The real toolbox: the one place that knows every adapter.
#pragma once

#include <memory>

#include "commands/toolbox.hpp"

namespace os2sync {

class RealToolbox : public Toolbox {
 public:
  /// The signal that asked the program to stop; 0 when none did.
  virtual int stop_signal() const = 0;
};
std::unique_ptr<RealToolbox> make_toolbox();

}  // namespace os2sync
