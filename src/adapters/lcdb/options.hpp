// SPDX-License-Identifier: MPL-2.0
/// @file What reading an LC database needs to be told.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace os2sync::lcdb {

/// Facts of OS2MO that not every LC database holds.
enum class Fact {
  it_system_user_keys,  ///< never
  engagement_links,     ///< which engagement an account belongs to: from 2026 on
  history,              ///< when an engagement began and will begin: never, only today's slice is there
  writing,              ///< never, it is a copy
};

/// A setting that is on and cannot be followed without the fact.
struct Demand {
  std::string key;
  Fact fact{};
};

struct Options {
  std::string path;
  std::chrono::hours old_after{36};            ///< a nightly file that is older was not renewed last night
  std::chrono::milliseconds patience{10'000};  ///< with a job that is writing; its commits are short
  std::vector<Demand> demands;
};

}  // namespace os2sync::lcdb
