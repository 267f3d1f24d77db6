// SPDX-License-Identifier: MPL-2.0
/// @file The command line of os2sync-lab.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "os2sync/model/moment.hpp"
#include "os2sync/model/options.hpp"

namespace os2sync_lab {

struct Arguments {
  int port = 0;
  int control_port = 0;
  os2sync_model::Options options;
  std::optional<os2sync_model::Moment> fixed_time;
  std::optional<std::chrono::milliseconds> tick_every;  ///< none: only POST /tick
  bool exit_with_stdin = false;
  bool help = false;
};

/// Throws std::invalid_argument with a text that names the argument and what it should be.
Arguments parse_arguments(const std::vector<std::string_view>& words);

extern const std::string_view kUsage;

}  // namespace os2sync_lab
