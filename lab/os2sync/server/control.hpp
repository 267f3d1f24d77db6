// SPDX-License-Identifier: MPL-2.0
/// @file The control plane: what tests and demos use to steer the lab and to look inside.
#pragma once

#include <functional>

#include "os2sync/server/lab.hpp"

namespace os2sync_lab {

/// Answers requests on the second port. `quit` is called once for POST /quit.
class Control {
 public:
  Control(Lab& lab, std::function<void()> quit) : lab_{lab}, quit_{std::move(quit)} {}

  Reply serve(const os2sync_model::Request& request);

 private:
  std::string post(const os2sync_model::Request& request);
  std::string get(const os2sync_model::Request& request);

  Lab& lab_;
  std::function<void()> quit_;
};

}  // namespace os2sync_lab
