// SPDX-License-Identifier: MPL-2.0
/// @file What can happen to one request on its way, and what the program gets to see of it.
#pragma once

#include <optional>

#include "adapters/http/http.hpp"
#include "sim/chance.hpp"

namespace os2sync::sim {

/// `before`: the peer never sees the request. `after`: the peer does its work, then the answer is spoiled or lost.
struct NetFault {
  bool before = false;
  const char* name = "";
  std::optional<http::Result> instead;  ///< in place of the answer; none = the answer, cut to `cut` of its length
  double cut = 1;
  std::chrono::milliseconds delay{0};
};

/// A fault on the way to OS2MO.
NetFault draw_mo_fault(Chance& chance);
/// A fault on the way to OS2sync. `is_delete`: a plain 404 to a DELETE is left out, it means "gone" by contract.
NetFault draw_sync_fault(Chance& chance, bool is_delete);

http::Result carry_out(const NetFault& fault, http::Result answer);

}  // namespace os2sync::sim
