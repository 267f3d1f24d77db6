// SPDX-License-Identifier: MPL-2.0
/// @file The setting os2sync.field_ownership: which fields of FK-ORG this program leaves to others.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "config/setting_error.hpp"
#include "config/setting_types.hpp"

namespace os2sync {
namespace {

using Kind = SettingValue::Kind;

enum class Choice {
  any,
  always_filled,  ///< FK-ORG has no such object without it, so it cannot be left to others from the start
  ours_only,      ///< what FK-ORG holds there cannot be sent back
  theirs_only,    ///< the rules have nothing to fill it with
};
struct KnownField {
  std::string_view name;
  Choice choice;
};

constexpr std::array kFields{
    KnownField{"Unit.Name", Choice::always_filled},
    KnownField{"Unit.ParentOrgUnitUuid", Choice::ours_only},
    KnownField{"Unit.ManagerUuid", Choice::any},
    KnownField{"Unit.Tasks", Choice::any},
    KnownField{"Unit.ContactForTasks", Choice::any},
    KnownField{"Unit.ItSystems", Choice::any},
    KnownField{"Unit.PhoneNumber", Choice::any},
    KnownField{"Unit.Email", Choice::any},
    KnownField{"Unit.Location", Choice::any},
    KnownField{"Unit.ContactOpenHours", Choice::any},
    KnownField{"Unit.DtrId", Choice::any},
    KnownField{"Unit.Contact", Choice::any},
    KnownField{"Unit.PhoneOpenHours", Choice::any},
    KnownField{"Unit.Ean", Choice::any},
    KnownField{"Unit.Url", Choice::any},
    KnownField{"Unit.Landline", Choice::any},
    KnownField{"Unit.Post", Choice::any},
    KnownField{"Unit.PNR", Choice::any},
    KnownField{"Unit.ShortKey", Choice::theirs_only},
    KnownField{"Unit.PayoutUnitUuid", Choice::theirs_only},
    KnownField{"Unit.Type", Choice::theirs_only},
    KnownField{"Unit.LOSShortName", Choice::theirs_only},
    KnownField{"Unit.LOSId", Choice::theirs_only},
    KnownField{"Unit.EmailRemarks", Choice::theirs_only},
    KnownField{"Unit.PostReturn", Choice::theirs_only},
    KnownField{"Unit.PostSecondary", Choice::theirs_only},
    KnownField{"Unit.FOA", Choice::theirs_only},
    KnownField{"Unit.SOR", Choice::theirs_only},
    KnownField{"Unit.ContactPlaces", Choice::theirs_only},
    KnownField{"User.UserId", Choice::always_filled},
    KnownField{"User.Person.Name", Choice::always_filled},
    KnownField{"User.Person.Cpr", Choice::ours_only},
    KnownField{"User.Positions", Choice::ours_only},
    KnownField{"User.PhoneNumber", Choice::any},
    KnownField{"User.Landline", Choice::any},
    KnownField{"User.Email", Choice::any},
    KnownField{"User.Location", Choice::any},
    KnownField{"User.ShortKey", Choice::theirs_only},
    KnownField{"User.RacfID", Choice::theirs_only},
    KnownField{"User.FMKID", Choice::theirs_only},
    KnownField{"User.IsRobot", Choice::theirs_only},
};

constexpr std::array<std::string_view, 3> kOwnerships{"ours", "theirs", "fill-if-empty"};

const KnownField& find_field(const std::string& name) {
  const auto found = std::ranges::find(kFields, name, &KnownField::name);
  if (found != kFields.end()) return *found;
  std::vector<std::string> names;
  names.reserve(kFields.size());
  for (const KnownField& field : kFields) names.emplace_back(field.name);
  const std::string nearest = find_nearest_name(name, names);
  const std::string quoted = quote_value(SettingValue::of_text(name));
  if (!nearest.empty()) {
    throw setting_error({"{} is no field of OS2sync; did you mean {}?", "{} er ikke et felt i OS2sync; mente du {}?"},
                        quoted, nearest);
  }
  throw setting_error({"{} is no field of OS2sync; write it like User.PhoneNumber or Unit.Email",
                       "{} er ikke et felt i OS2sync; skriv det som User.PhoneNumber eller Unit.Email"},
                      quoted);
}

FieldOwnership read_ownership(const SettingValue& value) {
  const std::string text = value.kind == Kind::text ? value.text : std::string{};
  const auto found = std::ranges::find(kOwnerships, text);
  if (found != kOwnerships.end()) return static_cast<FieldOwnership>(found - kOwnerships.begin());
  throw setting_error({"{} is no ownership; write ours, theirs or fill-if-empty",
                       "{} er ikke et ejerskab; skriv ours, theirs eller fill-if-empty"},
                      quote_value(value));
}

void check_choice(const KnownField& field, FieldOwnership ownership) {
  if (field.choice == Choice::always_filled && ownership == FieldOwnership::theirs) {
    throw setting_error({"nothing can be created without this field; write ours or fill-if-empty",
                         "intet kan oprettes uden dette felt; skriv ours eller fill-if-empty"});
  }
  if (field.choice == Choice::ours_only && ownership != FieldOwnership::ours) {
    throw setting_error({"this field cannot be left to others; write ours or take the line out",
                         "dette felt kan ikke overlades til andre; skriv ours, eller fjern linjen"});
  }
  if (field.choice == Choice::theirs_only && ownership != FieldOwnership::theirs) {
    throw setting_error({"this program has nothing to fill this field with; write theirs",
                         "dette program har intet at udfylde feltet med; skriv theirs"});
  }
}

}  // namespace

FieldOwnerships read_field_ownerships(const SettingValue& given) {
  const SettingValue value = parse_if_json(given);
  if (value.kind != Kind::object) {
    throw setting_error({R"({} is no ownership map; write {{"User.PhoneNumber": "theirs"}})",
                         R"({} er ikke et kort over ejerskab; skriv {{"User.PhoneNumber": "theirs"}})"},
                        quote_value(value));
  }
  FieldOwnerships ownerships;
  for (const SettingMember& member : value.members) {
    if (member.value.kind == Kind::null) continue;
    const KnownField& field = find_field(member.key);
    within(member.key, [&] {
      const FieldOwnership ownership = read_ownership(member.value);
      check_choice(field, ownership);
      ownerships.emplace(member.key, ownership);
    });
  }
  return ownerships;
}

std::string show_value(const FieldOwnerships& value) {
  std::vector<std::string> members;
  members.reserve(value.size());
  for (const auto& [field, ownership] : value) {
    members.push_back(fmt::format(R"("{}":"{}")", field, kOwnerships.at(static_cast<std::size_t>(ownership))));
  }
  return fmt::format("{{{}}}", fmt::join(members, ","));
}

}  // namespace os2sync
