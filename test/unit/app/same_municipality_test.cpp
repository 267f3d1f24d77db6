// SPDX-License-Identifier: MPL-2.0
#include "app/same_municipality.hpp"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/guard_town.hpp"
#include "support/plan_errors.hpp"

namespace os2sync::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

/// Everything was sent once; FK-ORG cannot be read from now on.
struct UnreadableTown : GuardTown {
  PreparedRun run;

  UnreadableTown() {
    sync();
    run = plan();
    sink.fk[id("TOP")] = FkUnavailable{say("OS2sync answered 500")};
    sink.reads.clear();
  }
  bool check() { return check_same_municipality(run, sink, inputs(), {5, 30}); }
};

TEST(SameMunicipality, AsksAgainForATopUnitThatCannotBeRead) {
  UnreadableTown town;
  town.sink.on_read = [&] {
    if (town.sink.reads.size() == 3) town.sink.fk[id("TOP")] = FkObject{{{"Name", std::string{"Kommune"}}}};
  };
  EXPECT_TRUE(town.check());
  EXPECT_EQ(town.clock.passed(), 35s);
  EXPECT_THAT(town.observer.warnings, SizeIs(2));
  EXPECT_THAT(town.observer.warnings.back(), HasSubstr("OS2sync answered 500"));
}

TEST(SameMunicipality, GivesUpAfterTheLastWait) {
  UnreadableTown town;
  const Error error = error_of([&] { town.check(); });
  EXPECT_EQ(error.kind(), ErrorKind::unavailable);
  EXPECT_THAT(error.what(), HasSubstr("OS2sync answered 500"));
  EXPECT_THAT(town.sink.reads, SizeIs(3));
}

TEST(SameMunicipality, AsksOnceForATopUnitThatFkOrgDoesNotKnow) {
  UnreadableTown town;
  town.sink.fk.erase(id("TOP"));
  EXPECT_FALSE(town.check());
  EXPECT_THAT(town.sink.reads, SizeIs(1));
  EXPECT_THAT(town.observer.warnings, IsEmpty());
}

TEST(SameMunicipality, StopsWaitingWhenAskedTo) {
  UnreadableTown town;
  town.sink.on_read = [&] { town.clock.stop(); };
  EXPECT_EQ(error_of([&] { town.check(); }).kind(), ErrorKind::interrupted);
  EXPECT_THAT(town.sink.reads, SizeIs(1));
}

}  // namespace
}  // namespace os2sync::test
