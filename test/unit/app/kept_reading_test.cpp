// SPDX-License-Identifier: MPL-2.0
#include "app/kept_reading.hpp"

#include <gtest/gtest.h>

#include "app/compare_settings.hpp"
#include "app/run.hpp"
#include "core/error.hpp"
#include "support/fakes.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {
namespace {

struct Reader {
  Town town;
  FakeSource source;
  KeptReading reading{source};
  SilentObserver observer;

  Reader() {
    town.add_anna();
    town.unit("U2").type = id("T");
    town.rules.uuid_from_it_systems = {"FK"};
    source.snapshot = town.rows;
    reading.read(read_request_for(town.rules), observer);
  }
  /// How often the source itself is asked when the same is read under other rules.
  template <typename Change>
  int reads_after(Change change) {
    Rules rules = town.rules;
    change(rules);
    reading.read(read_request_for(rules), observer);
    return source.reads;
  }
};

TEST(KeptReading, AnswersTheSameReadingFromMemory) {
  Reader reader;
  EXPECT_EQ(reader.reads_after([](Rules&) {}), 1);
  EXPECT_EQ(reader.reads_after([](Rules& rules) { rules.use_nickname = true; }), 1);
  EXPECT_EQ(reader.reading.kept()->units.size(), 3U);
}

TEST(KeptReading, ReadsAgainWhenOtherRowsAreNeeded) {
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.ignored_unit_types = {id("T")}; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.top_unit = id("U1"); }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.xfer_cpr = true; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.has_templates = true; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.sync_managers = true; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.enable_kle = false; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.work_address_types = {"TE1"}; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.uuid_from_it_systems = {"SD"}; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.email_classes = {id("TE1")}; }), 2);
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.unit_addresses.clear(); }), 2);
}

TEST(KeptReading, ReadsAgainForAReport) {
  Reader reader;
  ReadRequest request = read_request_for(reader.town.rules);
  request.with_unplaced_persons = true;
  reader.reading.read(request, reader.observer);
  EXPECT_EQ(reader.source.reads, 2);
}

TEST(KeptReading, AsksTheSourceWhenTheRulesNameWhatIsNotThere) {
  EXPECT_EQ(Reader{}.reads_after([](Rules& rules) { rules.uuid_from_it_systems = {"nobody's"}; }), 2);
}

TEST(KeptReading, NeverAnswersForAScope) {
  Reader reader;
  ReadRequest request = read_request_for(reader.town.rules);
  request.scope.persons = {id("P1")};
  reader.reading.read(request, reader.observer);
  EXPECT_EQ(reader.source.reads, 2);
}

TEST(KeptReading, KeepsTheFirstReading) {
  Reader reader;
  reader.source.snapshot.units.clear();
  EXPECT_EQ(reader.reads_after([](Rules& rules) { rules.xfer_cpr = true; }), 2);
  EXPECT_EQ(reader.reading.kept()->units.size(), 3U);
  EXPECT_EQ(reader.reads_after([](Rules&) {}), 2);
}

TEST(ShareASource, OnlyWhenOs2moIsReadInTheSameWay) {
  const Settings settings;
  const auto shares = [&](auto change) {
    Settings other;
    change(other);
    return share_a_source(settings, other) && share_a_source(other, settings);
  };
  EXPECT_TRUE(shares([](Settings& other) { other.rules.xfer_cpr = true; }));
  EXPECT_FALSE(shares([](Settings& other) { other.os2mo.base_url = "http://elsewhere"; }));
  EXPECT_FALSE(shares([](Settings& other) { other.os2mo.client_secret = Secret{"x"}; }));
  EXPECT_FALSE(shares([](Settings& other) { other.use_lc_db = true; }));
  EXPECT_FALSE(shares([](Settings& other) { other.new_mode = true; }));
}

}  // namespace
}  // namespace os2sync::test
