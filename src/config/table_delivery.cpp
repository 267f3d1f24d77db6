// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the settings table: making sure that FK-ORG holds what was sent.
#include "config/setting_rows.hpp"

namespace os2sync::rows {

void add_delivery_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::os2sync;
  table.push_back(row(group, "os2sync.verify.reads_per_run", {},
                      {"How many objects a sync reads back from FK-ORG to see that they arrived; 0 reads none.",
                       "Hvor mange objekter en sync læser tilbage fra FK-ORG for at se, at de nåede frem; 0 læser "
                       "ingen."},
                      number(
                          0, 100'000, [](auto& s) -> auto& { return s.delivery.reads_per_run; })));
  table.push_back(row(group, "os2sync.verify.list_hours", {},
                      {"Hours between two comparisons with FK-ORG's whole lists in a sync; 0 compares never.",
                       "Timer mellem to sammenligninger med FK-ORG's hele lister i en sync; 0 sammenligner aldrig."},
                      number(
                          0, 8'760, [](auto& s) -> auto& { return s.delivery.list_hours; })));
  table.push_back(row(group, "os2sync.verify.grace_minutes", {},
                      {"Minutes beyond the estimate before an object that is not in FK-ORG counts as lost.",
                       "Minutter ud over skønnet, før et objekt, der ikke er i FK-ORG, regnes for tabt."},
                      number(
                          0, 10'080, [](auto& s) -> auto& { return s.delivery.pace.grace_minutes; })));
  table.push_back(row(group, "os2sync.verify.reposts", {},
                      {"How often the same content is sent again when FK-ORG does not hold it; then it is stuck.",
                       "Hvor tit det samme indhold sendes igen, når FK-ORG ikke har det; derefter sidder det fast."},
                      number(
                          0, 100, [](auto& s) -> auto& { return s.delivery.max_reposts; })));
  table.push_back(row(group, "os2sync.queue.per_minute", {},
                      {"How many objects OS2sync takes from its queue in a minute, for the estimates.",
                       "Hvor mange objekter OS2sync tager fra sin kø på et minut, til skønnene."},
                      number(
                          1, 1'000'000, [](auto& s) -> auto& { return s.delivery.pace.per_minute; })));
  table.push_back(row(group, "os2sync.queue.max_waiting", {},
                      {"Sending waits while more objects than this are in OS2sync's queue; 0 never waits.",
                       "Afsendelsen venter, mens flere objekter end dette er i OS2syncs kø; 0 venter aldrig."},
                      number(
                          0, 10'000'000, [](auto& s) -> auto& { return s.delivery.max_waiting; })));
}

}  // namespace os2sync::rows
