// SPDX-License-Identifier: MPL-2.0
/// @file What a plan made with these settings and this ledger rests on.
#pragma once

#include <string_view>
#include <vector>

#include "config/load_settings.hpp"
#include "plan/plan_basis.hpp"

namespace os2sync {

/// Settings that decide neither what is read nor what is sent (where the ledger lies, how much is logged) do not count.
PlanBasis plan_basis_of(const LoadedSettings& loaded, const std::vector<LedgerEntry>& ledger, const Digester& digester,
                        std::string_view program_version);

/// Keys of such settings that are not the same in both, ascending. Secrets are not compared.
std::vector<std::string> differing_settings(const LoadedSettings& left, const LoadedSettings& right);

}  // namespace os2sync
