// SPDX-License-Identifier: MPL-2.0
/// @file Member names as OS2sync itself reads them: without regard to letter case.
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace os2sync {

/// The last member of that name in any letter case, as OS2sync itself would read it; null when there is none.
const nlohmann::json* find_member(const nlohmann::json& object, std::string_view name);

}  // namespace os2sync
