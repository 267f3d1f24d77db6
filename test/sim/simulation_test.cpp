// SPDX-License-Identifier: MPL-2.0
// The simulation itself: it repeats, and it can fail.
#include <gtest/gtest.h>

#include "sim/fixed_random.hpp"
#include "sim/sabotage_names.hpp"
#include "sim/scenario.hpp"

namespace os2sync::sim {
namespace {

Verdict play_seed(std::uint64_t seed, Sabotage sabotage = Sabotage::none) {
  const test::TempDir folder;
  fix_random_bytes(seed);
  return play({seed, false, sabotage, folder.path().string()});
}

TEST(Simulation, PlaysTheSameStoryForTheSameSeed) {
  for (const std::uint64_t seed : {3U, 17U, 99U}) {
    const Verdict first = play_seed(seed);
    const Verdict second = play_seed(seed);
    EXPECT_EQ(first.story, second.story);
    EXPECT_EQ(first.writes, second.writes);
  }
  EXPECT_NE(play_seed(3).story, play_seed(4).story);
}

TEST(Simulation, ComparesAndSendsSomethingInAlmostEverySeed) {
  Verdict all;
  int idle = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Verdict one = play_seed(seed);
    all.killed += one.killed;
    all.failed += one.failed;
    all.deletes += one.deletes;
    all.approved += one.approved;
    all.refused += one.refused;
    idle += one.compared == 0 || one.writes == 0 ? 1 : 0;
  }
  EXPECT_LE(idle, 4);
  EXPECT_GT(all.killed, 3U);
  EXPECT_GT(all.failed, 3U);
  EXPECT_GT(all.deletes, 10U);
  EXPECT_GT(all.approved, 3U);
  EXPECT_GT(all.refused, 3U);
}

class BrokenExporter : public testing::TestWithParam<std::pair<std::string_view, Sabotage>> {};

TEST_P(BrokenExporter, IsCaughtWithinThreeHundredSeeds) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    if (play_seed(seed, GetParam().second).violation) return;
  }
  FAIL() << "the simulation did not notice: " << GetParam().first;
}

INSTANTIATE_TEST_SUITE_P(Each, BrokenExporter, testing::ValuesIn(kSabotages), [](const auto& tested) {
  std::string name{tested.param.first};
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace os2sync::sim
