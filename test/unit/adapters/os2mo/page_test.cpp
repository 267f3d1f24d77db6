// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/page.hpp"

#include <gmock/gmock.h>

#include "support/builders.hpp"

namespace os2sync::os2mo {
namespace {

using test::id;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kA = "0078f8aa-8533-5db6-98a7-130c45619b65";
const std::string kB = "00d7b484-e06a-5076-9d1e-e7f1a3b6f59a";
const std::string kC = "016c5241-15ef-587d-85e7-cf00ff9615c9";
const std::string kD = "8084d505-204b-500b-ba44-632ee6f56044";

Uuid uuid(const std::string& text) { return Uuid::parse(text).value(); }
std::string ref(const std::string& to) { return R"({"uuid": ")" + to + R"("})"; }
std::string object(const std::string& of, const std::string& current) {
  return R"({"uuid": ")" + of + R"(", "current": )" + current + "}";
}
std::string page(const std::string& collection, const std::string& objects, const std::string& cursor = "null") {
  return R"({"data": {")" + collection + R"(": {"page_info": {"next_cursor": )" + cursor + R"(}, "objects": [)" +
         objects + "]}}}";
}

Snapshot read(Kind kind, std::string body, bool with_cpr = false) {
  Page reader{Extras{.cpr = with_cpr}};
  Snapshot rows;
  std::optional<Uuid> last;
  Verdict verdict = reader.open(body, kind);
  if (verdict.remedy == Remedy::use) verdict = reader.read_objects(rows, last);
  EXPECT_EQ(verdict.remedy, Remedy::use) << verdict.why.english;
  return rows;
}

Verdict judge(Kind kind, std::string body) {
  Page reader{Extras{}};
  Snapshot rows;
  std::optional<Uuid> last;
  Verdict verdict = reader.open(body, kind);
  if (verdict.remedy == Remedy::use) verdict = reader.read_objects(rows, last);
  EXPECT_TRUE(verdict.remedy == Remedy::use || (rows.it_systems.empty() && !last));
  return verdict;
}

std::string error_of(Kind kind, std::string body) {
  Page reader{Extras{.cpr = true}};
  Snapshot rows;
  std::optional<Uuid> last;
  try {
    if (reader.open(body, kind).remedy == Remedy::use) static_cast<void>(reader.read_objects(rows, last));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::incomplete);
    return error.what();
  }
  ADD_FAILURE() << "read without complaint: " << body;
  return {};
}

TEST(PageOpen, ReadsARecordedV25PageWhoseObjectsComeBeforeItsPageInfo) {
  const Snapshot rows = read(
      Kind::it_user,
      R"({"data": {"itusers": {"objects": [{"uuid": "0078f8aa-8533-5db6-98a7-130c45619b65", "current": {"uuid": "0078f8aa-8533-5db6-98a7-130c45619b65", "user_key": "ad000183a", "external_id": "21db5135-bd6c-5c6e-b817-92e3f929c377", "person_response": {"uuid": "8084d505-204b-500b-ba44-632ee6f56044"}, "org_unit_response": null, "itsystem_response": {"uuid": "d87dcbd8-0ff5-5b89-9075-06575d30610d"}, "engagement_uuids": []}}], "page_info": {"next_cursor": "18be5e:eyJsYXN0IjogIjg0MDE3MTYxIn0="}}}})");
  ASSERT_EQ(rows.it_users.size(), 1U);
  EXPECT_EQ(rows.it_users[0].user_key, "ad000183a");
  EXPECT_EQ(rows.it_users[0].person, uuid(kD));
  EXPECT_EQ(rows.it_users[0].unit, std::nullopt);
}

TEST(PageOpen, FindsTheCursorBeforeItReadsTheObjects) {
  Page reader{Extras{}};
  std::string last = page("kles", "");
  ASSERT_EQ(reader.open(last, Kind::kle).remedy, Remedy::use);
  EXPECT_EQ(reader.next_cursor(), std::nullopt);
  std::string first = page("kles", "", R"("18be5e:eyJ\u002b")");
  ASSERT_EQ(reader.open(first, Kind::kle).remedy, Remedy::use);
  EXPECT_EQ(reader.next_cursor(), "18be5e:eyJ+");
}

TEST(PageReadObjects, DecodesAClassWithItsFacetAndOneWithoutScope) {
  const Snapshot rows = read(
      Kind::class_,
      page(
          "classes",
          object(
              kA,
              R"({"user_key":"Public","name":"M\u00e5 vises eksternt","scope":"PUBLIC","facet":{"user_key":"visibility"}})") +
              "," + object(kB, R"({"user_key":"06.00","name":"KLE 06.00","scope":null,"facet":null})")));
  EXPECT_EQ(rows.classes, (std::vector<SourceClass>{{uuid(kA), "visibility", "Public", "Må vises eksternt", "PUBLIC"},
                                                    {uuid(kB), "", "06.00", "KLE 06.00", ""}}));
}

TEST(PageReadObjects, DecodesAnItSystem) {
  const Snapshot rows =
      read(Kind::it_system, page("itsystems", object(kA, R"({"user_key":"AD","name":"Active Directory"})")));
  EXPECT_EQ(rows.it_systems, (std::vector<SourceItSystem>{{uuid(kA), "AD", "Active Directory"}}));
}

TEST(PageReadObjects, DecodesAUnitWithAndWithoutReferences) {
  const Snapshot rows = read(
      Kind::unit,
      page(
          "org_units",
          object(kA, R"({"name":"Skole","user_key":"U5","parent_response":)" + ref(kB) + R"(,"unit_type_response":)" +
                         ref(kC) + R"(,"unit_level_response":)" + ref(kD) + R"(,"unit_hierarchy_response":)" + ref(kA) +
                         "}") +
              "," +
              object(
                  kB,
                  R"({"name":"","user_key":"U0","parent_response":null,"unit_type_response":null,"unit_level_response":null,"unit_hierarchy_response":null})")));
  EXPECT_EQ(rows.units, (std::vector<SourceUnit>{{uuid(kA), uuid(kB), uuid(kC), uuid(kD), uuid(kA), "Skole", "U5"},
                                                 {uuid(kB), {}, {}, {}, {}, "", "U0"}}));
}

TEST(PageReadObjects, DecodesAnEngagementWithItsDanishDay) {
  const Snapshot rows = read(
      Kind::engagement,
      page(
          "engagements",
          object(
              kA,
              R"({"person_response":)" + ref(kB) + R"(,"org_unit_response":)" + ref(kC) +
                  R"(,"job_function_response":)" + ref(kD) +
                  R"(,"extension_1":"Tillidsrepr\u00e6sentant","extension_3":null,"is_primary":true,"validity":{"from":"2019-03-01T00:00:00+01:00"}})")));
  ASSERT_EQ(rows.engagements.size(), 1U);
  EXPECT_EQ(rows.engagements[0], (SourceEngagement{uuid(kA), uuid(kB), uuid(kC), uuid(kD), Day{2019, 3, 1},
                                                   "Tillidsrepræsentant", "", true}));
}

TEST(PageReadObjects, DecodesManagersAndVacancies) {
  const Snapshot rows = read(
      Kind::manager,
      page("managers", object(kA, R"({"org_unit_response":)" + ref(kB) + R"(,"person_response":)" + ref(kC) + "}") +
                           "," + object(kB, R"({"org_unit_response":)" + ref(kC) + R"(,"person_response":null})")));
  EXPECT_EQ(rows.managers,
            (std::vector<SourceManager>{{uuid(kA), uuid(kB), uuid(kC)}, {uuid(kB), uuid(kC), std::nullopt}}));
}

TEST(PageReadObjects, DecodesAKleRowWithTwoAspects) {
  const Snapshot rows = read(
      Kind::kle, page("kles", object(kA, R"({"org_unit_response":)" + ref(kB) + R"(,"kle_number_response":)" + ref(kC) +
                                             R"(,"kle_aspect_uuids":[")" + kA + R"(",")" + kD + R"("]})")));
  EXPECT_EQ(rows.kles, (std::vector<SourceKle>{{uuid(kA), uuid(kB), uuid(kC), {uuid(kA), uuid(kD)}}}));
}

TEST(PageReadObjects, DecodesAnAccountTiedToEngagementsAndTheNullExternalIdOfV30) {
  const Snapshot rows = read(
      Kind::it_user,
      page("itusers",
           object(kA, R"({"user_key":"ad1","external_id":null,"person_response":null,"org_unit_response":)" + ref(kB) +
                          R"(,"itsystem_response":)" + ref(kC) + R"(,"engagement_uuids":[")" + kD + R"("]})")));
  EXPECT_EQ(rows.it_users,
            (std::vector<SourceItUser>{{uuid(kA), std::nullopt, uuid(kB), uuid(kC), "ad1", "", {uuid(kD)}}}));
}

TEST(PageReadObjects, DecodesAnAddressWithAllItsOwnersAndOneWithoutTextAndVisibility) {
  const Snapshot rows = read(
      Kind::address,
      page(
          "addresses",
          object(kA, R"({"name":"Rådhusgade 1, 6000 Kolding","person_response":)" + ref(kA) +
                         R"(,"org_unit_response":)" + ref(kB) + R"(,"engagement_response":)" + ref(kC) +
                         R"(,"ituser_response":)" + ref(kD) + R"(,"address_type_response":)" + ref(kA) +
                         R"(,"visibility_response":)" + ref(kB) + "}") +
              "," +
              object(
                  kB,
                  R"({"name":null,"person_response":null,"org_unit_response":null,"engagement_response":null,"ituser_response":null,"address_type_response":)" +
                      ref(kA) + R"(,"visibility_response":null})")));
  EXPECT_EQ(rows.addresses, (std::vector<SourceAddress>{{uuid(kA), uuid(kA), uuid(kB), uuid(kC), uuid(kD), uuid(kA),
                                                         uuid(kB), "Rådhusgade 1, 6000 Kolding"},
                                                        {uuid(kB), {}, {}, {}, {}, uuid(kA), {}, ""}}));
}

std::string person(const std::string& cpr) {
  return page(
      "employees",
      object(
          kA,
          R"({"user_key":"p1","given_name":"Anna","surname":"Čapek","nickname_given_name":"","nickname_surname":null,"cpr_number":)" +
              cpr + "}"));
}

TEST(PageReadObjects, DecodesAPersonAndTheCprNumberOnlyWhenItIsToBeSent) {
  const SourcePerson without = read(Kind::person, person("\"1805600129\"")).persons.at(0);
  EXPECT_EQ(without.given_name, "Anna");
  EXPECT_EQ(without.surname, "Čapek");
  EXPECT_EQ(without.nickname_given_name, "");
  EXPECT_EQ(without.cpr, std::nullopt);
  const SourcePerson with = read(Kind::person, person("\"1805600129\""), true).persons.at(0);
  EXPECT_EQ(with.cpr, Cpr::parse("1805600129"));
  EXPECT_FALSE(with.cpr_unusable);
}

TEST(PageReadObjects, TellsAMissingCprNumberFromAnUnusableOne) {
  EXPECT_FALSE(read(Kind::person, person("null"), true).persons.at(0).cpr_unusable);
  EXPECT_FALSE(read(Kind::person, person("\"\""), true).persons.at(0).cpr_unusable);
  EXPECT_TRUE(read(Kind::person, person("\"18056001\""), true).persons.at(0).cpr_unusable);
}

TEST(PageReadObjects, PassesOverObjectsThatAreNotInEffectToday) {
  const Snapshot rows =
      read(Kind::it_system, page("itsystems", object(kA, "null") + "," + object(kB, R"({"user_key":"b","name":"B"})")));
  ASSERT_EQ(rows.it_systems.size(), 1U);
  EXPECT_EQ(rows.it_systems[0].uuid, uuid(kB));
}

TEST(PageReadObjects, RefusesObjectsThatDoNotAscend) {
  const std::string system = R"({"user_key":"a","name":"A"})";
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", object(kA, system) + "," + object(kA, system))),
              HasSubstr("comes twice"));
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", object(kB, system) + "," + object(kA, system))),
              HasSubstr("out of order"));
  // One that is not in effect counts too.
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", object(kB, "null") + "," + object(kA, system))),
              HasSubstr("out of order"));
}

