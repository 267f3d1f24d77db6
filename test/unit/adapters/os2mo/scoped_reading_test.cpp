// SPDX-License-Identifier: MPL-2.0
// Reading what a few objects are mapped from: all of it, and in a handful of requests.
#include "adapters/os2mo/scoped_reading.hpp"

#include <gmock/gmock.h>

#include "support/http_os2mo_town.hpp"

namespace os2sync::os2mo {
namespace {

using test::graphql_error;
using test::HttpFakeQuestion;
using test::HttpTown;
using test::id;
using test::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

/// U0 - U1 - U2, and X0 - X1 beside it. P100 works in U2, P101 in X1, P102 in U1 and manages U2.
struct Town : HttpTown {
  Town() {
    add_unit("U2", id("U1"));
    add_unit("X1", id("X0"));
    for (const char* person : {"P100", "P101", "P102"}) {
      add_person(person);
      add_it_user("A-" + std::string{person}, id(person), {});
      add_address("M-" + std::string{person}, id(person), {});
    }
    add_engagement("E100", "P100", "U2");
    add_engagement("E101", "P101", "X1");
    add_engagement("E102", "P102", "U1");
    add_manager("G1", "U2", id("P102"));
    add_kle("K1", "U2");
    for (const char* unit : {"U0", "U1", "U2", "X0"}) add_it_user("A-" + std::string{unit}, {}, id(unit));
    add_address("M-U2", {}, id("U2"));
    request.top_unit = id("U0");
  }
  Snapshot read() {
    SilentObserver observer;
    return HttpTown::read(observer);
  }
};

template <typename Rows>
std::vector<Uuid> uuids(const Rows& rows) {
  std::vector<Uuid> ids;
  for (const auto& row : rows) ids.push_back(row.uuid);
  return ids;
}

TEST(ScopedReading, ReadsAPersonWithTheUnitsItWorksInUpToTheRootAndTheirAccounts) {
  Town town;
  town.request.scope.persons = {id("P100")};
  const Snapshot rows = town.read();
  EXPECT_THAT(uuids(rows.persons), ElementsAre(id("P100")));
  EXPECT_THAT(uuids(rows.engagements), ElementsAre(id("E100")));
  EXPECT_THAT(uuids(rows.units), ElementsAre(id("U0"), id("U1"), id("U2")));
  EXPECT_THAT(uuids(rows.it_users), UnorderedElementsAre(id("A-P100"), id("A-U0"), id("A-U1"), id("A-U2")));
  EXPECT_THAT(uuids(rows.addresses), ElementsAre(id("M-P100")));
  EXPECT_EQ(town.requests_made, 3U) << "a token, the person, the units";
}

TEST(ScopedReading, ReadsTheAddressesOfAPersonsWorkplaceWhenTheyAreSent) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.request.with_work_addresses = true;
  EXPECT_THAT(uuids(town.read().addresses), UnorderedElementsAre(id("M-P100"), id("M-U2")));
  EXPECT_EQ(town.requests_made, 3U) << "the addresses come with the units";
}

TEST(ScopedReading, ReadsAUnitWithWhatBelongsToItAndItsManagersPlaces) {
  Town town;
  town.request.scope.units = {id("U2")};
  const Snapshot rows = town.read();
  EXPECT_THAT(uuids(rows.units), ElementsAre(id("U0"), id("U1"), id("U2")));
  EXPECT_THAT(uuids(rows.addresses), ElementsAre(id("M-U2")));
  EXPECT_THAT(uuids(rows.managers), ElementsAre(id("G1")));
  EXPECT_THAT(uuids(rows.kles), ElementsAre(id("K1")));
  EXPECT_THAT(uuids(rows.persons), ElementsAre(id("P102")));
  EXPECT_THAT(uuids(rows.engagements), ElementsAre(id("E102")));
  EXPECT_EQ(town.requests_made, 3U) << "a token, the unit, the manager; the manager's unit came with the first";
}

TEST(ScopedReading, ReadsTheUnitsOfAManagerWhoWorksElsewhere) {
  Town town;
  town.add_manager("G2", "U2", id("P101"));
  town.request.scope.units = {id("U2")};
  const Snapshot rows = town.read();
  EXPECT_THAT(uuids(rows.units), ElementsAre(id("U0"), id("U1"), id("U2"), id("X0"), id("X1")));
  EXPECT_EQ(town.requests_made, 4U);
}

TEST(ScopedReading, ReadsWhoElseClaimsTheFkUuidOfAnAccount) {
  Town town;
  town.add_it_user(id("FP1").to_string(), id("P100"), {}, "I-SAP");
  std::string capitals = id("FP1").to_string();
  for (char& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  town.os2mo.add("itusers", id("A-OTHER"),
                 {{"user_key", capitals},
                  {"external_id", ""},
                  {"person_response", test::reference(id("P101"))},
                  {"org_unit_response", nullptr},
                  {"itsystem_response", test::reference(id("I-SAP"))},
                  {"engagement_uuids", Json::array()}});
  town.request.scope.persons = {id("P100")};
  const Snapshot rows = town.read();
  EXPECT_THAT(uuids(rows.persons), UnorderedElementsAre(id("P100"), id("P101")));
  EXPECT_THAT(uuids(rows.engagements), UnorderedElementsAre(id("E100"), id("E101")));
  EXPECT_LE(town.requests_made, 5U);
}

TEST(FindOwners, NamesThePersonsAndUnitsWhoseAccountIsCalledSo) {
  Town town;
  SilentObserver observer;
  auto source = town.make_source();
  EXPECT_THAT(source.find_owners("A-P100", observer).persons, ElementsAre(id("P100")));
  EXPECT_THAT(source.find_owners("A-U1", observer).units, ElementsAre(id("U1")));
  EXPECT_TRUE(source.find_owners("a-p100", observer).is_all()) << "user keys are exact";
}

TEST(ScopedReading, AsksForNoManagersAndNoKleThatAreNotSent) {
  Town town;
  town.request.with_managers = town.request.with_kle = false;
  town.request.scope.units = {id("U2")};
  town.read();
  EXPECT_EQ(town.os2mo.count("managers") + town.os2mo.count("kles") + town.os2mo.count("employees"), 0U);
}

TEST(ScopedReading, APersonOs2moDoesNotKnowIsNotThereAndTheTopUnitIs) {
  Town town;
  town.request.scope.persons = {id("P999")};
  const Snapshot rows = town.read();
  EXPECT_THAT(rows.persons, IsEmpty());
  EXPECT_THAT(uuids(rows.units), ElementsAre(id("U0")));
}

TEST(ScopedReading, GoesOnWithACollectionThatDoesNotFitInOnePage) {
  Town town;
  for (int i = 0; i < 1100; ++i) town.add_class("Z" + std::to_string(1000 + i));
  town.request.scope.persons = {id("P100")};
  EXPECT_EQ(town.read().classes.size(), 1106U);
  EXPECT_EQ(town.requests_made, 4U);
}

TEST(ScopedReading, RepeatsABundleThatWasRefusedAsAWhole) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.os2mo.interfere = [](const HttpFakeQuestion& question) -> std::optional<http::Result> {
    if (question.collection == "addresses" && question.nth == 1) return graphql_error("something broke");
    return std::nullopt;
  };
  EXPECT_THAT(uuids(town.read().addresses), ElementsAre(id("M-P100")));
  EXPECT_EQ(town.os2mo.bundles, 3U);
}

TEST(ScopedReading, LogsInAgainWhenTheTokenRanOut) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.os2mo.interfere = [&town](const HttpFakeQuestion& question) -> std::optional<http::Result> {
    if (question.collection == "classes" && question.nth == 1) town.os2mo.good_tokens.clear();
    return std::nullopt;
  };
  EXPECT_EQ(town.read().persons.size(), 1U);
  EXPECT_EQ(town.os2mo.logins, 2U);
}

