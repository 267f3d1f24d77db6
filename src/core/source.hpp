// SPDX-License-Identifier: MPL-2.0
/// @file What a source (OS2MO or an LC DB file) knows today: plain records, references by uuid.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/cpr.hpp"
#include "core/day.hpp"
#include "core/uuid.hpp"

namespace os2sync {

/// A class of some facet: unit types and levels, hierarchies, address types, visibilities, job functions, KLE aspects.
struct SourceClass {
  Uuid uuid;
  std::string facet;  ///< facet user_key, e.g. "org_unit_hierarchy"; empty when the source does not say
  std::string user_key;
  std::string name;
  std::string scope;  ///< EMAIL, PHONE, PUBLIC, …; empty when none
  bool operator==(const SourceClass&) const = default;
};

struct SourceItSystem {
  Uuid uuid;
  std::string user_key;
  std::string name;
  bool operator==(const SourceItSystem&) const = default;
};

struct SourceUnit {
  Uuid uuid;
  std::optional<Uuid> parent;
  std::optional<Uuid> type;
  std::optional<Uuid> level;
  std::optional<Uuid> hierarchy;
  std::string name;
  std::string user_key;
  bool operator==(const SourceUnit&) const = default;
};

/// The municipality's own record, above all root units.
struct SourceOrganisation {
  Uuid uuid;
  std::string user_key;
  std::string name;
  bool operator==(const SourceOrganisation&) const = default;
};

struct SourcePerson {
  Uuid uuid;
  std::string user_key;
  std::string given_name;
  std::string surname;
  std::string nickname_given_name;
  std::string nickname_surname;
  std::optional<Cpr> cpr;             ///< read only when it is to be sent
  bool cpr_unusable = false;          ///< the source holds something that is no CPR number
  std::optional<Day> seniority = {};  ///< since when; read only for templates
  bool operator==(const SourcePerson&) const = default;
};

struct SourceEngagement {
  Uuid uuid;
  Uuid person;
  Uuid unit;
  std::optional<Uuid> job_function;
  std::optional<Day> from;  ///< the first day of its earliest period; of the present one when dates are not sent
  std::string extension_1;
  std::string extension_3;
  bool is_primary = false;
  std::optional<Day> to = {};  ///< its last day, where dates are sent and it has one
  bool is_future = false;      ///< it has not begun: unit and title are those it begins with
  bool operator==(const SourceEngagement&) const = default;
};

/// An IT account (ituser) of a person or of a unit.
struct SourceItUser {
  Uuid uuid;
  std::optional<Uuid> person;
  std::optional<Uuid> unit;
  Uuid it_system;
  std::string user_key;
  std::string external_id;
  std::vector<Uuid> engagements;  ///< the engagements it is tied to; empty = untied
  bool operator==(const SourceItUser&) const = default;
};

struct SourceAddress {
  Uuid uuid;
  std::optional<Uuid> person;
  std::optional<Uuid> unit;
  std::optional<Uuid> engagement;
  std::optional<Uuid> it_user;
  Uuid type;                       ///< address type class
  std::optional<Uuid> visibility;  ///< visibility class; none = not marked
  std::string text;                ///< what is shown: the value, for DAR the postal line; empty when unknown
  bool operator==(const SourceAddress&) const = default;
};

struct SourceKle {
  Uuid uuid;
  Uuid unit;
  std::optional<Uuid> number;
  std::vector<Uuid> aspects;
  bool operator==(const SourceKle&) const = default;
};

struct SourceManager {
  Uuid uuid;
  Uuid unit;
  std::optional<Uuid> person;  ///< none = a vacancy
  bool operator==(const SourceManager&) const = default;
};

/// One complete read of a source. The order of the rows carries no meaning.
struct Snapshot {
  std::vector<SourceClass> classes;
  std::vector<SourceItSystem> it_systems;
  std::vector<SourceUnit> units;
  std::vector<SourcePerson> persons;
  std::vector<SourceEngagement> engagements;
  std::vector<SourceItUser> it_users;
  std::vector<SourceAddress> addresses;
  std::vector<SourceKle> kles;
  std::vector<SourceManager> managers;
  std::vector<SourceOrganisation> organisations;  ///< the one there is, where templates may show it
};

}  // namespace os2sync
