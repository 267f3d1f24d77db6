// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/engagement_history.hpp"

#include <gmock/gmock.h>

#include "adapters/os2mo/page.hpp"
#include "support/builders.hpp"
#include "support/http_fake_os2mo.hpp"

namespace os2sync::os2mo {
namespace {

using test::id;
using test::Json;
using test::reference;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Day kToday{2026, 11, 25};

Json period(const std::string& unit, const Json& from, const Json& to) {
  return {{"person_response", reference(id("P1"))},
          {"org_unit_response", reference(id(unit))},
          {"job_function_response", nullptr},
          {"extension_1", nullptr},
          {"extension_3", nullptr},
          {"is_primary", true},
          {"validity", {{"from", from}, {"to", to}}}};
}
const std::string kPast = "2017-05-07T00:00:00+02:00";
const std::string kBegun = "2021-02-01T00:00:00+01:00";
const std::string kSoon = "2027-01-01T00:00:00+01:00";
const std::string kLater = "2028-01-01T00:00:00+01:00";

std::vector<SourceEngagement> read(const Json& current, const std::vector<Json>& validities, Extras extras) {
  extras.history = true;
  extras.today = kToday;
  const Json object{{"uuid", id("E1").to_string()}, {"current", current}, {"validities", validities}};
  std::string body =
      Json{{"data", {{"engagements", {{"page_info", {{"next_cursor", nullptr}}}, {"objects", Json::array({object})}}}}}}
          .dump();
  Page page{extras};
  EXPECT_EQ(page.open(body, Kind::engagement).remedy, Remedy::use);
  Snapshot rows;
  std::optional<Uuid> last;
  EXPECT_EQ(page.read_objects(rows, last).remedy, Remedy::use);
  return rows.engagements;
}

TEST(EngagementHistory, G39BeginsWithTheEarliestOfAllPeriodsAndHasNoEndWhileOneIsOpen) {
  const Json now = period("U1", kBegun, nullptr);
  const auto rows = read(now, {now, period("U0", kPast, "2021-01-31T00:00:00+01:00")}, {});
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].unit, id("U1"));
  EXPECT_EQ(rows[0].from, (Day{2017, 5, 7}));
  EXPECT_EQ(rows[0].to, std::nullopt);
  EXPECT_FALSE(rows[0].is_future);
}

TEST(EngagementHistory, EndsWithTheLastDayOfTheLastPeriodAsEachVersionWritesIt) {
  const Json now = period("U1", kBegun, "2026-12-31T00:00:00+01:00");
  const Json next = period("U1", kSoon, "2027-06-30T00:00:00+02:00");
  EXPECT_EQ(read(now, {now, next}, {}).at(0).to, (Day{2027, 6, 30}));
  EXPECT_EQ(read(now, {now, next}, {.exclusive_ends = true}).at(0).to, (Day{2027, 6, 29}));
}

TEST(EngagementHistory, HasNoBeginningWhenAPeriodHoldsSinceEver) {
  const Json now = period("U1", nullptr, nullptr);
  EXPECT_EQ(read(now, {now}, {}).at(0).from, std::nullopt);
}

TEST(EngagementHistory, TakesTheNextPeriodOfAnEngagementThatHasNotBegunIfAskedTo) {
  const std::vector<Json> ahead{period("U2", kLater, nullptr), period("U1", kSoon, "2027-12-31T00:00:00+01:00")};
  const auto rows = read(nullptr, ahead, {.future = true});
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_TRUE(rows[0].is_future);
  EXPECT_EQ(rows[0].unit, id("U1"));
  EXPECT_EQ(rows[0].from, (Day{2027, 1, 1}));
  EXPECT_EQ(rows[0].to, std::nullopt);
  EXPECT_THAT(read(nullptr, ahead, {}), IsEmpty());
}

TEST(EngagementHistory, PassesOverAnEngagementThatIsOver) {
  EXPECT_THAT(read(nullptr, {period("U1", kPast, "2021-01-31T00:00:00+01:00")}, {.future = true}), IsEmpty());
}

TEST(EngagementHistory, IsAskedForOverAllTimesAndWithTheFieldsItNeeds) {
  const Extras dates{.history = true};
  const Extras future{.history = true, .future = true};
  EXPECT_EQ(write_filter(Kind::engagement, {}, dates), R"({"from_date":null,"to_date":null})");
  EXPECT_EQ(write_filter(Kind::engagement, {}), "null");
  EXPECT_EQ(write_filter(Kind::manager, {}, dates), "null");
  const std::vector<Uuid> persons{id("P1")};
  const Json filter = Json::parse(write_filter(Kind::engagement, {Selection::By::persons, persons, {}}, dates));
  EXPECT_EQ(filter,
            (Json{{"employee", {{"uuids", {id("P1").to_string()}}}}, {"from_date", nullptr}, {"to_date", nullptr}}));
  EXPECT_THAT(fields_of_object(Kind::engagement, dates), testing::HasSubstr("validities{validity{from to}}"));
  EXPECT_THAT(fields_of_object(Kind::engagement, future), testing::HasSubstr("is_primary validity{from to}}"));
  EXPECT_THAT(fields_of_object(Kind::engagement, {}), testing::Not(testing::HasSubstr("validities")));
}

}  // namespace
}  // namespace os2sync::os2mo