TEST(ScopedReading, GivesUpWhenOneCollectionOfABundleIsNull) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.collection == "engagements") page = nullptr;
  };
  EXPECT_THROW(town.read(), Error);
}

TEST(ScopedReading, GivesUpWhenAnotherQuestionWasAnswered) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.os2mo.interfere = [](const HttpFakeQuestion&) -> std::optional<http::Result> {
    return test::json_response(
        {{"data", {{"classes", {{"page_info", {{"next_cursor", nullptr}}}, {"objects", Json::array()}}}}}});
  };
  EXPECT_THROW(town.read(), Error);
}

TEST(ScopedReading, ReadsAUnitsAccountsAlsoWhenItsLineCameWithoutIt) {
  Town town;
  town.request.scope.persons = {id("P100")};
  // An OS2MO that answers a unit's line with the units above it only.
  town.os2mo.spoil = [](const HttpFakeQuestion& question, Json& page) {
    if (question.by != "descendant" || question.collection != "org_units") return;
    Json& objects = page["objects"];
    for (std::size_t i = 0; i < objects.size(); ++i)
      if (objects[i]["uuid"] == id("U2").to_string()) objects.erase(i--);
  };
  const Snapshot rows = town.read();
  EXPECT_THAT(uuids(rows.units), ElementsAre(id("U0"), id("U1"), id("U2")));
  EXPECT_THAT(uuids(rows.it_users), testing::Contains(id("A-U2")));
}

TEST(ScopedReading, ARowThatChangedBetweenTwoRoundsEndsTheRead) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.os2mo.spoil = [seen = 0](const HttpFakeQuestion& question, Json& page) mutable {
    if (question.collection != "org_units") return;
    for (Json& object : page["objects"])
      if (object["uuid"] == id("U0").to_string()) object["current"]["name"] = "name " + std::to_string(++seen);
  };
  SilentObserver observer;
  try {
    town.read();
    FAIL() << "the read did not fail";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::incomplete);
    EXPECT_THAT(error.what(), HasSubstr("changed in OS2MO while it was read"));
  }
}

TEST(ScopedReading, ReadsTheOrganisationForTemplatesInItsFirstRequest) {
  Town town;
  town.request.scope.persons = {id("P100")};
  town.request.with_template_facts = true;
  const Snapshot rows = town.read();
  EXPECT_EQ(town.os2mo.count("org"), 1U);
  EXPECT_EQ(town.os2mo.bundles, 2U);
  ASSERT_EQ(rows.organisations.size(), 1U);
  EXPECT_EQ(rows.organisations[0].user_key, "by");
  EXPECT_EQ(rows.persons.at(0).seniority, Day::parse("2001-02-03"));
}

}  // namespace
}  // namespace os2sync::os2mo
