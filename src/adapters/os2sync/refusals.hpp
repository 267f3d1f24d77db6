// SPDX-License-Identifier: MPL-2.0
/// @file The errors that stop a run because every request would meet them, each with its remedy.
#pragma once

#include <string_view>

#include "adapters/http/http.hpp"

namespace os2sync {

/// 401: OS2sync does not say which of the two it misses.
[[noreturn]] void throw_unauthorised(std::string_view url);
/// 400 without a text: OS2sync up to 4.0 without a CVR, or a body it cannot read.
[[noreturn]] void throw_no_cvr(std::string_view url);
[[noreturn]] void throw_bad_cvr(std::string_view url);
/// 405 and 415: what answers is not OS2sync's API.
[[noreturn]] void throw_wrong_service(std::string_view url, int status);
/// OS2sync 2.x, known by its camelCase members.
[[noreturn]] void throw_too_old(std::string_view url);
[[noreturn]] void throw_version_mismatch(std::string_view url, int configured);
[[noreturn]] void throw_unavailable(std::string_view url, const http::Failure& failure);
[[noreturn]] void throw_not_os2sync(std::string_view url, const http::Response& response);

}  // namespace os2sync
