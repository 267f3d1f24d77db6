// SPDX-License-Identifier: MPL-2.0
/// The ledger on a disk that fails, kills or loses power at every single operation: afterwards it holds what was there
/// before the step in progress or what was to be there after it, never a third thing, and nothing that was acknowledged
/// is lost.
#include <cerrno>
#include <functional>
#include <memory>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/ledger_faulty_disk.hpp"
#include "support/ledger_format_1.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"

namespace {
std::string path_of(int file) {
  return std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file)).string();
}
}  // namespace

// The ledger's own calls come past here (see test/CMakeLists.txt), SQLite's through its VFS.
extern "C" {
ssize_t __real_write(int file, const void* bytes, size_t size);
int __real_flock(int file, int operation);
int __real_rename(const char* from, const char* to);

ssize_t __wrap_write(int file, const void* bytes, size_t size) {
  auto& disk = os2sync::test::FaultyDisk::get();
  if (disk.strikes(true)) {
    errno = ENOSPC;
    return -1;
  }
  if (disk.armed()) disk.wrote_directly(path_of(file));
  return __real_write(file, bytes, size);
}
int __wrap_fsync(int file) {
  auto& disk = os2sync::test::FaultyDisk::get();
  if (disk.strikes(true)) {
    errno = disk.reason();
    return -1;
  }
  if (disk.armed()) disk.synced_directly(path_of(file));
  return 0;
}
int __wrap_flock(int file, int operation) {
  if (os2sync::test::FaultyDisk::get().strikes(false)) {
    errno = ENOLCK;
    return -1;
  }
  return __real_flock(file, operation);
}
int __wrap_rename(const char* from, const char* to) {
  auto& disk = os2sync::test::FaultyDisk::get();
  if (disk.strikes(true)) {
    errno = EIO;
    return -1;
  }
  disk.renamed(from, to);
  return __real_rename(from, to);
}
}

