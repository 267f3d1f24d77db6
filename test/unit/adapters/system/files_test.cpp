// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace os2sync {
namespace {

/// A folder of its own, gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "os2sync-files-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

TEST(ReadFile, TellsAMissingFileFromAnEmptyOne) {
  const Folder folder;
  EXPECT_FALSE(read_file(folder / "none"));
  std::ofstream{folder / "empty"};
  EXPECT_EQ(read_file(folder / "empty"), "");
}

TEST(ReadFile, RefusesAFolder) {
  const Folder folder;
  EXPECT_THROW(read_file(folder / "."), Error);
}

TEST(MakeParentDirectories, MakesFoldersForTheOwnerAlone) {
  const Folder folder;
  make_parent_directories(folder / "a/b/ledger.db");
  struct stat status {};
  ASSERT_EQ(stat((folder / "a/b").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
}

TEST(MakeParentDirectories, SaysWhatToDoWhenItCannot) {
  const Folder folder;
  std::ofstream{folder / "file"};
  EXPECT_THROW(make_parent_directories(folder / "file/x/ledger.db"), Error);
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
