// SPDX-License-Identifier: MPL-2.0
/// @file Does a CPR number get out? An invented one is sent through the program's own outlets, and nothing over the
/// net.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/language.hpp"
#include "ports/ledger.hpp"
#include "ports/outlet.hpp"
#include "render/check_report.hpp"

namespace os2sync {

struct LeakTools {
  /// The bytes somebody at the outlet's end would have seen of `text`.
  std::function<std::string(Outlet outlet, std::string_view text)> pass_through;
  /// Runs `work` on a new ledger that is thrown away, and returns the bytes of its files.
  std::function<std::string(const std::function<void(Ledger&, const Digester&)>& work)> write_ledger;
  std::function<bool()> is_memory_private;
};

/// One check per way out: outlets, the rules' own texts, the ledger, the process's memory. Throws Error{unexpected}
/// when an outlet cannot be tried at all.
std::vector<Check> check_leaks(const LeakTools& tools, Language language);

}  // namespace os2sync