TEST(PageReadObjects, GoesOnFromTheLastUuidOfThePageBefore) {
  Page reader{Extras{}};
  Snapshot rows;
  std::optional<Uuid> last = uuid(kB);
  std::string next = page("itsystems", object(kC, R"({"user_key":"a","name":"A"})"));
  ASSERT_EQ(reader.open(next, Kind::it_system).remedy, Remedy::use);
  ASSERT_EQ(reader.read_objects(rows, last).remedy, Remedy::use);
  EXPECT_EQ(last, uuid(kC));
  ASSERT_EQ(reader.open(next, Kind::it_system).remedy, Remedy::use);
  EXPECT_THROW(static_cast<void>(reader.read_objects(rows, last)), Error);
}

TEST(PageOpen, RefusesAnAnswerOfAnotherShapeThanTheSchemas) {
  for (const char* body :
       {R"({"data": null})", R"({})", R"({"data": {}})", R"({"data": {"itsystems": null}})", R"({"data": []})",
        R"({"data": {"itsystems": {"objects": []}}})", R"({"data": {"itsystems": {"page_info": null, "objects": []}}})",
        R"({"data": {"itsystems": {"page_info": {}, "objects": []}}})",
        R"({"data": {"itsystems": {"page_info": {"next_cursor": 7}, "objects": []}}})",
        R"({"data": {"itsystems": {"page_info": {"next_cursor": ""}, "objects": []}}})",
        R"({"data": {"itsystems": {"page_info": {"next_cursor": null}, "objects": null}}})",
        R"({"data": {"itsystems": {"page_info": {"next_cursor": null}, "objects": {}}}})",
        R"({"data": {"itsystems": {"page_info": {"next_cursor": null}}}})", "[]"})
    EXPECT_THAT(error_of(Kind::it_system, body), HasSubstr("OS2MO's page of itsystems")) << body;
}

