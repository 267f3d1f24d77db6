// SPDX-License-Identifier: MPL-2.0
/// @file Every way out of the process masks CPR numbers, and the leak check sees what really came out.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/system/files.hpp"
#include "adapters/system/own_outlets.hpp"
#include "adapters/system/process_memory.hpp"
#include "adapters/system/results.hpp"
#include "core/error.hpp"
#include "support/fakes.hpp"
#include "support/temp_dir.hpp"

namespace os2sync {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PrintResult, MasksAndTellsWhetherItHadTo) {
  testing::internal::CaptureStdout();
  EXPECT_TRUE(print_result("Anna 0101611234\n"));
  EXPECT_FALSE(print_result("Bo 12345678\n"));
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "Anna [cpr]\nBo 12345678\n");
}

TEST(PrintResult, FailsWhereNothingCanBeWritten) {
  EXPECT_EQ(test::run_in_child([] {
              if (std::freopen("/dev/full", "w", stdout) == nullptr) return 2;
              try {
                print_result("text");
              } catch (const Error& error) {
                return error.kind() == ErrorKind::unexpected ? 0 : 3;
              }
              return 1;
            }),
            0);
}

TEST(WritePrivateFile, MasksBeforeItWrites) {
  const test::TempDir folder;
  EXPECT_TRUE(write_private_file(folder.file("report"), "Anna 010161-1234"));
  EXPECT_EQ(read_file(folder.file("report")), "Anna [cpr]");
  EXPECT_FALSE(write_private_file(folder.file("report"), "Anna"));
}

TEST(PassThrough, ReturnsWhatCameOutOfEachOutletAndShowsNothing) {
  test::FakeClock clock;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  for (const Outlet outlet :
       {Outlet::message_on_terminal, Outlet::message_in_log, Outlet::words, Outlet::result, Outlet::file}) {
    const std::string seen = pass_through(outlet, "mark 0101611234", clock);
    EXPECT_THAT(seen, HasSubstr("mark [cpr]")) << static_cast<int>(outlet);
    EXPECT_THAT(seen, Not(HasSubstr("1234"))) << static_cast<int>(outlet);
  }
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(CollectFiles, ReturnsAllBytesAndLeavesNoFolder) {
  std::string where;
  EXPECT_EQ(collect_files([&](const std::string& folder) {
              where = folder;
              EXPECT_EQ(test::mode_of(folder), 0700U);
              test::write_file(folder + "/a", "bytes");
            }),
            "bytes");
  EXPECT_FALSE(std::filesystem::exists(where));
  EXPECT_THROW(collect_files([&](const std::string& folder) {
                 where = folder;
                 throw Error{ErrorKind::state, say("x")};
               }),
               Error);
  EXPECT_FALSE(std::filesystem::exists(where));
}

TEST(ProcessMemory, IsPrivateOnceItIsKeptSo) {
  EXPECT_EQ(test::run_in_child([] {
              const rlimit some{0, 4096};
              setrlimit(RLIMIT_CORE, &some);
              prctl(PR_SET_DUMPABLE, 1);
              if (is_memory_private()) return 1;
              keep_memory_private();
              return is_memory_private() ? 0 : 2;
            }),
            0);
}

TEST(ProcessMemory, IsNotPrivateWhileACoreCanBeDumped) {
  EXPECT_EQ(test::run_in_child([] {
              prctl(PR_SET_DUMPABLE, 0);
              const rlimit some{4096, RLIM_INFINITY};
              // A limit that was lowered for good cannot be raised again without rights.
              return setrlimit(RLIMIT_CORE, &some) == 0 && is_memory_private() ? 1 : 0;
            }),
            0);
}

#ifndef __SANITIZE_ADDRESS__
TEST(ProcessMemory, IsNotPrivateWhileTheProcessCanBeDumped) {
  EXPECT_EQ(test::run_in_child([] {
              keep_memory_private();
              prctl(PR_SET_DUMPABLE, 1);
              return is_memory_private() ? 1 : 0;
            }),
            0);
}
#endif

TEST(LastWords, OfAnUncaughtExceptionAreNotItsText) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const std::function<void()> fail = [] { throw std::runtime_error{"canary 0101611234"}; };
  const auto die = [&]() noexcept {
    end_without_last_words();
    fail();
  };
  EXPECT_DEATH(die(), testing::AllOf(HasSubstr("unexpected fault"), Not(HasSubstr("1234")), Not(HasSubstr("canary"))));
}

}  // namespace
}  // namespace os2sync
