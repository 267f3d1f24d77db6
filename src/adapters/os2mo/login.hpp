// SPDX-License-Identifier: MPL-2.0
/// @file The token OS2MO wants to see: how it is asked for, how long it is good. Sends nothing itself.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "adapters/http/http.hpp"
#include "adapters/os2mo/options.hpp"
#include "adapters/os2mo/verdict.hpp"

namespace os2sync::os2mo {

/// Keeps one token at a time. Tokens are numbered so that answers to an old one do not spoil a new one.
class Login {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit Login(const Options& options);

  /// Whether a request can be sent with the token now; false before the first login and shortly before expiry.
  bool is_good(TimePoint now) const;
  /// The request that asks for a token.
  http::Request write_request() const;
  /// Takes the answer to it; any verdict but `use` leaves the old state.
  Verdict take_answer(const http::Result& result, TimePoint asked_at);

  /// "Authorization: Bearer …": goes into a request's headers and nowhere else.
  const std::string& header() const noexcept { return header_; }
  std::uint64_t number() const noexcept { return number_; }
  /// OS2MO refused token `number`; ignored when a newer one has come since.
  void forget(std::uint64_t number);
  /// "client id 'dipex' (CLIENT_ID, …)": what an operator has to look at.
  const Said& settings() const noexcept { return settings_; }

 private:
  std::string url_;
  std::string form_;  ///< holds the secret
  Said settings_;
  std::chrono::seconds renewal_;
  std::chrono::milliseconds timeout_;
  std::string header_;
  std::optional<TimePoint> good_until_;
  std::uint64_t number_ = 0;
};

}  // namespace os2sync::os2mo