TEST(PageReadObjects, RefusesFieldsOfAnotherTypeAndNamesObjectAndFieldButNotTheValue) {
  const auto it_user = [](const std::string& more) {
    return page("itusers",
                object(kA, R"({"user_key":"k","external_id":"","person_response":null,"org_unit_response":null,)" +
                               more + "}"));
  };
  EXPECT_THAT(error_of(Kind::it_user, it_user(R"("itsystem_response":null,"engagement_uuids":[])")),
              AllOf(HasSubstr(kA), HasSubstr("itsystem_response")));
  EXPECT_THAT(error_of(Kind::it_user, it_user(R"("itsystem_response":{"uuid":"0101901234"},"engagement_uuids":[])")),
              AllOf(HasSubstr("itsystem_response"), Not(HasSubstr("0101901234"))));
  EXPECT_THAT(error_of(Kind::it_user, it_user(R"("itsystem_response":)" + ref(kB) + R"(,"engagement_uuids":null)")),
              HasSubstr("engagement_uuids"));
  EXPECT_THAT(error_of(Kind::it_user, it_user(R"("itsystem_response":)" + ref(kB))), HasSubstr("engagement_uuids"));
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", object(kA, R"({"user_key":1,"name":""})"))),
              HasSubstr("user_key"));
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", R"({"uuid":null,"current":null})")), HasSubstr("uuid"));
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", R"({"uuid":"x","current":null})")), HasSubstr("uuid"));
  EXPECT_THAT(error_of(Kind::it_system, page("itsystems", R"({"uuid":")" + kA + R"("})")), HasSubstr("current"));
}

