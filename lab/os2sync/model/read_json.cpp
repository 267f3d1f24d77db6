// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/read_json.hpp"

#include <array>
#include <limits>

#include <nlohmann/json.hpp>

#include "os2sync/model/lenient_json.hpp"
#include "os2sync/model/members.hpp"
#include "os2sync/model/moment.hpp"

namespace os2sync_model {
namespace {

using json = nlohmann::ordered_json;  // members in the order sent, so that the last duplicate wins

/// A member that cannot be read spoils the whole body; caught in this file.
struct Unreadable {};

constexpr int kMaxDepth = 32;

bool too_deep(const json& value, int depth) {
  if (!value.is_structured()) return false;
  if (depth > kMaxDepth) return true;
  for (const json& child : value) {
    if (too_deep(child, depth + 1)) return true;
  }
  return false;
}

json parse(std::string_view body, const Profile& profile) {
  json value = json::parse(body, nullptr, false);
  // Comments and trailing commas are rare: only a body that strict reading refuses is looked at again.
  if (value.is_discarded() && !profile.camel_case) value = json::parse(strict_json(body), nullptr, false);
  if (value.is_discarded() || too_deep(value, 1)) throw Unreadable{};
  return value;
}

Text as_text(const json& value, const Profile& profile) {
  if (value.is_null()) return std::nullopt;
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (profile.camel_case || value.is_structured()) throw Unreadable{};
  return value.dump();
}

List as_list(const json& value, const Profile& profile) {
  if (value.is_null()) return std::nullopt;
  if (!value.is_array()) throw Unreadable{};
  std::vector<Text> items;
  items.reserve(value.size());
  for (const json& item : value) items.push_back(as_text(item, profile));
  return items;
}

bool as_flag(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>() != 0;
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    if (equal_ignoring_case(text, "true")) return true;
    if (equal_ignoring_case(text, "false")) return false;
  }
  throw Unreadable{};
}

/// Enums are read from their name in any case, from a number, or from a number in quotes; 2.x only from a number.
template <std::size_t kSize>
int as_enum(const json& value, const std::array<std::string_view, kSize>& names, const Profile& profile) {
  if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) throw Unreadable{};
    return static_cast<int>(number);
  }
  if (!value.is_string() || profile.camel_case) throw Unreadable{};
  const auto& text = value.get_ref<const std::string&>();
  for (std::size_t i = 0; i < kSize; ++i) {
    if (equal_ignoring_case(text, names[i])) return static_cast<int>(i);
  }
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos) throw Unreadable{};
  return std::stoi(text);
}

Text as_timestamp(const json& value) {
  if (!value.is_string()) throw Unreadable{};
  const auto& text = value.get_ref<const std::string&>();
  if (!looks_like_day(text) && !parse_iso(text)) throw Unreadable{};
  return text;
}

/// Fills the member of that name, if the record has one in this version.
template <typename Record, typename Value, std::size_t kSize, typename Read>
bool fill(Record& record, const std::array<Member<Record, Value>, kSize>& members, const std::string& name,
          const Profile& profile, Read read) {
  for (const auto& member : members) {
    if (!profile.has(member.since) || !equal_ignoring_case(member.name, name)) continue;
    record.*member.value = read();
    return true;
  }
  return false;
}

template <typename Record, std::size_t kSize>
Record as_flat(const json& value, const std::array<Member<Record, Text>, kSize>& members, const Profile& profile) {
  if (!value.is_object()) throw Unreadable{};
  Record record;
  for (const auto& [name, member] : value.items()) {
    fill(record, members, name, profile, [&, &item = member] { return as_text(item, profile); });
  }
  return record;
}

std::vector<std::optional<Position>> as_positions(const json& value, const Profile& profile) {
  std::vector<std::optional<Position>> positions;
  if (value.is_null()) return positions;
  if (!value.is_array()) throw Unreadable{};
  for (const json& item : value) {
    if (item.is_null()) {
      positions.emplace_back();
    } else {
      positions.emplace_back(as_flat(item, kPositionTexts, profile));
    }
  }
  return positions;
}

PostedUser as_user(const json& root, const Profile& profile) {
  PostedUser posted;
  for (const auto& [key, member] : root.items()) {
    const std::string& name = key;
    const json& value = member;
    const auto is = [&](std::string_view known) { return equal_ignoring_case(name, known); };
    if (fill(posted.user, kUserTexts, name, profile, [&] { return as_text(value, profile); })) continue;
    if (is("Positions")) posted.positions = as_positions(value, profile);
    if (is("Person")) {
      posted.has_person = !value.is_null();
      if (posted.has_person) posted.user.person = as_flat(value, kPersonTexts, profile);
    }
    if (is("Status") && profile.has_user_status) posted.user.status = as_enum(value, kUserStatuses, profile);
    if (is("IsRobot") && profile.has(Version::v4_9_1)) posted.user.is_robot = as_flag(value);
    if (is("Timestamp")) posted.timestamp = as_timestamp(value);
  }
  for (const auto& position : posted.positions) {
    if (position) posted.user.positions.push_back(*position);
  }
  return posted;
}

PostedUnit as_unit(const json& root, const Profile& profile) {
  PostedUnit posted;
  for (const auto& [key, member] : root.items()) {
    const std::string& name = key;
    const json& value = member;
    if (fill(posted.unit, kUnitTexts, name, profile, [&] { return as_text(value, profile); })) continue;
    if (fill(posted.unit, kUnitLists, name, profile, [&] { return as_list(value, profile); })) continue;
    if (equal_ignoring_case(name, "Type")) posted.unit.type = as_enum(value, kUnitTypes, profile);
    if (equal_ignoring_case(name, "Timestamp")) posted.timestamp = as_timestamp(value);
  }
  return posted;
}

/// Stops at the first top-level Uuid, so that a journal costs next to nothing.
class UuidFinder : public nlohmann::json_sax<json> {
 public:
  std::string found;

  bool key(string_t& name) override {
    wanted_ = depth_ == 1 && equal_ignoring_case(name, "Uuid");
    return true;
  }
  bool string(string_t& value) override {
    if (wanted_) found = value;
    return !wanted_;
  }
  bool start_object(std::size_t) override { return enter(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool null() override { return other(); }
  bool boolean(bool) override { return other(); }
  bool number_integer(number_integer_t) override { return other(); }
  bool number_unsigned(number_unsigned_t) override { return other(); }
  bool number_float(number_float_t, const string_t&) override { return other(); }
  bool binary(binary_t&) override { return other(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool enter() {
    ++depth_;
    wanted_ = false;
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }
  bool other() {
    wanted_ = false;
    return true;
  }

  int depth_ = 0;
  bool wanted_ = false;
};

}  // namespace

std::optional<PostedUser> read_user(std::string_view body, const Profile& profile) try {
  const json root = parse(body, profile);
  if (!root.is_object()) return std::nullopt;
  return as_user(root, profile);
} catch (const Unreadable&) {
  return std::nullopt;
}

std::optional<PostedUnit> read_unit(std::string_view body, const Profile& profile) try {
  const json root = parse(body, profile);
  if (!root.is_object()) return std::nullopt;
  return as_unit(root, profile);
} catch (const Unreadable&) {
  return std::nullopt;
}

std::optional<std::vector<Text>> read_uuids(std::string_view body, const Profile& profile) try {
  return as_list(parse(body, profile), profile);
} catch (const Unreadable&) {
  return std::nullopt;
}

std::string peek_uuid(std::string_view body) {
  UuidFinder finder;
  json::sax_parse(body, &finder);
  return finder.found;
}

}  // namespace os2sync_model
