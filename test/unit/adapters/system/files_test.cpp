// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

namespace os2sync {
namespace {

TEST(ReadFile, TellsAMissingFileFromAnEmptyOne) {
  const test::TempDir folder;
  EXPECT_FALSE(read_file(folder.file("none")));
  std::ofstream{folder.file("empty")};
  EXPECT_EQ(read_file(folder.file("empty")), "");
}

TEST(ReadFile, RefusesAFolder) {
  const test::TempDir folder;
  EXPECT_THROW(read_file(folder.file(".")), Error);
}

TEST(WritePrivateFile, ReplacesAFileByOneForTheOwnerAlone) {
  const test::TempDir folder;
  std::ofstream{folder.file("report")} << "older and longer";
  write_private_file(folder.file("report"), "newer");
  EXPECT_EQ(read_file(folder.file("report")), "newer");
  struct stat status {};
  ASSERT_EQ(stat(folder.file("report").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(WritePrivateFile, LeavesNothingBehindWhenItCannot) {
  const test::TempDir folder;
  std::filesystem::create_directory(folder.file("taken"));
  EXPECT_THROW(write_private_file(folder.file("taken"), "text"), Error);
  EXPECT_THROW(write_private_file(folder.file("none/report"), "text"), Error);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
}

TEST(MakeParentDirectories, MakesFoldersForTheOwnerAlone) {
  const test::TempDir folder;
  make_parent_directories(folder.file("a/b/ledger.db"));
  struct stat status {};
  ASSERT_EQ(stat(folder.file("a/b").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST(MakeParentDirectories, SaysWhatToDoWhenItCannot) {
  const test::TempDir folder;
  std::ofstream{folder.file("file")};
  EXPECT_THROW(make_parent_directories(folder.file("file/x/ledger.db")), Error);
}

TEST(LookAtFile, TellsWhatIsThereAndWhatCouldBeMade) {
  const test::TempDir folder;
  std::ofstream{folder.file("file")};
  const FileFacts file = look_at_file(folder.file("file"));
  EXPECT_TRUE(file.exists);
  EXPECT_TRUE(file.writable);
  struct stat status {};
  ASSERT_EQ(stat(folder.file("file").c_str(), &status), 0);
  ASSERT_TRUE(file.changed);
  EXPECT_EQ(file.changed->time_since_epoch().count(), status.st_mtim.tv_sec);
  const FileFacts deep = look_at_file(folder.file("a/b/ledger.db"));
  EXPECT_FALSE(deep.exists);
  EXPECT_TRUE(deep.writable);
  EXPECT_FALSE(deep.changed);
  EXPECT_FALSE(look_at_file(folder.file("file/ledger.db")).writable);
  EXPECT_FALSE(look_at_file(folder.file("a/b/ledger.db")).exists) << "looking makes nothing";
}

TEST(DefaultLedgerPath, FollowsXdgForEverybodyButRoot) {
  if (geteuid() == 0) {
    EXPECT_EQ(default_ledger_path({{"XDG_STATE_HOME", "/x"}}), "/var/lib/os2sync-export/ledger.db");
    return;
  }
  EXPECT_EQ(default_ledger_path({{"XDG_STATE_HOME", "/x"}}), "/x/os2sync-export/ledger.db");
  EXPECT_EQ(default_ledger_path({{"HOME", "/h"}}), "/h/.local/state/os2sync-export/ledger.db");
  EXPECT_THROW(default_ledger_path({}), Error);
}

}  // namespace
}  // namespace os2sync
