// SPDX-License-Identifier: MPL-2.0
/// @file What an answer of OS2sync means.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/http.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// OS2sync's text in an answer: without the quotes and escapes it gets under Accept: application/json.
std::string unquote_text(std::string_view body);

/// True for a page made by a proxy or by OS2sync's error handler: none of the API's answers.
bool is_html(const http::Response& response);

/// An answer that is none to what was asked, in a few words.
Said describe_answer(const http::Response& response);
/// A network failure in a few words.
Said describe_failure(const http::Failure& failure);

enum class WriteKind { post, remove, passivate };

/// Sorts the answer to a write: taken, refused for good, or to be tried again. Bodies may hold personal data (the echo
/// holds the CPR number), so no reason repeats more of them than OS2sync's own fixed texts and column names.
/// Throws Error{unauthorised, settings} for answers that every other write would get too; `url` is named in them.
PushResult judge_answer(const http::Result& result, WriteKind kind, std::string_view url);

}  // namespace os2sync
