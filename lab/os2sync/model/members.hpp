// SPDX-License-Identifier: MPL-2.0
/// @file JSON names of the records' members in declared order, with the version that brought them.
#pragma once

#include <array>
#include <span>

#include "os2sync/model/registration.hpp"
#include "os2sync/model/version.hpp"

namespace os2sync_model {

template <typename Record, typename Value>
struct Member {
  std::string_view name;
  Value Record::*value;
  Version since = Version::v2_7;
};

using UserText = Member<User, Text>;
using UnitText = Member<Unit, Text>;
using UnitList = Member<Unit, List>;

inline constexpr std::array<UserText, 9> kUserTexts{{
    {"Uuid", &User::uuid},
    {"ShortKey", &User::short_key},
    {"UserId", &User::user_id},
    {"PhoneNumber", &User::phone_number},
    {"Landline", &User::landline, Version::v3},
    {"Email", &User::email},
    {"RacfID", &User::racf_id},
    {"Location", &User::location},
    {"FMKID", &User::fmk_id, Version::v3},
}};

/// Timestamp is declared after the sixth, Type after the eighth.
inline constexpr std::array<UnitText, 25> kUnitTexts{{
    {"Uuid", &Unit::uuid},
    {"ShortKey", &Unit::short_key},
    {"Name", &Unit::name},
    {"ParentOrgUnitUuid", &Unit::parent_uuid},
    {"PayoutUnitUuid", &Unit::payout_unit_uuid},
    {"ManagerUuid", &Unit::manager_uuid},
    {"PhoneNumber", &Unit::phone_number},
    {"Email", &Unit::email},
    {"Location", &Unit::location},
    {"LOSShortName", &Unit::los_short_name},
    {"LOSId", &Unit::los_id},
    {"ContactOpenHours", &Unit::contact_open_hours},
    {"DtrId", &Unit::dtr_id},
    {"EmailRemarks", &Unit::email_remarks},
    {"Contact", &Unit::contact},
    {"PostReturn", &Unit::post_return},
    {"PhoneOpenHours", &Unit::phone_open_hours},
    {"Ean", &Unit::ean},
    {"Url", &Unit::url},
    {"Landline", &Unit::landline},
    {"Post", &Unit::post},
    {"PostSecondary", &Unit::post_secondary, Version::v4_0},
    {"FOA", &Unit::foa, Version::v3},
    {"PNR", &Unit::pnr, Version::v3},
    {"SOR", &Unit::sor, Version::v3},
}};
inline constexpr std::size_t kUnitTextsBeforeTimestamp = 6;
inline constexpr std::size_t kUnitTextsBeforeType = 8;

/// The unit's own addresses: every text member that is one address object in FK-ORG.
inline constexpr std::span<const UnitText> unit_addresses() {
  return std::span{kUnitTexts}.subspan(kUnitTextsBeforeTimestamp);
}
/// PhoneNumber to FMKID without the login name.
inline constexpr std::span<const UserText> user_addresses() { return std::span{kUserTexts}.subspan(3); }

inline constexpr std::array<UnitList, 4> kUnitLists{{
    {"Tasks", &Unit::tasks},
    {"ItSystems", &Unit::it_systems, Version::v3},
    {"ContactForTasks", &Unit::contact_for_tasks},
    {"ContactPlaces", &Unit::contact_places, Version::v3},
}};

inline constexpr std::array<Member<Position, Text>, 4> kPositionTexts{{
    {"Name", &Position::name},
    {"OrgUnitUuid", &Position::org_unit_uuid},
    {"StartDate", &Position::start_date},
    {"StopDate", &Position::stop_date},
}};

inline constexpr std::array<Member<Person, Text>, 3> kPersonTexts{{
    {"Name", &Person::name},
    {"Cpr", &Person::cpr},
    {"Uuid", &Person::uuid, Version::v4_9_1},
}};

/// Type as OS2sync spells it; other numbers are carried along and fail in FK-ORG.
inline constexpr std::array<std::string_view, 2> kUnitTypes{"DEPARTMENT", "TEAM"};
inline constexpr std::array<std::string_view, 3> kUserStatuses{"UNKNOWN", "ACTIVE", "INACTIVE"};

}  // namespace os2sync_model
