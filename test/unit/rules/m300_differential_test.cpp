// SPDX-License-Identifier: MPL-2.0
// Our mapping of a recorded municipality against what the Python exporter sent for it: every difference is one that is
// known and meant, and there are exactly as many of each kind as there should be.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "core/payload.hpp"
#include "rules/map.hpp"
#include "support/rules_m300.hpp"

namespace os2sync {
namespace {

using nlohmann::json;
using test::find_recording;

/// OS2sync's field name to its value; empty lists and nulls are absent, lists sorted: OS2sync treats them alike.
using Body = std::map<std::string, json>;
using Differences = std::map<std::string, int>;

struct ToJson {
  json operator()(std::monostate) const { return {}; }
  json operator()(std::string_view text) const { return text; }
  json operator()(const Uuid& id) const { return id.to_string(); }
  json operator()(std::reference_wrapper<const Cpr>) const { return "compared apart"; }
  json operator()(std::span<const Uuid> ids) const {
    std::set<std::string> texts;
    for (const Uuid& id : ids) texts.insert(id.to_string());
    return texts;
  }
  json operator()(std::span<const WantedPosition> positions) const {
    std::set<std::string> texts;
    for (const WantedPosition& position : positions) texts.insert(position.unit.to_string() + " " + position.name);
    return texts;
  }
};

template <typename Object>
Body body_of(const Object& object) {
  Body body;
  for (const Field& field : fields_of(object)) {
    json value = std::visit(ToJson{}, field.value);
    if (!value.is_null() && !value.empty()) body[std::string{field_name(field.id)}] = std::move(value);
  }
  return body;
}

Body body_of_post(const json& post) {
  Body body;
  for (const auto& [name, value] : post.items()) {
    if (name == "Uuid" || value.is_null() || value.empty()) continue;
    if (name == "Person") {
      body["Person.Name"] = value.at("Name");
      if (!value.at("Cpr").is_null()) body["Person.Cpr"] = "compared apart";
    } else if (name == "Positions") {
      std::set<std::string> texts;
      for (const json& position : value) {
        texts.insert(position.at("OrgUnitUuid").get<std::string>() + " " + position.at("Name").get<std::string>());
      }
      body[name] = texts;
    } else if (value.is_array()) {
      body[name] = value.get<std::set<std::string>>();
    } else {
      body[name] = value;
    }
  }
  return body;
}

void count_differences(const Body& ours, const Body& theirs, const std::string& kind, Differences& counts) {
  std::set<std::string> names;
  for (const auto& [name, value] : ours) names.insert(name);
  for (const auto& [name, value] : theirs) names.insert(name);
  for (const std::string& name : names) {
    const auto mine = ours.find(name);
    const auto other = theirs.find(name);
    const bool same = mine != ours.end() && other != theirs.end() && mine->second == other->second;
    if (!same) ++counts[kind + " " + name];
  }
}

TEST(MapSnapshot, DiffersFromThePythonExporterForM300OnlyWhereThatIsKnownToBeWrong) {
  const auto folder = find_recording("m300");
  if (!folder) GTEST_SKIP() << "no recording: set OS2SYNC_SHARED to the folder that holds data/m300";

  const Snapshot snapshot = test::load_recorded_pages(*folder / "os2mo-v25-pages.jsonl");
  const auto top = std::ranges::find(snapshot.units, "U0", &SourceUnit::user_key);
  ASSERT_NE(top, snapshot.units.end());
  const Wanted wanted = map_snapshot(snapshot, test::load_recorded_rules(*folder / "peer-settings.json", top->uuid));

  std::map<std::string, json> posts;
  for (const json& post : test::read_lines(*folder / "peer-posts.jsonl")) {
    posts[post.at("body").at("Uuid").get<std::string>()] = post.at("body");
  }

  Differences counts;
  int units_in_both = 0;
  int users_in_both = 0;
  for (const WantedUnit& unit : wanted.units) {
    const auto post = posts.extract(unit.uuid.to_string());
    if (post.empty()) {
      ++counts["unit ours only"];
      continue;
    }
    ++units_in_both;
    count_differences(body_of(unit), body_of_post(post.mapped()), "unit", counts);
  }
  for (const WantedUser& user : wanted.users) {
    const auto post = posts.extract(user.uuid.to_string());
    if (post.empty()) {
      ++counts["user ours only"];
      continue;
    }
    ++users_in_both;
    count_differences(body_of(user), body_of_post(post.mapped()), "user", counts);
    const json& cpr = post.mapped().at("Person").at("Cpr");
    const auto sent = cpr.is_null() ? std::nullopt : Cpr::parse(cpr.get<std::string>());
    EXPECT_TRUE(user.cpr == sent) << "CPR of " << user.uuid.to_string();
  }
  for (const auto& [uuid, post] : posts) {
    const bool is_user = post.contains("Positions");
    ++counts[!is_user                       ? "unit theirs only"
             : post.at("Positions").empty() ? "user theirs only, without positions"
                                            : "user theirs only, in ignored units"];
  }

  EXPECT_GE(units_in_both + users_in_both, 260);
  EXPECT_EQ(units_in_both, 25);
  EXPECT_EQ(users_in_both, 242);
  EXPECT_THAT(counts, testing::ContainerEq(Differences{
                          {"user theirs only, without positions", 48},
                          {"user theirs only, in ignored units", 15},
                          {"unit PhoneNumber", 11},
                          {"unit Landline", 11},
                          {"unit Location", 7},
                          {"unit PNR", 7},
                          {"unit Email", 6},
                          {"unit ManagerUuid", 4},
                          {"user Positions", 8},
                          {"user UserId", 3},
                          {"user Email", 3},
                      }));
  EXPECT_THAT(wanted.held_units, testing::IsEmpty());
  EXPECT_THAT(wanted.held_persons, testing::IsEmpty());
}

}  // namespace
}  // namespace os2sync
