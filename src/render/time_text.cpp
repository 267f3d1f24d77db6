// SPDX-License-Identifier: MPL-2.0
#include "render/time_text.hpp"

#include <chrono>
#include <ctime>
#include <iomanip>
#include <sstream>

#include <fmt/chrono.h>

#include "core/danish_time.hpp"

namespace os2sync {
namespace {

std::chrono::sys_seconds point(std::int64_t unix_seconds) {
  return std::chrono::sys_seconds{std::chrono::seconds{unix_seconds}};
}

}  // namespace

std::string time_for_people(std::int64_t unix_seconds) { return danish_date_and_clock(point(unix_seconds)); }

std::string time_for_people(const std::string& time_for_programs) {
  std::istringstream in{time_for_programs};
  std::tm moment{};
  in >> std::get_time(&moment, "%Y-%m-%dT%H:%M:%SZ");
  return in.fail() ? time_for_programs : time_for_people(std::int64_t{timegm(&moment)});
}

std::string time_for_programs(std::int64_t unix_seconds) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", point(unix_seconds));
}

}  // namespace os2sync
