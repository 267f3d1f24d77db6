// SPDX-License-Identifier: MPL-2.0
/// @file The two records OS2sync takes, as values: org units and users.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os2sync/model/text.hpp"

namespace os2sync_model {

enum class Kind { unit, user };
enum class Operation { update, remove, passivate };

/// The words of OS2sync's own tables and of the lab's control plane.
std::string_view name_of(Kind kind) noexcept;
std::string_view name_of(Operation operation) noexcept;

using List = std::optional<std::vector<Text>>;

struct Position {
  Text name;
  Text org_unit_uuid;
  Text start_date;
  Text stop_date;

  bool operator==(const Position&) const = default;
};

struct Person {
  Text name;
  Text cpr;
  Text uuid;

  bool operator==(const Person&) const = default;
};

struct User {
  Text uuid;
  Text short_key;
  Text user_id;
  Text phone_number;
  Text landline;
  Text email;
  Text racf_id;
  Text location;
  Text fmk_id;
  int status = 0;
  bool is_robot = false;
  std::vector<Position> positions;
  Person person;

  bool operator==(const User&) const = default;
};

struct Unit {
  Text uuid;
  Text short_key;
  Text name;
  Text parent_uuid;
  Text payout_unit_uuid;
  Text manager_uuid;
  Text phone_number;
  Text email;
  int type = 0;
  Text location;
  Text los_short_name;
  Text los_id;
  Text contact_open_hours;
  Text dtr_id;
  Text email_remarks;
  Text contact;
  Text post_return;
  Text phone_open_hours;
  Text ean;
  Text url;
  Text landline;
  Text post;
  Text post_secondary;
  Text foa;
  Text pnr;
  Text sor;
  List tasks;
  List it_systems;
  List contact_for_tasks;
  List contact_places;

  bool operator==(const Unit&) const = default;
};

}  // namespace os2sync_model
