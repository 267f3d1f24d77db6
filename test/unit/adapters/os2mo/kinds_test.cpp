// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/kinds.hpp"

#include <vector>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "support/builders.hpp"

namespace os2sync::os2mo {
namespace {

using nlohmann::json;
using test::id;
using testing::HasSubstr;
using testing::Not;

constexpr Kind kAllKinds[] = {Kind::class_, Kind::it_system, Kind::unit,    Kind::engagement, Kind::manager,
                              Kind::kle,    Kind::person,    Kind::it_user, Kind::address};

TEST(WritePageRequest, AsksForTheFirstPageOfEverythingWithNullCursorAndNullFilter) {
  const json body = json::parse(write_page_request(Kind::it_system, write_filter(Kind::it_system, {}), 200, "", {}));
  EXPECT_EQ(
      body["query"],
      "query($limit:int,$cursor:Cursor,$filter:ITSystemFilter){itsystems(limit:$limit,cursor:$cursor,filter:$filter)"
      "{page_info{next_cursor} objects{uuid current{user_key name}}}}");
  EXPECT_EQ(body["variables"], json({{"limit", 200}, {"cursor", nullptr}, {"filter", nullptr}}));
}

TEST(WritePageRequest, PutsPageInfoBeforeTheObjectsOfEveryKind) {
  for (const Kind kind : kAllKinds) {
    const std::string query = json::parse(write_page_request(kind, "null", 1, "", {.cpr = true}))["query"];
    EXPECT_LT(query.find("page_info"), query.find("objects")) << query;
    EXPECT_THAT(query, HasSubstr(std::string{collection_of(kind)} + "(limit:"));
  }
}

TEST(WritePageRequest, FiltersByUuidByUnitAndByPerson) {
  const std::vector<Uuid> ids{id("A"), id("B")};
  const std::vector<Uuid> types{id("T")};
  const json uuids = json::array({id("A").to_string(), id("B").to_string()});
  const json within = {{"uuids", json::array({id("T").to_string()})}};
  const auto filter = [](Kind kind, const Selection& selection) {
    return json::parse(write_page_request(kind, write_filter(kind, selection), 1, "", {}))["variables"]["filter"];
  };
  EXPECT_EQ(filter(Kind::person, {Selection::By::uuids, ids, {}}), json({{"uuids", uuids}}));
  EXPECT_EQ(filter(Kind::it_user, {Selection::By::units, ids, {}}), json({{"org_unit", {{"uuids", uuids}}}}));
  EXPECT_EQ(filter(Kind::it_user, {Selection::By::persons, ids, types}),
            json({{"employee", {{"uuids", uuids}}}, {"itsystem", within}}));
  EXPECT_EQ(filter(Kind::address, {Selection::By::units, ids, types}),
            json({{"org_unit", {{"uuids", uuids}}}, {"address_type", within}}));
}

TEST(WritePageRequest, FiltersByTheLineOfUnitsAboveSome) {
  const std::vector<Uuid> ids{id("A")};
  const json uuids = {{"uuids", json::array({id("A").to_string()})}};
  const Selection lines{Selection::By::lines, ids, {}};
  EXPECT_EQ(json::parse(write_filter(Kind::unit, lines)), json({{"descendant", uuids}}));
  EXPECT_EQ(json::parse(write_filter(Kind::it_user, lines)), json({{"org_unit", {{"descendant", uuids}}}}));
}

TEST(WritePageRequest, CarriesAnyCursorUnharmed) {
  const std::string cursor = "18be5e:eyJ+/=\"\\\n\x01";
  EXPECT_EQ(json::parse(write_page_request(Kind::unit, "null", 1, cursor, {}))["variables"]["cursor"], cursor);
}

TEST(WritePageRequest, AsksForCprNumbersOfPersonsOnlyWhenTheyAreToBeSent) {
  EXPECT_THAT(write_page_request(Kind::person, "null", 1, "", {.cpr = true}), HasSubstr("cpr_number"));
  EXPECT_THAT(write_page_request(Kind::person, "null", 1, "", {}), Not(HasSubstr("cpr")));
  EXPECT_THAT(write_page_request(Kind::engagement, "null", 1, "", {.cpr = true}), Not(HasSubstr("cpr")));
}

TEST(WritePageRequest, AsksForTheOrganisationWithoutPages) {
  EXPECT_EQ(json::parse(write_page_request(Kind::organisation, "null", 200, "", {})),
            json({{"query", "{org{uuid user_key name}}"}}));
}

TEST(WritePageRequest, AsksForSeniorityOnlyWhenATemplateMayShowIt) {
  EXPECT_THAT(fields_of_object(Kind::person, {}), Not(HasSubstr("seniority")));
  EXPECT_THAT(fields_of_object(Kind::person, {.cpr = true, .seniority = true}), HasSubstr(" seniority cpr_number}"));
}

}  // namespace
}  // namespace os2sync::os2mo
