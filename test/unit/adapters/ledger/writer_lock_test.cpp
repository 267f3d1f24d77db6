// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/writer_lock.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include "core/error.hpp"
#include "support/file_size_limit.hpp"
#include "support/ledger_faulty_disk.hpp"
#include "support/plan_errors.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

/// Another program with the lock, and what it has written into the file.
class Holder {
 public:
  Holder(const TempDir& dir, const std::string& note) {
    write_file(dir.file("ledger.lock"), note);
    file_ = open(dir.file("ledger.lock").c_str(), O_RDONLY | O_CLOEXEC);
    if (file_ < 0 || flock(file_, LOCK_EX | LOCK_NB) != 0) throw std::runtime_error{"cannot lock"};
  }
  ~Holder() { close(file_); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;

 private:
  int file_ = -1;
};

std::string refusal_beside(const std::string& note) {
  const TempDir dir;
  const Holder holder{dir, note};
  const Error error = error_of([&] { WriterLock{dir.file("ledger")}; });
  EXPECT_EQ(error.kind(), ErrorKind::locked);
  EXPECT_EQ(read_file(dir.file("ledger.lock")), note);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger") + ":"), HasSubstr("wait until it is done")));
  return error.what();
}

TEST(WriterLock, NamesItsHolder) {
  EXPECT_THAT(refusal_beside("pid 7 on town\nand what else stands there"), HasSubstr("in use by pid 7 on town;"));
  EXPECT_THAT(refusal_beside("pid 7 on town"), HasSubstr("in use by pid 7 on town;"));
}

TEST(WriterLock, NamesItsHolderInDanish) {
  const TempDir dir;
  const auto danish_beside = [&](const std::string& note) {
    const Holder holder{dir, note};
    return error_of([&] { WriterLock{dir.file("ledger")}; }).in(Language::danish);
  };
  EXPECT_THAT(danish_beside("pid 7 on town"), HasSubstr("er i brug af pid 7 på town;"));
  EXPECT_THAT(danish_beside(""), HasSubstr("er i brug af en anden proces;"));
}

TEST(WriterLock, SaysAnotherProcessWhenItsHolderWroteNothing) {
  EXPECT_THAT(refusal_beside(""), HasSubstr("in use by another process;"));
  EXPECT_THAT(refusal_beside("\npid 7"), HasSubstr("in use by another process;"));
}

TEST(WriterLock, PassesNothingOnThatATerminalWouldObey) {
  EXPECT_THAT(refusal_beside("pid\x1b[31m 7\x7f\xc3\xa6"), HasSubstr("in use by pid[31m 7;"));
}

TEST(WriterLock, PassesOnNoMoreThanALine) {
  EXPECT_THAT(refusal_beside(std::string(5000, 'x')), Not(HasSubstr(std::string(301, 'x'))));
}

TEST(WriterLock, CountsOnAFullDiskWhereItCannotSayWhoHoldsIt) {
  const TempDir dir;
  write_file(dir.file("ledger.lock"), "pid 1 on a host of long ago\n");
  const FileSizeLimit limit{0};
  const WriterLock lock{dir.file("ledger")};
  const Error error = error_of([&] { WriterLock{dir.file("ledger")}; });
  EXPECT_EQ(error.kind(), ErrorKind::locked);
  EXPECT_THAT(error.what(), HasSubstr("in use by another process;"));
}

TEST(WriterLock, IsNotMadeThroughALinkOrADirectory) {
  const TempDir dir;
  write_file(dir.file("precious"), "precious");
  std::filesystem::create_symlink("precious", dir.file("ledger.lock"));
  std::filesystem::create_directory(dir.file("other.lock"));
  for (const char* name : {"ledger", "other"}) {
    const Error error = error_of([&] { WriterLock{dir.file(name)}; });
    EXPECT_EQ(error.kind(), ErrorKind::state);
    EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file(name) + ".lock:"), HasSubstr("os2sync.hash_cache")));
  }
  EXPECT_EQ(read_file(dir.file("precious")), "precious");
}

TEST(WriterLock, StopsTheRunWhereTheFileSystemHasNoLocks) {
  const TempDir dir;
  FaultyDisk::get().arm(DiskMode::fail_once, 1);
  const Error error = error_of([&] { WriterLock{dir.file("ledger")}; });
  FaultyDisk::get().disarm();
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger.lock:")), HasSubstr("No locks available"),
                                  EndsWith("needs a file system with locks")));
}

}  // namespace
}  // namespace os2sync::test
