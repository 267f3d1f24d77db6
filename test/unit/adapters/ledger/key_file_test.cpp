// SPDX-License-Identifier: MPL-2.0
/// The key beside the ledger: missing, foreign, embedded as in earlier formats.
#include "adapters/ledger/key_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/ledger/open_ledger.hpp"
#include "support/file_size_limit.hpp"
#include "support/ledger_faulty_disk.hpp"
#include "support/ledger_format_1.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_ledger.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// All files of the ledger but the key's.
std::string bytes_without_key(const TempDir& dir) {
  std::string bytes;
  for (const auto& file : std::filesystem::directory_iterator{dir.path()}) {
    if (file.path().extension() != ".key") bytes += read_file(file.path().string());
  }
  return bytes;
}

Digest digest_of(const TempDir& dir) { return open_ledger_for_reading(dir.file("ledger")).digester->digest("x"); }

TEST(LedgerKey, LiesBesideTheLedgerAndNotInIt) {
  const TempDir dir;
  OpenedLedger opened = open_ledger(dir.file("ledger"));
  record(opened, entry("P"));
  const std::string key = read_file(dir.file("ledger.key"));
  EXPECT_EQ(key.size(), DigestKey::kSize);
  EXPECT_EQ(mode_of(dir.file("ledger.key")), 0600U);
  EXPECT_EQ(bytes_without_key(dir).find(key), std::string::npos);
}

TEST(LedgerKey, OfAnEarlierFormatIsMovedOutAndLeavesNoTraceBehind) {
  const TempDir dir;
  write_format_1(dir.file("ledger"));
  const Digest before = digest_of(dir);
  ASSERT_NE(bytes_without_key(dir).find(kKeyOfFormat1), std::string::npos);
  {
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    EXPECT_THAT(opened.remarks, IsEmpty());
    EXPECT_EQ(opened.digester->digest("x"), before);
    EXPECT_EQ(bytes_without_key(dir).find(kKeyOfFormat1), std::string::npos);
  }
  EXPECT_EQ(read_file(dir.file("ledger.key")), kKeyOfFormat1);
  EXPECT_EQ(digest_of(dir), before);
}

TEST(LedgerKey, OfAnEarlierFormatBeatsAnotherOneLyingBeside) {
  const TempDir dir;
  write_format_1(dir.file("ledger"));
  const Digest before = digest_of(dir);
  write_file(dir.file("ledger.key"), std::string(DigestKey::kSize, 'x'));
  EXPECT_EQ(open_ledger(dir.file("ledger")).digester->digest("x"), before);
  EXPECT_EQ(read_file(dir.file("ledger.key")), kKeyOfFormat1);
}

TEST(LedgerKey, ThatIsLostIsMadeAnewAndTheOperatorIsTold) {
  const TempDir dir;
  // Who was sent is still known; with another key every field would seem to have changed, so nothing is compared.
  LedgerEntry incomparable = entry("P");
  incomparable.digest = {};
  incomparable.fields.clear();
  Digest before;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    record(opened, entry("P"));
    before = opened.digester->digest("x");
  }
  for (const std::string& content : {std::string{}, std::string{"short"}, std::string(33, 'x')}) {
    std::filesystem::remove(dir.file("ledger.key"));
    if (!content.empty()) write_file(dir.file("ledger.key"), content);
    const OpenedLedger looking = open_ledger_for_reading(dir.file("ledger"));
    EXPECT_THAT(looking.remarks, ElementsAre(in_english(HasSubstr("is lost; everything counts as changed"))));
    EXPECT_THAT(looking.ledger->load(), ElementsAre(incomparable));
    const OpenedLedger opened = open_ledger(dir.file("ledger"));
    EXPECT_THAT(opened.remarks.back(), in_english(AllOf(HasSubstr("is lost"), HasSubstr("sent once more"))));
    EXPECT_NE(opened.digester->digest("x"), before);
    EXPECT_THAT(opened.ledger->load(), ElementsAre(incomparable));
  }
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, IsEmpty());
}

TEST(LedgerKey, OfAnotherLedgerIsNoticed) {
  const TempDir dir;
  OpenedLedger first = open_ledger(dir.file("other"));
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    record(opened, entry("P"));
  }
  std::filesystem::copy_file(dir.file("other.key"), dir.file("ledger.key"),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(open_ledger_for_reading(dir.file("ledger")).remarks,
              ElementsAre(in_english(HasSubstr("does not belong"))));
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, ElementsAre(in_english(HasSubstr("does not belong"))));
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, IsEmpty());
  EXPECT_EQ(digest_of(dir), first.digester->digest("x"));
}

TEST(LedgerKey, ThatIsMissingIsNoLossToALedgerWithoutDigests) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  std::filesystem::remove(dir.file("ledger.key"));
  EXPECT_THAT(open_ledger_for_reading(dir.file("ledger")).remarks, IsEmpty());
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, IsEmpty());
}

TEST(LedgerKey, IsUsedAgainWhenTheLedgerWasRemoved) {
  const TempDir dir;
  const Digest before = open_ledger(dir.file("ledger")).digester->digest("x");
  std::filesystem::remove(dir.file("ledger"));
  EXPECT_EQ(open_ledger(dir.file("ledger")).digester->digest("x"), before);
}

