// SPDX-License-Identifier: MPL-2.0
/// @file A civil registration number that can be sent but not printed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace os2sync {

/// Ten digits. No formatter, stream or JSON conversion exists on purpose; the only way out is reveal_for_sending(),
/// which the layer test allows in the sender, the digest code and the municipality's own templates alone.
class Cpr {
 public:
  /// Removes blanks and one hyphen; anything but ten digits is no CPR number (mapping rule "CPR").
  static std::optional<Cpr> parse(std::string_view text);

  const std::string& reveal_for_sending() const noexcept { return digits_; }
  bool operator==(const Cpr&) const = default;

 private:
  explicit Cpr(std::string digits) : digits_{std::move(digits)} {}
  std::string digits_;
};

}  // namespace os2sync
