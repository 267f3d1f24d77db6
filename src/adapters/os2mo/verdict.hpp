// SPDX-License-Identifier: MPL-2.0
/// @file What to do about an answer: use it, ask again, log in again or give up.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/http.hpp"
#include "core/error.hpp"

namespace os2sync::os2mo {

enum class Remedy {
  use,          ///< nothing is wrong with it so far
  repeat_soon,  ///< the network or a server in between; asking again costs nothing
  repeat_late,  ///< OS2MO failed on the question itself: each failure can cost it a database connection for good
  log_in_again,
  give_up,
};

struct Verdict {
  Remedy remedy = Remedy::use;
  Said why;                                 ///< what happened, without values
  ErrorKind kind = ErrorKind::unavailable;  ///< of the Error, should it come to that
};

/// Judges a page request by everything but the JSON inside. `url` and `graphql_version` are named in the messages.
Verdict judge_page_answer(const http::Result& result, std::string_view url, int graphql_version);
/// Judges the answer to a login. `settings` says which settings the login was made of.
Verdict judge_login_answer(const http::Result& result, std::string_view url, const Said& settings);

}  // namespace os2sync::os2mo
