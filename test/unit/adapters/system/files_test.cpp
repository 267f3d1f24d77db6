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
