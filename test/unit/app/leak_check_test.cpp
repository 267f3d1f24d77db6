// SPDX-License-Identifier: MPL-2.0
#include "app/leak_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/mask.hpp"
#include "support/fakes.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A program whose every way out is as it should be.
struct Program {
  std::function<std::string(Outlet, std::string_view)> pass = [](Outlet, std::string_view text) {
    return mask_cpr(text);
  };
  bool private_memory = true;
  std::string left_in_ledger;

  /// The ids of the checks that failed.
  std::vector<std::string> failures(Language language = Language::english) const {
    const LeakTools tools{pass,
                          [this](const std::function<void(Ledger&, const Digester&)>& work) {
                            test::MemoryLedger ledger;
                            work(ledger, test::PlainDigester{});
                            std::string bytes = left_in_ledger;
                            for (const auto& [key, entry] : ledger.entries)
                              bytes.append(reinterpret_cast<const char*>(key.second.bytes().data()), 16);
                            return bytes;
                          },
                          [this] { return private_memory; }};
    std::vector<std::string> ids;
    for (const Check& check : check_leaks(tools, language)) {
      if (check.state() == CheckState::fail) ids.push_back(check.id);
    }
    return ids;
  }
};

TEST(CheckLeaks, FindsNothingInASoundProgram) {
  EXPECT_THAT(Program{}.failures(), IsEmpty());
  EXPECT_THAT(Program{}.failures(Language::danish), IsEmpty());
}

TEST(CheckLeaks, NamesTheOutletWithoutAFilter) {
  const std::vector<std::pair<Outlet, std::string>> names{{Outlet::message_on_terminal, "leak.terminal"},
                                                          {Outlet::message_in_log, "leak.log"},
                                                          {Outlet::words, "leak.errors"},
                                                          {Outlet::result, "leak.results"},
                                                          {Outlet::file, "leak.files"}};
  for (const auto& [open, id] : names) {
    Program program;
    program.pass = [open = open](Outlet outlet, std::string_view text) {
      return outlet == open ? std::string{text} : mask_cpr(text);
    };
    EXPECT_THAT(program.failures(), ElementsAre(id));
  }
}

TEST(CheckLeaks, IsNotSatisfiedWithAnOutletThatLetsNothingOut) {
  Program program;
  program.pass = [](Outlet outlet, std::string_view text) {
    return outlet == Outlet::result ? std::string{} : mask_cpr(text);
  };
  EXPECT_THAT(program.failures(), ElementsAre("leak.results"));
}

TEST(CheckLeaks, LooksIntoTheLedgersFiles) {
  Program program;
  program.left_in_ledger = "...0101010000...";
  EXPECT_THAT(program.failures(), ElementsAre("leak.ledger"));
}

TEST(CheckLeaks, WantsTheMemoryKeptFromDumps) {
  Program program;
  program.private_memory = false;
  EXPECT_THAT(program.failures(), ElementsAre("leak.memory"));
}

}  // namespace
}  // namespace os2sync
