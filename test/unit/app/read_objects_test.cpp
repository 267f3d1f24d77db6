// SPDX-License-Identifier: MPL-2.0
#include "app/read_objects.hpp"

#include <atomic>
#include <functional>
#include <set>
#include <thread>

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

/// Lets the taker fail at its fifth answer just when the other lane has one more to hand over.
class LateSink final : public Sink {
 public:
  static constexpr int kTaken = 5;

  SinkFacts probe() override { return {false, true}; }
  PushResult push(const Write&) override { return Accepted{}; }
  FkListing list(ObjectKind) override { return FkUnavailable{}; }
  FkRead read(ObjectKind, const Uuid&) override {
    if (++begun_ > kTaken) wait_until([this] { return throwing_.load(); });
    return FkUnknown{};
  }
  void fail() {
    wait_until([this] { return begun_ > kTaken; });
    throwing_ = true;
    throw Error{ErrorKind::state, Text{"the disk is full", "disken er fuld"}};
  }

 private:
  static void wait_until(const std::function<bool()>& holds) {
    while (!holds()) std::this_thread::yield();
  }

  std::atomic<int> begun_{0};
  std::atomic<bool> throwing_{false};
};

TEST(ReadObjects, PassesOnWhatTheTakerThrowsAndTakesNothingAfterIt) {
  FakeClock clock;
  SilentObserver observer;
  for (int round = 0; round < 1000; ++round) {  // which lane is faster then is chance
    LateSink sink;
    int taken = 0;
    const auto take = [&](const ObjectKey&, const FkRead&) {
      if (++taken == LateSink::kTaken) sink.fail();
    };
    EXPECT_EQ(error_of([&] { read_objects(sink, users(50), clock, observer, take); }).kind(), ErrorKind::state);
    ASSERT_EQ(taken, LateSink::kTaken) << "in round " << round;
  }
}

}  // namespace
}  // namespace os2sync::test
