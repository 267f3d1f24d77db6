// SPDX-License-Identifier: MPL-2.0
/// @file What counts as a difference from another exporter's posts, and what does not.
#include "plan/compare_peer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;

Wanted one_user() {
  Wanted wanted;
  WantedUser& user = wanted.users.emplace_back();
  user.uuid = user.source = id("P1");
  user.user_id = "anna";
  user.name = "Anna And";
  user.positions = {{id("U1"), "Lærer", {}, {}}, {id("U2"), "Vikar", {}, {}}};
  return wanted;
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return text;
}

Recording same_user() {
  FkFields fields{{"UserId", "anna"}, {"Person.Name", "Anna And"}};
  fields["Positions"] =
      std::vector<std::string>{"\"Vikar\" @ " + id("U2").to_string(), "\"Lærer\" @ " + upper(id("U1").to_string())};
  return {{{ObjectKind::user, id("P1"), fields, {}, false}}, 0};
}

TEST(CompareWithPeer, TakesOrderOfListsAndLetterCaseOfUuidsForNothing) {
  const PeerComparison comparison = compare_with_peer(one_user(), same_user());
  EXPECT_TRUE(comparison.equal());
  EXPECT_EQ(comparison.users, 1U);
}

TEST(CompareWithPeer, TellsOneFieldFromAnother) {
  Recording recording = same_user();
  recording.objects[0].fields["UserId"] = "ANNA";
  const PeerComparison comparison = compare_with_peer(one_user(), recording);
  ASSERT_EQ(comparison.differences.size(), 1U);
  EXPECT_EQ(comparison.differences[0].field, FieldId::user_id);
  EXPECT_THAT(comparison.differences[0].theirs, testing::ElementsAre("ANNA"));
  EXPECT_THAT(comparison.differences[0].ours, testing::ElementsAre("anna"));
}

TEST(CompareWithPeer, ComparesCprNumbersAndShowsNone) {
  Wanted wanted = one_user();
  Recording recording = same_user();
  wanted.users[0].cpr = Cpr::parse("0101011234");
  recording.objects[0].cpr = Cpr::parse("010101-1234");
  EXPECT_TRUE(compare_with_peer(wanted, recording).equal());
  recording.objects[0].cpr = Cpr::parse("0101011235");
  const PeerComparison other = compare_with_peer(wanted, recording);
  ASSERT_EQ(other.differences.size(), 1U);
  EXPECT_THAT(other.differences[0].theirs, testing::ElementsAre("[cpr]"));
  recording.objects[0].cpr.reset();
  EXPECT_FALSE(compare_with_peer(wanted, recording).equal());
  wanted.users[0].cpr.reset();
  EXPECT_TRUE(compare_with_peer(wanted, recording).equal());
  recording.objects[0].cpr_unusable = true;
  EXPECT_FALSE(compare_with_peer(wanted, recording).equal());
}

TEST(CompareWithPeer, LeavesFieldsThatFkOrgKeepsOutOfIt) {
  Wanted wanted;
  WantedUnit& unit = wanted.units.emplace_back();
  unit.uuid = unit.source = id("U1");
  unit.name = "Skole";
  Recording recording{
      {{ObjectKind::unit, id("U1"), {{"Name", "Skole"}, {"ManagerUuid", "x"}, {"SOR", "1"}}, {}, false}}, 0};
  EXPECT_TRUE(compare_with_peer(wanted, recording).equal());
  wanted.units[0].owns_manager = true;
  EXPECT_FALSE(compare_with_peer(wanted, recording).equal());
}

TEST(CompareWithPeer, NamesObjectsOfOneSideAlone) {
  Recording recording = same_user();
  recording.objects[0].uuid = id("P2");
  recording.objects[0].fields.erase("Positions");
  Wanted wanted = one_user();
  wanted.held_persons = {id("P2")};
  const PeerComparison comparison = compare_with_peer(wanted, recording);
  EXPECT_EQ(comparison.compared(), 0U);
  ASSERT_EQ(comparison.only_theirs.size(), 1U);
  EXPECT_TRUE(comparison.only_theirs[0].without_positions);
  EXPECT_TRUE(comparison.only_theirs[0].held);
  ASSERT_EQ(comparison.only_ours.size(), 1U);
  EXPECT_EQ(comparison.only_ours[0].uuid, id("P1"));
}

}  // namespace
}  // namespace os2sync
