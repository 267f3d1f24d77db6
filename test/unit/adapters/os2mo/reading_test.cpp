// SPDX-License-Identifier: MPL-2.0
// What a read does about changes that race with it: references to objects that no chain has seen.
#include "adapters/os2mo/reading.hpp"

#include <gmock/gmock.h>

#include "support/http_os2mo_town.hpp"

namespace os2sync::os2mo {
namespace {

using test::HttpFakeQuestion;
using test::HttpTown;
using test::id;
using test::Json;
using testing::AllOf;
using testing::HasSubstr;

struct Town : HttpTown {
  Town() {
    add_employees(3);
    add_kle("K1", "U1");
    add_it_user("A-UNIT", {}, id("U1"));
  }

  /// The object is not in the collection's own chain, but is there when asked for by uuid (or in a batch again).
  void hide_from_chains(std::string collection, const Uuid& uuid, std::string by = "") {
    os2mo.spoil = [collection, text = uuid.to_string(), by, seen = false](const HttpFakeQuestion& question,
                                                                          Json& page) mutable {
      if (question.collection != collection || question.by != by || seen) return;
      auto& objects = page["objects"];
      for (std::size_t i = 0; i < objects.size(); ++i)
        if (objects[i]["uuid"] == text) {
          objects.erase(i);
          seen = true;
          return;
        }
    };
  }
  Snapshot read() {
    SilentObserver observer;
    return HttpTown::read(observer);
  }
  std::size_t asked_by_uuid(std::string_view collection) const {
    return static_cast<std::size_t>(std::count_if(os2mo.asked.begin(), os2mo.asked.end(), [&](const auto& one) {
      return one.collection == collection && one.by == "uuids";
    }));
  }
  std::string error() {
    try {
      read();
    } catch (const Error& failure) {
      EXPECT_EQ(failure.kind(), ErrorKind::incomplete);
      return failure.what();
    }
    ADD_FAILURE() << "the read did not fail";
    return {};
  }
};

TEST(Reading, ReadsAgainAClassThatCameIntoBeingMeanwhile) {
  for (const char* name : {"J-CLERK", "L-LEVEL", "T-EMAIL", "V-PUBLIC", "K-ASPECT"}) {
    Town town;
    town.hide_from_chains("classes", id(name));
    const Snapshot rows = town.read();
    EXPECT_EQ(rows.classes.size(), 6U) << name;
    EXPECT_EQ(town.asked_by_uuid("classes"), 1U) << name;
  }
}

TEST(Reading, ReadsAgainAnItSystemThatCameIntoBeingMeanwhile) {
  Town town;
  town.hide_from_chains("itsystems", id("I-AD"));
  EXPECT_EQ(town.read().it_systems.size(), 2U);
}

TEST(Reading, ReadsAgainAPersonWhoWasAskedForAndNotReturned) {
  Town town;
  town.hide_from_chains("employees", id("P101"), "uuids");
  EXPECT_EQ(town.read().persons.size(), 3U);
  EXPECT_EQ(town.asked_by_uuid("employees"), 2U);
}

TEST(Reading, RefusesReferencesThatStayUnknownAndNamesRelationCountAndFirst) {
  const auto forget_class = [](const char* name) {
    Town town;
    town.os2mo.remove("classes", id(name));
    return town.error();
  };
  EXPECT_THAT(forget_class("J-CLERK"),
              AllOf(HasSubstr("1 job functions of engagements"), HasSubstr(id("J-CLERK").to_string())));
  EXPECT_THAT(forget_class("L-LEVEL"), HasSubstr("types, levels and hierarchies of units"));
  EXPECT_THAT(forget_class("T-EMAIL"), HasSubstr("types and visibilities of addresses"));
  EXPECT_THAT(forget_class("V-PUBLIC"), HasSubstr("types and visibilities of addresses"));
  EXPECT_THAT(forget_class("K-ASPECT"), HasSubstr("aspects of KLE rows"));

  Town without_persons;
  without_persons.os2mo.remove("employees", id("P101"));
  without_persons.os2mo.remove("employees", id("P102"));
  EXPECT_THAT(without_persons.error(), AllOf(HasSubstr("2 persons of engagements"), HasSubstr(id("P101").to_string())));

  Town without_system;
  without_system.os2mo.remove("itsystems", id("I-AD"));
  EXPECT_THAT(without_system.error(), HasSubstr("it-systems of accounts"));

  Town without_parent;
  without_parent.add_unit("U2", id("U-GONE"));
  EXPECT_THAT(without_parent.error(), AllOf(HasSubstr("parents of units"), HasSubstr(id("U-GONE").to_string())));
}

TEST(Reading, RefusesAReferenceWhoseObjectIsNotInEffect) {
  Town town;
  town.os2mo.add("classes", id("J-CLERK"), nullptr);
  EXPECT_THAT(town.error(), HasSubstr("job functions of engagements"));
}

TEST(Reading, AsksForUnknownObjectsOfAKindInOneRequest) {
  Town town;
  town.os2mo.remove("classes", id("J-CLERK"));
  town.os2mo.remove("classes", id("V-PUBLIC"));
  town.error();
  EXPECT_EQ(town.asked_by_uuid("classes"), 1U);
}

TEST(Reading, MindsNoClassOfAUnitThatCannotBeTransferred) {
  Town town;
  town.os2mo.add("org_units", id("X0"),
                 {{"name", "X0"},
                  {"user_key", "X0"},
                  {"parent_response", nullptr},
                  {"unit_type_response", test::reference(id("GONE"))},
                  {"unit_level_response", nullptr},
                  {"unit_hierarchy_response", nullptr}});
  EXPECT_EQ(town.read().units.size(), 3U);
}

TEST(Reading, MindsNoEngagementInAUnitThatHasEnded) {
  Town town;
  town.add_engagement("E9", "P100", "U-ENDED");
  EXPECT_EQ(town.read().persons.size(), 3U);
  EXPECT_EQ(town.asked_by_uuid("org_units"), 1U);
}

TEST(Reading, ReadsThePersonsAndDetailsOfAUnitThatCameIntoBeingMeanwhile) {
  Town town;
  town.add_unit("U9", id("U1"));
  town.add_person("P900");
  town.add_engagement("E900", "P900", "U9");
  town.add_address("M9", {}, id("U9"));
  town.add_address("M900", id("P900"), {});
  town.request.candidate_units = [](const std::vector<SourceUnit>& units) {
    std::vector<Uuid> out;
    for (const SourceUnit& unit : units)
      if (unit.uuid != id("X0")) out.push_back(unit.uuid);
    return out;
  };
  town.hide_from_chains("org_units", id("U9"));
  const Snapshot rows = town.read();
  EXPECT_EQ(rows.units.size(), 4U);
  EXPECT_EQ(rows.persons.size(), 4U);
  EXPECT_EQ(rows.addresses.size(), 5U);
}

TEST(Reading, TellsAMissingParentFromTheOrganisationV25) {
  Town town;
  town.add_unit("U0", id("ORGANISATION"));
  town.add_unit("X0", id("ORGANISATION"));
  town.hide_from_chains("org_units", id("U1"));
  town.add_unit("U2", id("U1"));
  const Snapshot rows = town.read();
  EXPECT_EQ(rows.units.size(), 4U);
  for (const SourceUnit& unit : rows.units) EXPECT_NE(unit.parent, id("ORGANISATION"));
}

TEST(Reading, ReadsAccountHoldersWhoWorkNowhereWhenAskedTo) {
  HttpTown town;
  town.add_employees(3);
  town.add_person("P800");
  town.add_it_user("A800", id("P800"), {});
  town.add_it_user("A801", id("P801"), {});  // a person not in effect today
  town.add_it_user("AU1", {}, id("U1"));     // comes with the unit and with all accounts
  SilentObserver observer;
  EXPECT_EQ(town.read(observer).persons.size(), 3U);
  town.request.with_account_holders = true;
  const Snapshot rows = town.read(observer);
  EXPECT_EQ(rows.persons.size(), 4U);
  EXPECT_EQ(rows.it_users.size(), 6U);
}

TEST(Reading, LetsAPersonBeUnknownWhoOnlyHasAnEngagementToCome) {
  HttpTown town;
  town.add_employees(1);
  SilentObserver observer;
  ASSERT_EQ(town.read(observer).persons.size(), 1U);
  town.add_engagement("E900", "P900", "U1");
  EXPECT_THROW(town.read(observer), Error);
  town.request.with_future_engagements = true;
  town.os2mo.validities["engagements"][id("E900").to_string()] =
      Json::array({{{"person_response", test::reference(id("P900"))},
                    {"org_unit_response", test::reference(id("U1"))},
                    {"job_function_response", nullptr},
                    {"extension_1", nullptr},
                    {"extension_3", nullptr},
                    {"is_primary", true},
                    {"validity", {{"from", "2999-01-01T00:00:00+01:00"}, {"to", nullptr}}}}});
  town.os2mo.add("engagements", id("E900"), nullptr);
  const Snapshot rows = town.read(observer);
  EXPECT_EQ(rows.persons.size(), 1U);
  EXPECT_EQ(rows.engagements.size(), 2U);
}

}  // namespace
}  // namespace os2sync::os2mo
