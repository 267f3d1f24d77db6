// SPDX-License-Identifier: MPL-2.0
/// @file A password, key or token that can be used but not printed.
#pragma once

#include <string>
#include <utility>

namespace os2sync {

/// No formatter, stream or JSON conversion exists on purpose.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_{std::move(value)} {}

  const std::string& reveal() const noexcept { return value_; }
  bool empty() const noexcept { return value_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  std::string value_;
};

}  // namespace os2sync
