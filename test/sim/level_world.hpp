// SPDX-License-Identifier: MPL-2.0
/// @file A municipality that is level with FK-ORG, under the guards and settings as they come: where accidents begin.
#pragma once

#include <gtest/gtest.h>

#include "sim/world.hpp"

namespace os2sync::sim {

class LevelWorld : public testing::Test {
 protected:
  explicit LevelWorld(Sabotage sabotage = Sabotage::none) : world_{{2023, false, sabotage, folder_.path().string()}} {
    world_.found(12, 30);
    world_.page_size = 10;
    world_.options.rules = Rules{};
    world_.options.rules.top_unit = world_.municipality.top_unit();
    world_.options.rules.uuid_from_it_systems = {"FK"};
    world_.options.rules.sync_managers = true;
    world_.options.plan_rules = PlanRules{};
    world_.options.plan_rules.autowash = true;
    world_.options.plan_rules.top_unit = world_.municipality.top_unit();
    world_.options.delivery = DeliverySettings{};
    world_.options.send.retry_seconds = {1, 2};
    EXPECT_EQ(world_.run({}).ending, Ending::done);
    world_.os2sync.drain();
  }

  /// Also looks whether anything was promised and broken on the way.
  void expect_level_at_rest() {
    if (!world_.violation()) world_.come_to_rest();
    EXPECT_EQ(world_.violation().value_or(""), "");
    EXPECT_GT(world_.witness.compared(), 10U);
    EXPECT_EQ(world_.witness.excused(), 0U);
    EXPECT_EQ(world_.witness.not_removed(), 0U);
  }
  /// The promise was broken on purpose; the witness must have seen it, now or at rest.
  void expect_caught() {
    if (!world_.violation()) world_.come_to_rest();
    EXPECT_TRUE(world_.violation());
  }

  test::TempDir folder_;
  World world_;
};

/// The same with a broken exporter.
template <Sabotage kSabotage>
class BrokenWorld : public LevelWorld {
 protected:
  BrokenWorld() : LevelWorld{kSabotage} {}
};

}  // namespace os2sync::sim
