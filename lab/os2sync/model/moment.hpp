// SPDX-License-Identifier: MPL-2.0
/// @file Points in time as the model sees them: handed in from outside, written the way .NET writes them.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace os2sync_model {

using Moment = std::chrono::sys_time<std::chrono::microseconds>;
/// The only clock the model ever asks.
using Clock = std::function<Moment()>;

/// 2025-07-25T12:29:31.123456+02:00: local time with its offset, fraction without trailing zeros.
std::string iso_text(Moment moment, std::chrono::minutes utc_offset);
/// The local day, 2025-07-25.
std::string day_text(Moment moment, std::chrono::minutes utc_offset);
/// Reads yyyy-MM-ddTHH:mm:ss with optional fraction (up to 7 digits) and optional Z or offset (none = UTC).
std::optional<Moment> parse_iso(std::string_view text);

}  // namespace os2sync_model