namespace os2sync::test {
namespace {

/// Everything a ledger holds, as one text. Opened without faults, so it is also what the next run finds.
std::string content_of(const std::string& path, bool with_key) {
  const OpenedLedger opened = open_ledger(path);
  std::string content = with_key ? std::to_string(opened.digester->digest("x").bytes[0]) + " " +
                                       std::to_string(opened.digester->digest("x").bytes[1])
                                 : "any key";
  SQLite::Database database{path};
  for (const char* table : {"object", "run", "deletion", "approval", "approved_item", "held", "set_aside", "delivery",
                            "delivery_lists", "under_way", "repair", "repair_field"}) {
    SQLite::Statement columns{database, std::string{"SELECT group_concat('quote(' || name || ')', '||'',''||') FROM "
                                                    "pragma_table_info('"} +
                                            table + "')"};
    columns.executeStep();
    SQLite::Statement rows{database, "SELECT " + columns.getColumn(0).getString() + " FROM " + table + " ORDER BY 1"};
    while (rows.executeStep()) content += std::string{"\n"} + table + ": " + rows.getColumn(0).getString();
  }
  return content;
}

using Step = std::function<void(OpenedLedger&)>;

/// A ledger's life: what lies there at first, and what is done to it once it is open, step by step.
struct Life {
  std::function<void(const std::string& path)> prepare = [](const std::string&) {};
  std::vector<Step> steps;
  bool key_is_fixed = true;
  /// Looked at after each fault, beside the ledger's content.
  std::function<void(const TempDir&)> check = [](const TempDir&) {};
};

LedgerEntry changed(const std::string& symbol, bool deleted) {
  LedgerEntry one = entry(symbol);
  one.deleted = deleted;
  return one;
}

SetAside set_aside(const std::string& symbol) {
  SetAside object;
  object.kind = ObjectKind::user;
  object.uuid = id(symbol);
  object.source = id(symbol + ".mo");
  object.attempts = 1;
  return object;
}

OpenRepair repair(const std::string& symbol) {
  return {ObjectKind::user,
          id(symbol),
          RepairWay::passivate,
          RepairStep::leaving,
          {{"RacfID", std::string{"RACF"}}, {"Location", std::vector<std::string>{"one", "two"}}}};
}

/// Every kind of write there is.
std::vector<Step> all_writes() {
  return {
      [](OpenedLedger& opened) {
        // Two at a time: with one of them it would be a third state.
        const std::vector both{changed("P1", false), changed("P2", true)};
        opened.ledger->record(both);
      },
      [](OpenedLedger& opened) {
        opened.ledger->record_run({1, 2, 3});
      },
      [](OpenedLedger& opened) { opened.quarantine->put(set_aside("Q1")); },
      [](OpenedLedger& opened) { opened.quarantine->put(set_aside("P1")); },
      [](OpenedLedger& opened) { opened.quarantine->release(ObjectKind::user, id("Q1")); },
      [](OpenedLedger& opened) {
        opened.guard_memory->approve({"hash", 5, {{HeldAction::remove, ObjectKind::user, id("P1"), 0}}}, 0);
      },
      [](OpenedLedger& opened) {
        opened.guard_memory->record_held(std::vector{HeldSince{HeldAction::remove, ObjectKind::user, id("P2"), 7}});
      },
      [](OpenedLedger& opened) {
        const std::vector<Delivery> looks{{ObjectKind::user, id("P1"), 100, {}, 200, 0, 0},
                                          {ObjectKind::user, id("P3"), 100, {}, 200, 0, 0}};
        opened.deliveries->record(looks);
      },
      [](OpenedLedger& opened) { opened.deliveries->record_lists_compared(300); },
      [](OpenedLedger& opened) { opened.ledger->begin(entry("P4")); },
      [](OpenedLedger& opened) { opened.ledger->withdraw(ObjectKind::user, id("P4")); },
      [](OpenedLedger& opened) { opened.ledger->begin(entry("P1")); },
      [](OpenedLedger& opened) {
        const std::vector<OpenRepair> both{repair("P1"), repair("P5")};
        opened.repairs->record(both);
      },
      [](OpenedLedger& opened) {
        opened.repairs->forget({ObjectKind::user, id("P5")});
      },
      [](OpenedLedger& opened) {
        opened.upkeep->forget(std::vector{id("P1"), id("P2")}, false);
      },
  };
}

void make_ledger(const std::string& path) {
  OpenedLedger opened = open_ledger(path);
  for (int i = 0; i < 30; ++i) record(opened, entry("OLD" + std::to_string(i)));
}

class LedgerFaults : public testing::Test {
 protected:
  static void SetUpTestSuite() { FaultyVfs::install(); }
  void TearDown() override { FaultyDisk::get().disarm(); }

  /// What the ledger holds before the first step and after each.
  static std::vector<std::string> states_of(const Life& life) {
    const TempDir dir;
    life.prepare(dir.file("ledger"));
    std::vector<std::string> states;
    states.push_back(content_of(dir.file("ledger"), life.key_is_fixed));
    for (const Step& step : life.steps) {
      {
        OpenedLedger opened = open_ledger(dir.file("ledger"));
        step(opened);
      }
      states.push_back(content_of(dir.file("ledger"), life.key_is_fixed));
    }
    return states;
  }

  /// Opens and walks through the steps; returns how many were acknowledged. Faults must come out as Error and nothing
  /// else.
  static int live(const Life& life, const std::string& path, int& acknowledged) {
    try {
      OpenedLedger opened = open_ledger(path);
      for (const Step& step : life.steps) {
        step(opened);
        ++acknowledged;
      }
    } catch (const Error&) {}
    return acknowledged;
  }

