// SPDX-License-Identifier: MPL-2.0
#include "app/read_objects.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_errors.hpp"
#include "support/small_town.hpp"

namespace os2sync::test {
namespace {

std::vector<ObjectKey> users(int count) {
  std::vector<ObjectKey> keys;
  for (int i = 0; i < count; ++i) keys.push_back(user_key("P" + std::to_string(100 + i)));
  return keys;
}

TEST(ReadObjects, ReadsEachOnceWhoeverReadsIt) {
  FakeClock clock;
  QueueSink sink{clock};
  SilentObserver observer;
  std::multiset<Uuid> read;
  EXPECT_TRUE(read_objects(sink, users(50), clock, observer, [&](const ObjectKey& key, const FkRead& answer) {
    read.insert(key.second);
    EXPECT_TRUE(std::holds_alternative<FkUnknown>(answer));
  }));
  EXPECT_EQ(read.size(), 50U);
  EXPECT_EQ(std::set<Uuid>(read.begin(), read.end()).size(), 50U);
  EXPECT_TRUE(read_objects(sink, {}, clock, observer, [](const ObjectKey&, const FkRead&) { FAIL(); }));
}

TEST(ReadObjects, StopsWhenAskedTo) {
  FakeClock clock;
  QueueSink sink{clock};
  SilentObserver observer;
  int read = 0;
  EXPECT_FALSE(read_objects(sink, users(50), clock, observer, [&](const ObjectKey&, const FkRead&) {
    if (++read == 10) clock.stop();
  }));
  EXPECT_LE(read, 11) << "the other lane may have one under way";
}

TEST(ReadObjects, PassesOnWhatTheTakerThrows) {
  FakeClock clock;
  QueueSink sink{clock};
  SilentObserver observer;
  int taken = 0;
  const auto take = [&](const ObjectKey&, const FkRead&) {
    if (++taken == 5) throw Error{ErrorKind::state, Text{"the disk is full", "disken er fuld"}};
  };
  EXPECT_EQ(error_of([&] { read_objects(sink, users(50), clock, observer, take); }).kind(), ErrorKind::state);
  EXPECT_EQ(taken, 5) << "nothing is taken after that";
}

}  // namespace
}  // namespace os2sync::test
