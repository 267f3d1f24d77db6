// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/database.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace os2sync_model {
namespace {

constexpr std::size_t kUuidWidth = 36;
constexpr std::size_t kShortKeyWidth = 50;
constexpr std::size_t kCprWidth = 10;
constexpr std::size_t kCvrWidth = 8;
constexpr std::size_t kDayWidth = 10;

template <typename Record>
struct Column {
  std::string_view name;
  Text Record::*value;
};

/// Columns in table order: a database complains of the first.
constexpr std::array<Column<User>, 7> kUserColumns{{
    {"user_id", &User::user_id},
    {"phone_number", &User::phone_number},
    {"email", &User::email},
    {"location", &User::location},
    {"racfid", &User::racf_id},
    {"landline", &User::landline},
    {"fmk_id", &User::fmk_id},
}};
constexpr std::array<Column<Unit>, 19> kUnitColumns{{
    {"phone_number", &Unit::phone_number},
    {"email", &Unit::email},
    {"location", &Unit::location},
    {"losshortname", &Unit::los_short_name},
    {"losid", &Unit::los_id},
    {"contact_open_hours", &Unit::contact_open_hours},
    {"dtr_id", &Unit::dtr_id},
    {"email_remarks", &Unit::email_remarks},
    {"contact", &Unit::contact},
    {"post_return", &Unit::post_return},
    {"phone_open_hours", &Unit::phone_open_hours},
    {"ean", &Unit::ean},
    {"url", &Unit::url},
    {"landline", &Unit::landline},
    {"post", &Unit::post},
    {"post_secondary", &Unit::post_secondary},
    {"foa", &Unit::foa},
    {"pnr", &Unit::pnr},
    {"sor", &Unit::sor},
}};
struct ChildTable {
  std::string_view suffix;
  std::string_view column;
  List Unit::*items;
};
constexpr std::array<ChildTable, 4> kChildTables{{
    {"_tasks", "task", &Unit::tasks},
    {"_it_systems", "it_system_uuid", &Unit::it_systems},
    {"_contact_for_tasks", "task", &Unit::contact_for_tasks},
    {"_contact_places", "contact_place_uuid", &Unit::contact_places},
}};

/// Collects the first complaint.
class Insert {
 public:
  Insert(std::string table, const Profile& profile, Database database)
      : table_{std::move(table)}, profile_{profile}, database_{database} {}

  void column(std::string_view name, const Text& value, std::size_t width) {
    if (refusal_ || !value || characters(*value) <= width) return;
    refusal_ = database_ == Database::mysql
                   ? fmt::format("Data too long for column '{}' at row 1", name)
                   : fmt::format(
                         "String or binary data would be truncated in table '{}', column '{}'. Truncated "
                         "value: '{}'.\r\nThe statement has been terminated.",
                         table_, name, value->substr(0, width));
  }
  void not_null(std::string_view name, const Text& value) {
    if (refusal_ || value) return;
    refusal_ = database_ == Database::mysql
                   ? fmt::format("Column '{}' cannot be null", name)
                   : fmt::format("The parameterized query expects the parameter '@{}', which was not supplied.", name);
  }
  /// Goes on with a child table of the same request.
  void enter(std::string table) { table_ = std::move(table); }

  const Profile& profile() const { return profile_; }
  std::optional<std::string> refusal() { return std::move(refusal_); }

 private:
  std::string table_;
  const Profile& profile_;
  Database database_;
  std::optional<std::string> refusal_;
};

void insert_user(Insert& insert, const User& user, const std::string& cvr) {
  const Profile& profile = insert.profile();
  insert.column("shortkey", user.short_key, kShortKeyWidth);
  for (const auto& column : kUserColumns) insert.column(column.name, user.*column.value, profile.text_width);
  insert.column("name", user.person.name, profile.person_name_width);
  insert.column("cpr", user.person.cpr, kCprWidth);
  insert.column("cvr", cvr, kCvrWidth);
  insert.column("person_uuid", user.person.uuid, kUuidWidth);
  insert.enter("queue_user_positions");
  for (const Position& position : user.positions) {
    insert.column("name", position.name, profile.position_name_width);
    insert.column("orgunit_uuid", position.org_unit_uuid, kUuidWidth);
    insert.column("start_date", position.start_date, kDayWidth);
    insert.column("stop_date", position.stop_date, kDayWidth);
  }
}

void insert_unit(Insert& insert, const Unit& unit, const std::string& cvr) {
  insert.column("shortkey", unit.short_key, kShortKeyWidth);
  insert.column("name", unit.name, insert.profile().text_width);
  insert.column("parent_ou_uuid", unit.parent_uuid, kUuidWidth);
  insert.column("payout_ou_uuid", unit.payout_unit_uuid, kUuidWidth);
  insert.column("manager_uuid", unit.manager_uuid, kUuidWidth);
  for (const auto& column : kUnitColumns) insert.column(column.name, unit.*column.value, insert.profile().text_width);
  insert.column("cvr", cvr, kCvrWidth);
  for (const ChildTable& child : kChildTables) {
    const List& items = unit.*child.items;
    if (!items) continue;
    insert.enter(fmt::format("queue_orgunits{}", child.suffix));
    for (const Text& item : *items) {
      insert.not_null(child.column, item);
      insert.column(child.column, item, kUuidWidth);
    }
  }
}

}  // namespace

std::optional<std::string> insert_refusal(const QueueRow& row, const Profile& profile, Database database) {
  Insert insert{row.kind == Kind::unit ? "queue_orgunits" : "queue_users", profile, database};
  insert.column("uuid", row.uuid, kUuidWidth);
  if (const auto* user = std::get_if<User>(&row.payload)) {
    insert_user(insert, *user, row.cvr);
  } else if (const auto* unit = std::get_if<Unit>(&row.payload)) {
    insert_unit(insert, *unit, row.cvr);
  } else {
    insert.column("cvr", row.cvr, kCvrWidth);
  }
  return insert.refusal();
}

std::string_view outage_text(Database database) noexcept {
  return database == Database::mysql
             ? "Unable to connect to any of the specified MySQL hosts."
             : "A network-related or instance-specific error occurred while establishing a connection to SQL Server.";
}

bool overflows_done_tables(const QueueRow& row, const Profile& profile) {
  const auto* user = std::get_if<User>(&row.payload);
  return profile.long_position_names_poison && user != nullptr &&
         std::any_of(user->positions.begin(), user->positions.end(), [](const Position& position) {
           return position.name && characters(*position.name) > kDoneTableWidth;
         });
}

}  // namespace os2sync_model