TEST(LedgerKey, BesideAnEmptiedLedgerProvesThatItWasOne) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  write_file(dir.file("ledger"), "");
  for (const auto& open : {&open_ledger, &open_ledger_for_reading}) {
    const Error error = error_of([&] { open(dir.file("ledger")); });
    EXPECT_EQ(error.kind(), ErrorKind::state);
    EXPECT_THAT(error.what(), HasSubstr("damaged"));
  }
}

TEST(LedgerKey, ThatOthersCouldReadIsTakenBackFromThem) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  std::filesystem::permissions(dir.file("ledger.key"), std::filesystem::perms{0640});
  EXPECT_THAT(open_ledger(dir.file("ledger")).remarks, ElementsAre(in_english(HasSubstr("others could read the key"))));
  EXPECT_EQ(mode_of(dir.file("ledger.key")), 0600U);
}

TEST(LedgerKey, ThatMayNotBeReadStopsTheRunInsteadOfCountingAsLost) {
  const TempDir dir;
  open_ledger(dir.file("ledger"));
  give_to_unprivileged(dir.file("ledger"));
  give_to_unprivileged(dir.path().string());
  std::filesystem::permissions(dir.file("ledger.key"), std::filesystem::perms{0});
  const Unprivileged nobody;
  const Error error = error_of([&] { open_ledger_for_reading(dir.file("ledger")); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger.key")), HasSubstr("owner and mode")));
}

TEST(LedgerKey, ThatIsADirectoryStopsTheRunInsteadOfCountingAsLost) {
  const TempDir dir;
  {
    OpenedLedger opened = open_ledger(dir.file("ledger"));
    record(opened, entry("P"));
  }
  std::filesystem::remove(dir.file("ledger.key"));
  std::filesystem::create_directory(dir.file("ledger.key"));
  for (const auto& open : {&open_ledger, &open_ledger_for_reading}) {
    const Error error = error_of([&] { open(dir.file("ledger")); });
    EXPECT_EQ(error.kind(), ErrorKind::state);
    EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("ledger.key")), HasSubstr("read"), HasSubstr("directory")));
  }
  std::filesystem::remove(dir.file("ledger.key"));
  std::filesystem::create_symlink("ledger.key", dir.file("ledger.key"));
  EXPECT_EQ(error_of([&] { open_ledger(dir.file("ledger")); }).kind(), ErrorKind::state);
}

/// A key in a file, and the failure to replace it: it is as it was, and nothing is left beside it.
void expect_not_replaced(const TempDir& dir, const char* reason) {
  const std::string before = read_file(dir.file("key"));
  const Error error = error_of([&] { write_key_file(dir.file("key"), DigestKey::make_random()); });
  EXPECT_EQ(error.kind(), ErrorKind::state);
  EXPECT_THAT(error.what(), AllOf(HasSubstr(dir.file("key")), HasSubstr("written"), HasSubstr(reason)));
  EXPECT_EQ(read_file(dir.file("key")), before);
}

TEST(WriteKeyFile, ReplacesNothingWhenItsPlaceIsTakenByADirectoryOrLink) {
  const TempDir dir;
  write_key_file(dir.file("key"), DigestKey::make_random());
  std::filesystem::create_directory(dir.file("key.new"));
  expect_not_replaced(dir, "directory");
  std::filesystem::remove(dir.file("key.new"));
  write_file(dir.file("precious"), "precious");
  std::filesystem::create_symlink("precious", dir.file("key.new"));
  expect_not_replaced(dir, "symbolic links");
  EXPECT_EQ(read_file(dir.file("precious")), "precious");
}

TEST(WriteKeyFile, ReplacesNothingThroughSomebodyElsesFile) {
  const TempDir dir;
  if (geteuid() != 0) GTEST_SKIP() << "only root can make the other user's file";
  write_key_file(dir.file("key"), DigestKey::make_random());
  give_to_unprivileged(dir.file("key"));
  give_to_unprivileged(dir.path().string());
  write_file(dir.file("key.new"), "");
  std::filesystem::permissions(dir.file("key.new"), std::filesystem::perms{0666});
  const Unprivileged nobody;
  expect_not_replaced(dir, "not permitted");
  EXPECT_FALSE(std::filesystem::exists(dir.file("key.new")));
}

TEST(WriteKeyFile, ReplacesNothingWhenTheDiskTakesHalfOfIt) {
  const TempDir dir;
  write_key_file(dir.file("key"), DigestKey::make_random());
  const FileSizeLimit limit{DigestKey::kSize / 2};
  expect_not_replaced(dir, "No space left");
  EXPECT_FALSE(std::filesystem::exists(dir.file("key.new")));
}

TEST(WriteKeyFile, ReplacesTheKeyWholeOrNotAtAllWhereverTheDiskFails) {
  const TempDir dir;
  write_key_file(dir.file("key"), DigestKey::make_random());
  // Its bytes, getting them to the disk, and its name.
  for (int at = 1; at <= 3; ++at) {
    FaultyDisk::get().arm(DiskMode::fail_once, at);
    expect_not_replaced(dir, at == 1 ? "No space left" : "Input/output error");
    EXPECT_TRUE(FaultyDisk::get().struck());
    FaultyDisk::get().disarm();
    EXPECT_FALSE(std::filesystem::exists(dir.file("key.new"))) << at;
  }
}

}  // namespace
}  // namespace os2sync::test
