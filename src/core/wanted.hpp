// SPDX-License-Identifier: MPL-2.0
/// @file What FK-ORG should hold by the rules: the result of mapping, the input of planning and sending.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cpr.hpp"
#include "core/day.hpp"
#include "core/finding.hpp"
#include "core/fk_account.hpp"
#include "core/ownership.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// The unit fields that hold one text each and that some source can fill. OS2sync's own names, kUnitTextNames below.
enum class UnitText : std::size_t {
  phone_number,
  email,
  location,
  contact_open_hours,
  dtr_id,
  contact,
  phone_open_hours,
  ean,
  url,
  landline,
  post,
  pnr,
};
inline constexpr std::size_t kUnitTextCount = 12;
inline constexpr std::array<std::string_view, kUnitTextCount> kUnitTextNames{
    "PhoneNumber",    "Email", "Location", "ContactOpenHours", "DtrId", "Contact",
    "PhoneOpenHours", "Ean",   "Url",      "Landline",         "Post",  "PNR"};

/// A unit as FK-ORG should hold it. Absent = null in the payload, which removes the value there.
struct WantedUnit {
  Uuid uuid;                    ///< the FK uuid
  Uuid source;                  ///< OS2MO's uuid of the same unit
  std::optional<Uuid> parent;   ///< FK uuid of the nearest transferred ancestor; none for the top unit alone
  std::optional<Uuid> manager;  ///< FK uuid of a transferred user; meaningful when `owns_manager`
  std::string name;
  std::array<std::optional<std::string>, kUnitTextCount> texts;
  std::vector<Uuid> tasks;              ///< KLE numbers, ascending; meaningful when `owns_kle`
  std::vector<Uuid> contact_for_tasks;  ///< as above
  std::vector<Uuid> it_systems;         ///< ascending
  bool owns_manager = false;            ///< false: FK-ORG's own value is kept
  bool owns_kle = false;                ///< false: FK-ORG's own lists are kept
  FieldOwners owners;                   ///< fields the settings leave to others

  std::optional<std::string>& text(UnitText field) { return texts[static_cast<std::size_t>(field)]; }
  const std::optional<std::string>& text(UnitText field) const { return texts[static_cast<std::size_t>(field)]; }
  bool operator==(const WantedUnit&) const = default;
};

struct WantedPosition {
  Uuid unit;  ///< FK uuid
  std::string name;
  std::optional<Day> start;
  std::optional<Day> stop;
  bool operator==(const WantedPosition&) const = default;
};

/// A user as FK-ORG should hold it; always at least one position.
struct WantedUser {
  Uuid uuid;    ///< the FK uuid
  Uuid source;  ///< OS2MO's uuid of the person
  std::string user_id;
  std::string name;
  std::optional<Cpr> cpr;
  std::optional<std::string> phone_number;
  std::optional<std::string> landline;
  std::optional<std::string> email;
  std::optional<std::string> location;    ///< meaningful when `owns_location`
  std::vector<WantedPosition> positions;  ///< by (name, unit, dates, engagement), no duplicates
  bool owns_location = false;             ///< false: FK-ORG's own value is kept
  FieldOwners owners;                     ///< fields the settings leave to others
  bool operator==(const WantedUser&) const = default;
};

/// All that FK-ORG should hold, and what was wrong with the records it was made from.
struct Wanted {
  std::vector<WantedUnit> units;  ///< parents before children, then by uuid
  std::vector<WantedUser> users;  ///< by uuid
  std::vector<Finding> findings;  ///< by (code, object); includes the reasons of `held_*`
  /// OS2MO uuids of units and persons that could not be mapped: what FK-ORG holds for them is neither changed nor
  /// deleted.
  std::vector<Uuid> held_units;    ///< ascending
  std::vector<Uuid> held_persons;  ///< ascending
  Uuid top_unit;                   ///< FK uuid of the top unit
  FkAccounts fk_accounts;          ///< `new` mode alone
};

}  // namespace os2sync
