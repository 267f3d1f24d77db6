// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the settings table: clean-up, guards, state and log.
#include "config/setting_rows.hpp"

namespace os2sync::rows {

void add_safety_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::safety;
  table.push_back(row(group, "os2sync.autowash", {"AUTOWASH"},
                      {"Delete units in FK-ORG that this program sent and that are no longer to be there.",
                       "Slet enheder i FK-ORG, som dette program har sendt, og som ikke længere skal være der."},
                      flag([](auto& s) -> auto& { return s.autowash; })));
  table.push_back(
      looser_when_higher(row(group, "os2sync.wash_foreign", {},
                             {"Delete also what FK-ORG holds that this program never sent and no rule wants.",
                              "Slet også det i FK-ORG, som dette program aldrig har sendt, og som ingen regel giver."},
                             flag([](auto& s) -> auto& { return s.wash_foreign; }))));
  table.push_back(row(
      group, "os2sync.field_ownership", {},
      {"Who decides what stands in a field of FK-ORG: ours, theirs or fill-if-empty.",
       "Hvem der bestemmer, hvad der står i et felt i FK-ORG: ours (os), theirs (andre) eller fill-if-empty (os, så "
       "længe det er tomt)."},
      bind(
          SettingType::ownership_map, [](auto& s) -> auto& { return s.field_ownership; }, read_field_ownerships)));
  table.push_back(looser_when_higher(row(group, "os2sync.guard.user_count", {},
                                         {"So many users may be deleted in one run; 0 deletes none.",
                                          "Så mange brugere må slettes i én kørsel; 0 sletter ingen."},
                                         number(
                                             0, 1'000'000, [](auto& s) -> auto& { return s.guards.users.count; }))));
  table.push_back(looser_when_higher(row(group, "os2sync.guard.user_percent", {},
                                         {"Or so many percent of the users sent, if that is more.",
                                          "Eller så mange procent af de sendte brugere, hvis det er flere."},
                                         number(
                                             0, 100, [](auto& s) -> auto& { return s.guards.users.percent; }))));
  table.push_back(looser_when_higher(row(group, "os2sync.guard.unit_count", {},
                                         {"So many units may be deleted in one run; 0 deletes none.",
                                          "Så mange enheder må slettes i én kørsel; 0 sletter ingen."},
                                         number(
                                             0, 1'000'000, [](auto& s) -> auto& { return s.guards.units.count; }))));
  table.push_back(looser_when_higher(row(group, "os2sync.guard.unit_percent", {},
                                         {"Or so many percent of the units sent, if that is more.",
                                          "Eller så mange procent af de sendte enheder, hvis det er flere."},
                                         number(
                                             0, 100, [](auto& s) -> auto& { return s.guards.units.percent; }))));
  table.push_back(looser_when_higher(
      row(group, "os2sync.guard.shrink_percent", {},
          {"Stop before the first write when OS2MO holds so many percent less than at the last good run.",
           "Stop før første skrivning, når OS2MO indeholder så mange procent mindre end ved sidste gode "
           "kørsel."},
          number(
              0, 100, [](auto& s) -> auto& { return s.guards.max_shrink_percent; }))));
  table.push_back(looser_when_lower(row(group, "os2sync.guard.window_hours", {},
                                        {"The limits of deletions hold for all runs of so many hours together.",
                                         "Grænserne for sletninger gælder alle kørsler i så mange timer tilsammen."},
                                        number(
                                            1, 8760, [](auto& s) -> auto& { return s.guards.window_hours; }))));
  table.push_back(looser_when_higher(row(group, "os2sync.guard.change_count", {},
                                         {"So many units, or users, may change in one and the same field in one run.",
                                          "Så mange enheder, eller brugere, må ændres i et og samme felt i én kørsel."},
                                         number(
                                             0, 1'000'000, [](auto& s) -> auto& { return s.guards.changes.count; }))));
  table.push_back(looser_when_higher(row(
      group, "os2sync.guard.change_percent", {},
      {"Or so many percent of those sent, if that is more.", "Eller så mange procent af de sendte, hvis det er flere."},
      number(
          0, 100, [](auto& s) -> auto& { return s.guards.changes.percent; }))));
  table.push_back(looser_when_higher(row(group, "os2sync.guard.continue_when_withheld", {},
                                         {"Send the rest when something is held back; false sends nothing then.",
                                          "Send resten, når noget er tilbageholdt; false sender da intet."},
                                         flag([](auto& s) -> auto& { return s.guards.continue_when_withheld; }))));
  table.push_back(
      row(group, "os2sync.tests", {},
          {"Mapping tests that config check tries: a person or unit each and what it must become; see "
           "docs/mapping-tests.md.",
           "Afbildningsprøver, som config check kører: hver en person eller enhed, og hvad den skal blive "
           "til; se docs/mapping-tests.md."},
          bind(
              SettingType::mapping_tests, [](auto& s) -> auto& { return s.mapping_tests; }, read_mapping_tests)));
  table.push_back(row(SettingGroup::program, "crontab.RUN_OS2SYNC", {"RUN_OS2SYNC"},
                      {"Whether sync --if-enabled does anything, as the job runner of the Python programs had it.",
                       "Om sync --if-enabled gør noget, som jobkøreren til Python-programmerne havde det."},
                      flag([](auto& s) -> auto& { return s.switched_on; })));
  table.push_back(row(SettingGroup::program, "os2sync.hash_cache", {},
                      {"File that remembers what was sent; not set means the usual place.",
                       "Fil, der husker, hvad der er sendt; ikke sat betyder det sædvanlige sted."},
                      path([](auto& s) -> auto& { return s.state_path; })));
  table.push_back(
      row(SettingGroup::program, "os2sync.audit_log", {},
          {"File that records what was decided and sent; not set means beside the ledger, off means none.",
           "Fil, der registrerer, hvad der er besluttet og sendt; ikke sat betyder ved siden af hovedbogen, "
           "off betyder ingen."},
          path([](auto& s) -> auto& { return s.audit_path; })));
  table.push_back(row(
      SettingGroup::program, "log_level", {"FASTRAMQPI__LOG_LEVEL", "LOG_LEVEL"},
      {"How much to log: DEBUG, INFO, WARNING or ERROR.", "Hvor meget der logges: DEBUG, INFO, WARNING eller ERROR."},
      bind(
          SettingType::log_level, [](auto& s) -> auto& { return s.log_level; }, read_log_level)));
}

}  // namespace os2sync::rows