TEST(Page, UsesNoPageThatWasCutAnywhere) {
  const std::string whole =
      page("itsystems",
           object(kA, R"({"user_key":"a","name":"\u00c5se"})") + "," + object(kB, R"({"user_key":"b","name":"B"})"),
           "\"x:y\"");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    Page reader{Extras{}};
    Snapshot rows;
    std::optional<Uuid> last;
    std::string cut = whole.substr(0, length);
    Verdict verdict = reader.open(cut, Kind::it_system);
    if (verdict.remedy == Remedy::use) verdict = reader.read_objects(rows, last);
    EXPECT_EQ(verdict.remedy, Remedy::repeat_soon) << "cut at " << length;
    EXPECT_TRUE(rows.it_systems.empty()) << "cut at " << length;
    EXPECT_EQ(last, std::nullopt);
  }
}

TEST(Page, TakesBackTheRowsOfAPageThatTurnsOutBrokenHalfWay) {
  Page reader{Extras{}};
  Snapshot rows;
  rows.it_systems.push_back({id("X"), "x", "X"});
  std::optional<Uuid> last = id("\x01");
  const auto last_before = last;
  // Well balanced, so that it opens; the second object holds a bare word.
  std::string body =
      page("itsystems", object("99078f8a-8533-5db6-98a7-130c45619b65", R"({"user_key":"a","name":"A"})") + "," +
                            object("99d7b484-e06a-5076-9d1e-e7f1a3b6f59a", R"({"user_key":oops,"name":"B"})"));
  ASSERT_EQ(reader.open(body, Kind::it_system).remedy, Remedy::use);
  EXPECT_EQ(reader.read_objects(rows, last).remedy, Remedy::repeat_soon);
  EXPECT_EQ(rows.it_systems.size(), 1U);
  EXPECT_EQ(last, last_before);
}

TEST(PageOpen, AsksAgainForWhatIsNoJson) {
  for (const char* text : {"", "null garbage", "<html>", "{\"data\": {\"itsystems\": \"\xFF\"}}", "{]",
                           R"({"data":{"itsystems":{"page_info":{"next_cursor":null},"objects":[]}}} {})"}) {
    EXPECT_EQ(judge(Kind::it_system, text).remedy, Remedy::repeat_soon) << text;
  }
}

