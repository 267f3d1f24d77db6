// SPDX-License-Identifier: MPL-2.0
/// @file Requests and answers as plain values, and how ASP.NET Core reads queries, media types and Accept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace os2sync_model {

/// One request; `path` is still percent-encoded and `query` lacks its question mark.
struct Request {
  std::string method;
  std::string path;
  std::string query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The header's first value, names in any letter case; empty when absent.
  std::string_view header(std::string_view name) const noexcept;
};

/// One answer; an empty content type means that the header is left out.
struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::string allow;

  bool operator==(const Response&) const = default;
};

inline constexpr std::string_view kJsonType = "application/json; charset=utf-8";

/// A string result: raw text, or a JSON string with quotes when the client asks for JSON first.
Response text_answer(int status, std::string_view text, std::string_view accept);
Response json_answer(std::string body);
/// The page that a crash in a GET gives.
Response crash_page();

/// Whether a body of this Content-Type is read at all; otherwise the answer is 415.
bool is_json_type(std::string_view content_type);

std::string url_decoded(std::string_view text, bool plus_is_blank);
/// OS2sync (all versions): a value that cannot be read silently becomes the default, so dryrun=1 is false.
bool query_flag(std::string_view query, std::string_view name, bool otherwise);
int query_number(std::string_view query, std::string_view name, int otherwise);

}  // namespace os2sync_model
