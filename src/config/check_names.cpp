// SPDX-License-Identifier: MPL-2.0
#include "config/check_names.hpp"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "config/setting_error.hpp"
#include "config/setting_value.hpp"
#include "rules/resolved_names.hpp"

namespace os2sync {
namespace {

std::string quoted(const std::string& text) { return quote_value(SettingValue::of_text(text)); }

class NameCheck {
 public:
  NameCheck(const Snapshot& snapshot, Language language) : snapshot_{snapshot}, language_{language} {}

  void top_unit(const Uuid& uuid) {
    if (has_unit(uuid)) return;
    fault({"os2sync.top_unit_uuid: OS2MO has no current unit {}; give the uuid of the unit everything hangs under",
           "os2sync.top_unit_uuid: OS2MO har ingen gældende enhed {}; angiv uuid'et på den enhed, alt hænger under"},
          uuid);
  }

  void units(std::string_view key, const std::vector<Uuid>& uuids) {
    for (const Uuid& uuid : uuids) {
      if (has_unit(uuid)) continue;
      warning({"{}: OS2MO has no current unit {}; remove it or correct it",
               "{}: OS2MO har ingen gældende enhed {}; fjern den, eller ret den"},
              key, uuid);
    }
  }

  void classes(std::string_view key, const std::vector<Uuid>& uuids, std::initializer_list<std::string_view> facets) {
    for (const Uuid& uuid : uuids) {
      const auto found = std::ranges::find(snapshot_.classes, uuid, &SourceClass::uuid);
      if (found == snapshot_.classes.end()) {
        warning({"{}: OS2MO has no class {}; remove it or correct it",
                 "{}: OS2MO har ingen klasse {}; fjern den, eller ret den"},
                key, uuid);
      } else if (!found->facet.empty() && std::ranges::find(facets, found->facet) == facets.end()) {
        warning({"{}: {} is the class {} of the facet {}, which never stands there; give a class of {}",
                 "{}: {} er klassen {} i facetten {}, som aldrig står dér; angiv en klasse i {}"},
                key, uuid, quoted(found->name), found->facet, fmt::format("{}", fmt::join(facets, ", ")));
      }
    }
  }

  /// `names_one` tells whether an entry can be resolved; the rules decide what counts as a match.
  template <typename NamesOne>
  void it_systems(std::string_view key, const std::vector<std::string>& entries, NamesOne names_one) {
    std::vector<std::string> known;
    for (const SourceItSystem& system : snapshot_.it_systems) {
      known.push_back(system.name);
      known.push_back(system.user_key);
    }
    for (const std::string& entry : entries) {
      if (names_one(entry)) continue;
      fault({"{}: OS2MO has no it-system {}; {}", "{}: OS2MO har intet it-system {}; {}"}, key, quoted(entry),
            suggest(entry, known));
    }
  }

  /// Where `new` mode keeps the uuids of FK-ORG's users.
  void fk_org_system() {
    const auto count = std::ranges::count_if(snapshot_.it_systems, is_fk_org_system);
    if (count == 1) return;
    fault({"os2sync.new: OS2MO has {} it-systems with the user key FK-ORG-UUID or 'FK-ORG UUID'; there must be exactly "
           "one",
           "os2sync.new: OS2MO har {} it-systemer med brugervendt nøgle FK-ORG-UUID eller 'FK-ORG UUID'; der skal være "
           "netop ét"},
          count);
  }

  void class_names(std::string_view key, const std::vector<std::string>& names,
                   std::initializer_list<std::string_view> facets, bool stops_the_run, Text unknown) {
    std::vector<std::string> known;
    for (const SourceClass& candidate : snapshot_.classes) {
      const bool fits = candidate.facet.empty() || std::ranges::find(facets, candidate.facet) != facets.end();
      if (fits) known.push_back(candidate.name);
    }
    for (const std::string& name : names) {
      if (std::ranges::find(known, trim_blanks(name)) != known.end()) continue;
      std::vector<std::string>& list = stops_the_run ? findings_.faults : findings_.warnings;
      list.push_back(fill_in(language_, unknown, key, quoted(name), suggest(name, known)));
    }
  }

