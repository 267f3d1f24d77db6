// SPDX-License-Identifier: MPL-2.0
/// @file An invented municipality that lives: people come, move and leave, units open and close, and accidents happen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/source.hpp"
#include "rules/rules.hpp"
#include "sim/chance.hpp"

namespace os2sync::sim {

/// The beginning of every invented CPR number: no date, so it is nobody's, and easy to find where it must not be.
inline constexpr std::string_view kCanary = "311399";

/// Changes rows so that their references stay sound, as OS2MO sees to it. Everybody has an FK uuid of their own.
class Municipality {
 public:
  Municipality(Chance& chance, Snapshot& rows) : chance_{chance}, rows_{rows} {}

  /// Fills the empty rows and chooses settings that fit them.
  void found(int units, int persons);
  Rules draw_rules();
  const Uuid& top_unit() const { return top_; }

  /// One thing of those that happen every day; says what.
  std::string change();
  /// So many percent of the engagements, or of the persons, are gone at once; says what.
  std::string lose_engagements(int share);
  std::string lose_persons(int share);
  /// Units are closed by the dozen, their people moved to the top unit.
  std::string merge_units(int share);

  std::string hire();
  std::string leave();
  std::string rename_somebody();

 private:
  Uuid add_class(std::string facet, std::string user_key, std::string name, std::string scope = "");
  Uuid add_unit(const std::optional<Uuid>& parent);
  void employ(const Uuid& person);
  void add_account(std::optional<Uuid> person, std::optional<Uuid> unit, const Uuid& system, std::string user_key);
  void add_address(std::optional<Uuid> person, std::optional<Uuid> unit);
  std::string some_text();
  std::string some_address(const std::string& scope);
  bool is_below(const Uuid& unit, const Uuid& above) const;

  std::string return_somebody();
  std::string forget_person();
  std::string move_somebody();
  std::string rename_unit();
  std::string reparent();
  std::string open_unit();
  std::string close_unit();
  std::string close(const Uuid& unit, bool ends_engagements);
  std::string change_address();
  std::string change_fk_uuid();
  std::string change_manager();
  std::string change_type();
  void remove_person(const Uuid& person);

  Chance& chance_;
  Snapshot& rows_;
  Uuid top_;
  Uuid ad_;
  Uuid fk_;
  Uuid sapa_;
  Uuid hierarchy_;
  std::vector<Uuid> unit_types_;     ///< the first is the one settings may ignore
  std::vector<Uuid> address_types_;  ///< rows of the class table say their scope
  std::vector<Uuid> visibilities_;
  std::vector<Uuid> job_functions_;
  std::vector<Uuid> aspects_;
  std::vector<Uuid> tasks_;
  int serial_ = 0;
};

}  // namespace os2sync::sim
