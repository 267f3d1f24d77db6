// SPDX-License-Identifier: MPL-2.0
/// @file Which place gives which setting: names resolved, values not yet judged.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/load_settings.hpp"
#include "config/setting_value.hpp"
#include "config/settings_table.hpp"

namespace os2sync {

/// Faults with a place, so that they can be told in the order of the file.
class FaultList {
 public:
  void add(const SettingOrigin& origin, const std::string& text);
  void add_missing(const std::string& text) { faults_.push_back({2, 0, text}); }
  bool empty() const { return faults_.empty(); }
  std::vector<std::string> take_sorted_lines();

 private:
  struct Fault {
    int rank;
    std::size_t line;
    std::string text;
  };
  std::vector<Fault> faults_;
};

/// One place that gives a setting.
struct GivenValue {
  SettingOrigin origin;
  std::size_t age = 0;  ///< position of the spelling among the setting's spellings; 0 is the newest
  SettingValue value;
  bool from_crontab = false;  ///< the file's crontab.X, which stands for the variable X
};

/// All places that give one setting, the winner first: environment, the file's crontab.X, the file's own keys; newer
/// spelling before older.
using GivenValues = std::map<const SettingSpec*, std::vector<GivenValue>>;

/// Finds the settings among a file's keys and the environment's names. Faults: broken JSON, unknown names of our own
/// families. Remarks: names that have no effect. `table` must outlive the result.
GivenValues collect_given_values(const SettingsSources& sources, const std::vector<SettingSpec>& table,
                                 FaultList& faults, std::vector<std::string>& warnings);

}  // namespace os2sync
