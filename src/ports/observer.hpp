// SPDX-License-Identifier: MPL-2.0
/// @file Who watches a run: progress and remarks, no results.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/said.hpp"

namespace os2sync {

enum class Stage { reading, planning, asking, sending, verifying };  // asking: FK-ORG what it holds

/// Hears what is going on. May be called from several threads at once.
class Observer {
 public:
  virtual ~Observer() = default;

  /// `total` 0 = not known yet.
  virtual void progress(Stage stage, std::size_t done, std::size_t total) = 0;
  /// A remark for the operator, e.g. a retry. Never contains personal data.
  virtual void warn(const Said& message) = 0;
  virtual void debug(std::string_view message) = 0;
};

/// Hears everything, says nothing.
class SilentObserver final : public Observer {
 public:
  void progress(Stage, std::size_t, std::size_t) override {}
  void warn(const Said&) override {}
  void debug(std::string_view) override {}
};

}  // namespace os2sync
