// SPDX-License-Identifier: MPL-2.0
/// @file The settings the mapping goes by, as values.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/ownership.hpp"
#include "core/uuid.hpp"
#include "core/wanted.hpp"

namespace os2sync {

/// One row of the unit address table: an address of this scope (and, if given, this type user_key) fills this field.
struct AddressRow {
  std::string scope;     ///< EMAIL, EAN, PHONE, DAR, PNUMBER, TEXT, WWW
  std::string user_key;  ///< exact, case-sensitive; empty = any type of that scope
  UnitText field{};
  bool operator==(const AddressRow&) const = default;
};
/// PAGE's table plus what does not conflict with it: the default.
std::vector<AddressRow> documented_address_table();
/// The table of today's Python service (Contact, Location and PNR apart).
std::vector<AddressRow> current_address_table();

/// Longest texts OS2sync takes, in code points.
struct TextLimits {
  std::size_t text = 200;           ///< min(truncate_length, 255); 200 on OS2sync 3.x
  std::size_t person_name = 200;    ///< 100 on OS2sync 3.x
  std::size_t position_name = 200;  ///< more would stop OS2sync's queue for good
  bool operator==(const TextLimits&) const = default;
};

struct Rules {
  Uuid top_unit;
  std::vector<Uuid> ignored_unit_levels;
  std::vector<Uuid> ignored_unit_types;
  std::vector<Uuid> filter_units;                                     ///< these and everything below them are out
  std::vector<std::string> filter_hierarchy_names;                    ///< titles; empty = no filter
  std::vector<std::string> uuid_from_it_systems;                      ///< name, user_key or uuid, in order of priority
  std::vector<std::string> user_name_it_systems{"Active Directory"};  ///< as above; whose user_key is the user name
  std::vector<Uuid> phone_classes;
  std::vector<Uuid> landline_classes;
  std::vector<Uuid> email_classes;
  std::vector<AddressRow> unit_addresses = documented_address_table();
  bool require_visibility = false;  ///< true: an address without visibility is not public
  bool sync_managers = false;
  bool enable_kle = true;
  bool use_contact_for_tasks = false;
  bool xfer_cpr = false;
  bool filter_users_by_it_system = false;
  std::vector<std::string> work_address_types;  ///< names, best first; empty = no Location for users
  bool has_templates = false;                   ///< names or user ids are made by os2sync.templates
  int job_title_extension = 0;                  ///< 1 or 3: extension field before job function; 0 = job function only
  bool group_by_engagement = false;             ///< only addresses tied to the account's engagement
  bool use_nickname = false;
  bool position_dates = false;                                       ///< send StartDate and StopDate
  bool future_engagements = false;                                   ///< engagements that have not begun count too
  bool new_mode = false;                                             ///< one user per account, by FK-ORG accounts
  std::vector<std::string> new_mode_it_systems{"Active Directory"};  ///< user_keys; `new` mode alone looks at them
  bool random_fk_uuids = false;                                      ///< `new` mode: new FK-ORG accounts draw theirs
  TextLimits limits;
  FieldOwners unit_owners;  ///< os2sync.field_ownership
  FieldOwners user_owners;
  bool operator==(const Rules&) const = default;
};

}  // namespace os2sync