  NameFindings take() { return std::move(findings_); }

 private:
  template <typename... Args>
  void fault(Text text, const Args&... args) {
    findings_.faults.push_back(fill_in(language_, text, args...));
  }
  template <typename... Args>
  void warning(Text text, const Args&... args) {
    findings_.warnings.push_back(fill_in(language_, text, args...));
  }

  bool has_unit(const Uuid& uuid) const {
    return std::ranges::find(snapshot_.units, uuid, &SourceUnit::uuid) != snapshot_.units.end();
  }

  std::string suggest(const std::string& name, std::vector<std::string> known) const {
    std::erase(known, "");
    const std::string nearest = find_nearest_name(name, known);
    if (!nearest.empty()) return fill_in(language_, {"did you mean '{}'?", "mente du '{}'?"}, nearest);
    constexpr Text kRemedy{"correct the setting or create it in OS2MO", "ret indstillingen, eller opret det i OS2MO"};
    return std::string{kRemedy.in(language_)};
  }

  const Snapshot& snapshot_;
  const Language language_;
  NameFindings findings_;
};

/// Whether the rules could resolve this entry alone.
bool names_it_system(const std::string& entry, const Snapshot& snapshot) {
  try {
    return ItSystemRanks{{entry}, snapshot.it_systems, ""}.size() > 0;
  } catch (const Error&) {
    return false;
  }
}

void check_it_systems(NameCheck& check, const Rules& rules, bool new_mode, const Snapshot& snapshot) {
  const auto resolves = [&](const std::string& entry) { return names_it_system(entry, snapshot); };
  check.it_systems("os2sync.uuid_from_it_systems", rules.uuid_from_it_systems, resolves);
  // Left at its default the setting may name a system that does not exist, as long as nobody is filtered by it.
  const bool may_be_missing =
      rules.user_name_it_systems == Rules{}.user_name_it_systems && !rules.filter_users_by_it_system;
  if (!may_be_missing) {
    check.it_systems("os2sync.user_key_it_system_name", rules.user_name_it_systems, resolves);
  }
  if (!new_mode) return;
  check.it_systems("os2sync.it_system_user_keys", rules.new_mode_it_systems, [&](const std::string& entry) {
    return std::ranges::find(snapshot.it_systems, trim_blanks(entry), &SourceItSystem::user_key) !=
           snapshot.it_systems.end();
  });
  check.fk_org_system();
}

}  // namespace

NameFindings check_names(const Settings& settings, const Snapshot& snapshot, Language language) {
  const Rules& rules = settings.rules;
  NameCheck check{snapshot, language};
  check.top_unit(rules.top_unit);
  check_it_systems(check, rules, settings.new_mode, snapshot);
  check.class_names(
      "os2sync.filter_hierarchy_names", rules.filter_hierarchy_names, {"org_unit_hierarchy"}, true,
      {"{}: OS2MO has no hierarchy with the title {}; {}", "{}: OS2MO har intet hierarki med titlen {}; {}"});
  check.class_names("os2sync.employee_engagement_address", rules.work_address_types,
                    {"org_unit_address_type", "employee_address_type"}, true,
                    {"{}: OS2MO has no address type called {}; {}", "{}: OS2MO har ingen adressetype ved navn {}; {}"});
  check.units("os2sync.filter_orgunit_uuid", rules.filter_units);
  check.classes("os2sync.ignored.unit_levels", rules.ignored_unit_levels, {"org_unit_level"});
  check.classes("os2sync.ignored.unit_types", rules.ignored_unit_types, {"org_unit_type"});
  for (const auto& [key, uuids] : {std::pair{"os2sync.phone_scope_classes", &rules.phone_classes},
                                   std::pair{"os2sync.landline_scope_classes", &rules.landline_classes},
                                   std::pair{"os2sync.email_scope_classes", &rules.email_classes}}) {
    check.classes(key, *uuids, {"employee_address_type", "org_unit_address_type"});
  }
  return check.take();
}

}  // namespace os2sync
