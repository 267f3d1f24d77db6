// SPDX-License-Identifier: MPL-2.0
/// @file The ways to break the exporter, by name.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/world.hpp"

namespace os2sync::sim {

inline constexpr std::array kSabotages{
    std::pair{std::string_view{"remembers-too-early"}, Sabotage::remembers_too_early},
    std::pair{std::string_view{"forgets"}, Sabotage::forgets},
    std::pair{std::string_view{"has-no-limit"}, Sabotage::has_no_limit},
    std::pair{std::string_view{"reads-half"}, Sabotage::reads_half},
    std::pair{std::string_view{"takes-the-root"}, Sabotage::takes_the_root},
    std::pair{std::string_view{"reorders"}, Sabotage::reorders},
    std::pair{std::string_view{"talks"}, Sabotage::talks},
    std::pair{std::string_view{"goes-on"}, Sabotage::goes_on},
    std::pair{std::string_view{"does-not-note"}, Sabotage::does_not_note},
    std::pair{std::string_view{"forgets-deletions"}, Sabotage::forgets_deletions},
    std::pair{std::string_view{"widens-approvals"}, Sabotage::widens_approvals},
    std::pair{std::string_view{"ignores-quarantine"}, Sabotage::ignores_quarantine},
    std::pair{std::string_view{"sets-nothing-aside"}, Sabotage::sets_nothing_aside},
    std::pair{std::string_view{"keeps-aside"}, Sabotage::keeps_aside},
    std::pair{std::string_view{"gives-up-lightly"}, Sabotage::gives_up_lightly},
    std::pair{std::string_view{"never-looks"}, Sabotage::never_looks},
    std::pair{std::string_view{"never-sends-again"}, Sabotage::never_sends_again},
};

inline std::optional<Sabotage> find_sabotage(std::string_view name) {
  if (name == "none") return Sabotage::none;
  for (const auto& [known, sabotage] : kSabotages) {
    if (known == name) return sabotage;
  }
  return std::nullopt;
}

}  // namespace os2sync::sim
