// SPDX-License-Identifier: MPL-2.0
#include "app/plan_basis_of.hpp"

#include <algorithm>

#include "config/settings_table.hpp"

namespace os2sync {
namespace {

/// The settings that decide something, secrets apart.
std::vector<const LoadedSetting*> deciding_settings(const LoadedSettings& loaded) {
  const std::vector<SettingSpec> table = make_settings_table();
  std::vector<const LoadedSetting*> deciding;
  for (const LoadedSetting& setting : loaded.values) {
    const SettingSpec* const spec = find_setting(table, setting.key);
    if (!setting.is_secret && spec != nullptr && spec->group != SettingGroup::program) deciding.push_back(&setting);
  }
  return deciding;
}

}  // namespace

PlanBasis plan_basis_of(const LoadedSettings& loaded, const std::vector<LedgerEntry>& ledger, const Digester& digester,
                        std::string_view program_version) {
  PlanBasis basis;
  basis.program = program_version;
  basis.cvr = loaded.settings.os2sync.cvr;
  basis.top_unit = loaded.settings.rules.top_unit;
  basis.ledger_key = identify_key(digester);
  basis.ledger = digest_ledger(ledger, digester);
  for (const LoadedSetting* setting : deciding_settings(loaded)) {
    if (!setting->is_default) basis.settings[setting->key] = digest_setting(setting->key, setting->value, digester);
  }
  return basis;
}

std::vector<std::string> differing_settings(const LoadedSettings& left, const LoadedSettings& right) {
  const std::vector<const LoadedSetting*> ours = deciding_settings(left);
  const std::vector<const LoadedSetting*> theirs = deciding_settings(right);
  std::vector<std::string> keys;
  // Both hold every honoured setting, in the table's order.
  for (std::size_t i = 0; i < ours.size() && i < theirs.size(); ++i) {
    if (ours[i]->value != theirs[i]->value) keys.push_back(ours[i]->key);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace os2sync