  /// Lives through the N-th operation going wrong, for every N there is.
  static void expect_old_or_new(Life life, DiskMode mode, unsigned seed = 0) {
    if (life.key_is_fixed) {
      // Every round begins with the very same files, so that the key is the same too.
      auto origin = std::make_shared<TempDir>();
      life.prepare(origin->file("ledger"));
      life.prepare = [origin](const std::string& path) {
        const auto folder = std::filesystem::path{path}.parent_path();
        std::filesystem::copy(origin->path(), folder, std::filesystem::copy_options::recursive);
      };
    }
    const std::vector<std::string> states = states_of(life);
    auto* acknowledged =
        static_cast<int*>(mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    ASSERT_NE(acknowledged, MAP_FAILED);
    int at = 1;
    for (bool struck = true; struck; ++at) {
      const TempDir dir;
      const std::string path = dir.file("ledger");
      life.prepare(path);
      *acknowledged = 0;
      if (mode == DiskMode::kill) {
        struck = run_in_child([&] {
                   FaultyDisk::get().arm(mode, at);
                   live(life, path, *acknowledged);
                   return 0;
                 }) == 9;
      } else {
        FaultyDisk::get().arm(mode, at);
        live(life, path, *acknowledged);
        struck = FaultyDisk::get().struck();
        if (mode == DiskMode::power_cut && struck) FaultyDisk::get().lose_power(seed);
        FaultyDisk::get().disarm();
      }
      const auto done = static_cast<std::size_t>(*acknowledged);
      ASSERT_TRUE(struck || done == life.steps.size());
      SCOPED_TRACE("operation " + std::to_string(at) + ", " + std::to_string(done) + " steps acknowledged");
      std::string found;
      ASSERT_NO_THROW(found = content_of(path, life.key_is_fixed));
      if (found != states.at(done)) {
        ASSERT_EQ(found, states.at(std::min(done + 1, states.size() - 1)));
      }
      life.check(dir);
      if (testing::Test::HasFailure()) break;
    }
    munmap(acknowledged, sizeof(int));
    // The walk itself must have been long enough to mean something.
    EXPECT_GT(at, 30);
  }

  static void expect_old_or_new_in_every_way(const Life& life) {
    for (const DiskMode mode : {DiskMode::fail_once, DiskMode::full, DiskMode::kill}) {
      SCOPED_TRACE("mode " + std::to_string(static_cast<int>(mode)));
      expect_old_or_new(life, mode);
    }
    for (unsigned seed = 0; seed < 3; ++seed) {
      SCOPED_TRACE("power cut, seed " + std::to_string(seed));
      expect_old_or_new(life, DiskMode::power_cut, seed);
    }
  }
};

TEST_F(LedgerFaults, R1_LeaveTheOldOrTheNewStateWhateverIsWritten) {
  expect_old_or_new_in_every_way({make_ledger, all_writes()});
}

TEST_F(LedgerFaults, R1_LeaveNoHalfMadeLedger) {
  Life life;
  life.steps = all_writes();
  life.key_is_fixed = false;
  expect_old_or_new_in_every_way(life);
}

TEST_F(LedgerFaults, R1_LeaveALedgerOfAnEarlierFormatReadableWhileItIsBroughtUpToDate) {
  expect_old_or_new_in_every_way({write_format_1, all_writes()});
}

TEST_F(LedgerFaults, R1_LoseNoCacheOfAnOldExporter) {
  const std::string cache = "{\"a\": \"1\"}";
  Life life;
  life.prepare = [&](const std::string& path) { write_file(path, cache); };
  life.steps = {all_writes().front()};
  life.key_is_fixed = false;
  life.check = [&](const TempDir& dir) {
    EXPECT_EQ(read_file(dir.file("ledger.old-exporter")), cache);
    EXPECT_FALSE(std::filesystem::exists(dir.file("ledger.old-exporter.2")));
  };
  expect_old_or_new_in_every_way(life);
}

TEST(DamagedLedger, IsRefusedOrWholeWhereverItIsCutOff) {
  const TempDir dir;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    for (int i = 100; i < 900; ++i) record(opened, entry("P" + std::to_string(i)));
    opened.quarantine->put(set_aside("Q"));
  }
  const std::string whole = read_file(dir.file("ledger"));
  ASSERT_GT(whole.size(), 20 * 4096U);
  const auto content = open_ledger(dir.file("ledger")).ledger->load();
  for (std::size_t length = 0; length < whole.size(); length += 2048) {
    const TempDir copy;
    write_file(copy.file("ledger"), whole.substr(0, length));
    std::filesystem::copy(dir.file("ledger.key"), copy.file("ledger.key"));
    for (const auto& open : {&open_ledger, &open_ledger_for_reading}) {
      EXPECT_EQ(error_of([&] { open(copy.file("ledger")); }).kind(), ErrorKind::state) << "cut at " << length;
    }
  }
}

}  // namespace
}  // namespace os2sync::test
