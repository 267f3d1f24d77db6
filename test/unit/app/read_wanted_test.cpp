// SPDX-License-Identifier: MPL-2.0
#include "app/read_wanted.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/fakes.hpp"
#include "support/rules_town.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;

/// Bo has an account but no engagement; Anna's engagement has no title.
struct Reader {
  Town town;
  FakeSource source;
  SilentObserver observer;
  std::vector<bool> asked_for_unplaced;

  Reader() {
    town.add_anna();
    town.engagement("E2", "P1", "U1", "");
    town.person("P2");
    town.account("P2", "AD", "bo");
    source.snapshot = town.rows;
    source.on_read = [this](const ReadRequest& request) {
      asked_for_unplaced.push_back(request.with_unplaced_persons);
    };
  }
};

std::vector<FindingCode> codes(const ReadWanted& read) {
  std::vector<FindingCode> codes;
  for (const Finding& finding : read.wanted.findings) codes.push_back(finding.code);
  return codes;
}

TEST(ReadForReport, RemarksOnPersonsWithAnAccountAndNoEngagementBesidesWhatTheRulesSay) {
  Reader reader;
  const ReadWanted read = read_for_report(reader.source, reader.town.rules, nullptr, reader.observer);
  EXPECT_THAT(codes(read), ElementsAre(FindingCode::position_name_missing, FindingCode::engagement_missing));
  EXPECT_THAT(reader.asked_for_unplaced, ElementsAre(true));
}

TEST(ReadWanted, AsksForNoPersonWithoutAPositionAndSaysNothingOfThem) {
  Reader reader;
  const ReadWanted read = read_wanted(reader.source, reader.town.rules, nullptr, reader.observer);
  EXPECT_THAT(codes(read), ElementsAre(FindingCode::position_name_missing));
  EXPECT_THAT(reader.asked_for_unplaced, ElementsAre(false));
}

}  // namespace
}  // namespace os2sync::test
