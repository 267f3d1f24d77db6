// SPDX-License-Identifier: MPL-2.0
/// What the operating system refuses before SQLite sees the file: each refusal names the file and what helps.
#include "adapters/ledger/ledger_file.hpp"

#include <cerrno>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/ledger_faulty_disk.hpp"
#include "support/plan_errors.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

template <typename Work>
void expect_refusal(Work&& work, const std::string& path, const char* what, const char* reason) {
  const Error error = error_of(std::forward<Work>(work));
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr(path + ":"), HasSubstr(what), HasSubstr(reason), HasSubstr("os2sync.hash_cache")));
}

TEST(LedgerFile, BehindALinkToItselfIsNotTakenForAbsent) {
  const TempDir dir;
  const std::string path = dir.file("ledger");
  std::filesystem::create_symlink("ledger", path);
  for (const auto& open : {&open_ledger, &open_ledger_for_reading})
    expect_refusal([&] { open(path); }, path, "read", "symbolic links");
  EXPECT_TRUE(std::filesystem::is_symlink(path));
}

TEST(LedgerFile, ThatFailsWhileItIsReadIsNotTakenForEmpty) {
  // A regular file by its mode whose beginning nobody can read, as on a disk with a bad block.
  const std::string path = "/proc/self/mem";
  if (access(path.c_str(), R_OK) != 0) GTEST_SKIP() << "this system shows no " << path;
  expect_refusal([&] { inspect_file(path); }, path, "read", "Input/output error");
}

TEST(LedgerFile, ThatCannotBeMadeIsSaidWithTheReason) {
  const TempDir dir;
  expect_refusal([&] { create_private_file(dir.file("missing/ledger")); }, dir.file("missing/ledger"), "create",
                 "No such file");
  // The lock's name is longer than the ledger's own.
  const std::string longest = dir.file(std::string(254, 'x'));
  expect_refusal([&] { open_ledger(longest); }, longest + ".lock", "lock file", "too long");
}

TEST(LedgerFile, ThatIsThereIsNeverMadeAnew) {
  const TempDir dir;
  write_file(dir.file("ledger"), "precious");
  expect_refusal([&] { create_private_file(dir.file("ledger")); }, dir.file("ledger"), "create", "exists");
  EXPECT_EQ(read_file(dir.file("ledger")), "precious");
}

TEST(LedgerFile, ThatIsGoneCannotBeClosedToOthers) {
  const TempDir dir;
  expect_refusal([&] { make_private(dir.file("gone")); }, dir.file("gone"), "look at", "No such file");
}

TEST(LedgerFile, OfAnotherUserThatAllCanReadIsNotWrittenTo) {
  const TempDir dir;
  if (geteuid() != 0) GTEST_SKIP() << "only root can make another user's file";
  open_ledger(dir.file("ledger"));
  std::filesystem::permissions(dir.file("ledger"), std::filesystem::perms{0644});
  give_to_unprivileged(dir.path().string());
  give_to_unprivileged(dir.file("ledger.lock"));
  const std::string before = read_file(dir.file("ledger"));
  const Unprivileged nobody;
  expect_refusal([&] { open_ledger(dir.file("ledger")); }, dir.file("ledger"), "restrict access", "not permitted");
  EXPECT_EQ(read_file(dir.file("ledger")), before);
}

TEST(MoveAside, StopsWhenAThousandOldCachesAreThereAndTouchesNone) {
  const TempDir dir;
  const std::string cache = "{\"a\": \"1\"}";
  write_file(dir.file("ledger"), cache);
  write_file(dir.file("ledger.old-exporter"), "1");
  for (int number = 2; number <= 1000; ++number)
    write_file(dir.file("ledger.old-exporter." + std::to_string(number)), std::to_string(number));
  const Error error = error_of([&] { open_ledger(dir.file("ledger")); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(),
              AllOf(HasSubstr("too many old caches"), HasSubstr("remove some of " + dir.file("ledger.old-exporter"))));
  EXPECT_EQ(read_file(dir.file("ledger")), cache);
  EXPECT_EQ(read_file(dir.file("ledger.old-exporter.1000")), "1000");
  std::filesystem::remove(dir.file("ledger.old-exporter.1000"));
  open_ledger(dir.file("ledger"));
  EXPECT_EQ(read_file(dir.file("ledger.old-exporter.1000")), cache);
}

TEST(MoveAside, SaysWhenTheDiskFailsAndLeavesTheCacheWhereItIs) {
  const TempDir dir;
  write_file(dir.file("ledger"), "{}");
  FaultyDisk::get().arm(DiskMode::fail_once, 1);
  expect_refusal([&] { move_aside(dir.file("ledger")); }, dir.file("ledger"), "move aside", "Input/output error");
  FaultyDisk::get().disarm();
  EXPECT_EQ(read_file(dir.file("ledger")), "{}");
}

class SyncDirectory : public testing::Test {
 protected:
  void TearDown() override { FaultyDisk::get().disarm(); }
  void fail_with(int reason) {
    FaultyDisk::get().arm(DiskMode::fail_once, 1, reason);
    sync_directory_of(dir_.file("ledger"));
  }
  TempDir dir_;
};

TEST_F(SyncDirectory, SaysWhenTheDirectoryIsGone) {
  const std::string path = dir_.file("missing/ledger");
  expect_refusal([&] { sync_directory_of(path); }, path, "keep", "No such file");
}

TEST_F(SyncDirectory, SaysWhenTheDiskFails) {
  expect_refusal([&] { fail_with(EIO); }, dir_.file("ledger"), "keep", "Input/output error");
}

TEST_F(SyncDirectory, LeavesItToFileSystemsThatDoItByThemselves) {
  for (const int reason : {EINVAL, ENOTSUP}) {
    EXPECT_NO_THROW(fail_with(reason)) << reason;
    EXPECT_TRUE(FaultyDisk::get().struck()) << "was not asked";
  }
}

}  // namespace
}  // namespace os2sync::test