TEST(PageOpen, KnowsARefusedTokenThoughTheStatusIs200) {
  Page reader{Extras{}};
  std::string body = R"({"data":null,"errors":[{"message":"User is not authenticated"}]})";
  EXPECT_EQ(reader.open(body, Kind::unit).remedy, Remedy::log_in_again);
}

TEST(PageOpen, QuotesTheFirstGraphqlErrorWithoutCprNumbers) {
  Page reader{Extras{}};
  std::string body = R"({"data":null,"errors":[{"message":"Bad value 0101901234 at æ"},{"message":"second"}]})";
  const Verdict verdict = reader.open(body, Kind::unit);
  EXPECT_EQ(verdict.remedy, Remedy::repeat_late);
  EXPECT_EQ(verdict.kind, ErrorKind::unavailable);
  EXPECT_THAT(verdict.why.english,
              AllOf(HasSubstr("Bad value (digits) at æ"), HasSubstr("org_units"), Not(HasSubstr("second"))));
}

TEST(PageOpen, SaysThatOs2moHasToBeRestartedWhenItsConnectionsAreUsedUp) {
  Page reader{Extras{}};
  std::string body = R"({"data":null,"errors":[{"message":"QueuePool limit of size 5 overflow 10 reached"}]})";
  EXPECT_THAT(reader.open(body, Kind::unit).why.english, HasSubstr("restarted"));
}

TEST(Page, NeverUsesPartialDataWhereverTheErrorsStand) {
  for (const char* errors : {R"([{"message":"m"}])", R"([{}])", R"("?")"}) {
    const std::string data = page("itsystems", object(kA, R"({"user_key":"a","name":"A"})"));
    const std::string field = fmt::format(R"("errors":{})", errors);
    for (const std::string& body :
         {data.substr(0, data.size() - 1) + "," + field + "}", "{" + field + "," + data.substr(1),
          data.substr(0, data.size() - 1) + "," + field + R"(,"extensions":{"a":{"b":[]}}})"})
      EXPECT_EQ(judge(Kind::it_system, body).remedy, Remedy::repeat_late) << body;
  }
}

TEST(PageOpen, MindsNeitherEmptyErrorsNorTheWordAsAValue) {
  for (const char* errors : {"[]", "null"}) {
    std::string body = page("itsystems", object(kA, R"({"user_key":"errors","name":"errors"})"));
    body.insert(body.size() - 1, std::string{R"(,"errors":)"} + errors);
    EXPECT_EQ(read(Kind::it_system, body).it_systems.at(0).name, "errors");
  }
}

TEST(PageRead, ReadsTheOrganisationWhichComesAlone) {
  const Snapshot rows =
      read(Kind::organisation, R"({"data": {"org": {"uuid": ")" + kA + R"(", "user_key": "by", "name": "Byen"}}})");
  ASSERT_EQ(rows.organisations.size(), 1U);
  EXPECT_EQ(rows.organisations[0], (SourceOrganisation{uuid(kA), "by", "Byen"}));
}

TEST(PageRead, RefusesAnOrganisationThatIsNull) {
  EXPECT_THAT(error_of(Kind::organisation, R"({"data": {"org": null}})"), HasSubstr("org"));
}

TEST(PageRead, NeverTakesAnOrganisationBesideErrorsOrCutShort) {
  const std::string organisation = R"({"data": {"org": {"uuid": ")" + kA + R"(", "user_key": "by", "name": "Byen"}})";
  EXPECT_EQ(judge(Kind::organisation, organisation).remedy, Remedy::repeat_soon);
  EXPECT_EQ(judge(Kind::organisation, organisation + R"(, "errors": [{"message": "down"}]})").remedy,
            Remedy::repeat_late);
}

TEST(PageRead, TellsInDanishToo) {
  Page reader{Extras{}};
  std::string body = page("org_units", R"({"uuid": "x", "current": null})");
  Snapshot rows;
  std::optional<Uuid> last;
  ASSERT_EQ(reader.open(body, Kind::unit).remedy, Remedy::use);
  try {
    static_cast<void>(reader.read_objects(rows, last));
    FAIL() << "a uuid that is none is refused";
  } catch (const Error& error) {
    EXPECT_THAT(error.in(Language::danish), HasSubstr("et objekt har en uuid, der ikke er en. Intet er ændret"));
  }
  const Verdict verdict = judge(Kind::unit, R"({"data": null, "errors": [{}]})");
  EXPECT_THAT(verdict.why.danish, HasSubstr("en fejl uden besked"));
}

}  // namespace
}  // namespace os2sync::os2mo
