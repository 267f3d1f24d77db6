// SPDX-License-Identifier: MPL-2.0
#include "adapters/audit/audit_file.hpp"

#include <csignal>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "support/builders.hpp"
#include "support/fakes.hpp"
#include "support/plan_errors.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// For a sentence whose English the matcher is about.
template <typename Matcher>
auto in_english(Matcher matcher) {
  return testing::Field(&Said::english, matcher);
}

AuditEvent write_about(const std::string& symbol, std::string source = "") {
  if (source.empty()) source = symbol + ".mo";
  return {audit::kWrite,
          {{"kind", std::string{"user"}},
           {"tries", std::int64_t{2}},
           {"fields", std::vector<std::string>{"Email", "Positions"}}},
          AuditSubject{id(symbol), id(source)}};
}
AuditEvent decision(std::int64_t exit_code = 0) { return {audit::kRunEnded, {{"exit_code", exit_code}}, {}}; }

/// A trail in a directory of its own, opened anew for every use like a run does.
class Trail {
 public:
  OpenedAuditTrail open() { return open_audit_trail(path(), clock_); }
  void record(const AuditEvent& event) { open().trail->record(event); }
  AuditVerdict verify(const std::string& head = "") { return open_audit_archive(path())->verify(head); }
  std::vector<AuditRecord> about(const Uuid& uuid) { return open_audit_archive(path())->about(uuid); }
  std::string path() const { return dir_.file("audit.ndjson"); }
  std::string file(const std::string& name) const { return dir_.file(name); }
  std::string content() const { return read_file(path()); }
  void set_content(const std::string& text) const { write_file(path(), text); }

 private:
  TempDir dir_;
  FakeClock clock_;
};

/// A trail with lines of every kind.
void fill(Trail& trail) {
  const OpenedAuditTrail opened = trail.open();
  opened.trail->record({audit::kRunStarted, {{"command", std::string{"sync \"x\""}}}, {}});
  for (const char* symbol : {"P1", "P2", "P3"}) opened.trail->record(write_about(symbol));
  opened.trail->erase(std::vector{id("P2")});
  opened.trail->record(decision());
}

TEST(AuditTrail, ChainsWhatSeveralRunsRecorded) {
  Trail trail;
  fill(trail);
  trail.record(decision(3));
  const AuditVerdict verdict = trail.verify();
  EXPECT_EQ(verdict.fault, AuditFault::none);
  EXPECT_EQ(verdict.lines, 7);
  EXPECT_EQ(verdict.erased, 1);
  EXPECT_EQ(verdict.head.size(), 64U);
  EXPECT_EQ(mode_of(trail.path()), 0600U);
}

TEST(AuditTrail, SaysWhatWasRecordedOfAnObjectOrAPersonInOrder) {
  Trail trail;
  trail.record(write_about("U1", "PERSON"));
  trail.record(write_about("OTHER"));
  trail.record(write_about("U2", "PERSON"));
  const auto records = trail.about(id("PERSON"));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].number, 1);
  EXPECT_EQ(records[1].number, 3);
  EXPECT_EQ(records[0].event, "write");
  EXPECT_EQ(records[0].at, "2023-11-14T22:13:20Z");
  EXPECT_EQ(records[0].facts, write_about("U1").facts);
  EXPECT_EQ(records[1].subject, (AuditSubject{id("U2"), id("PERSON")}));
  EXPECT_EQ(trail.about(id("U2")).size(), 1U);
  EXPECT_THAT(trail.about(id("NOBODY")), IsEmpty());
}

TEST(AuditTrail, ShowsEveryByteThatWasFlipped) {
  Trail trail;
  fill(trail);
  const std::string sound = trail.content();
  ASSERT_GT(sound.size(), 1000U);
  for (std::size_t at = 0; at < sound.size(); ++at) {
    std::string changed = sound;
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    trail.set_content(changed);
    ASSERT_NE(trail.verify().fault, AuditFault::none) << "byte " << at << ": " << changed.substr(at, 20);
  }
}

TEST(AuditTrail, NamesTheLineAtFaultAndWhatIsWrongWithIt) {
  Trail trail;
  fill(trail);
  std::vector<std::string> lines;
  std::istringstream all{trail.content()};
  for (std::string line; std::getline(all, line);) lines.push_back(line + "\n");
  ASSERT_EQ(lines.size(), 6U);
  const auto verdict_of = [&](std::vector<std::string> changed) {
    std::string content;
    for (const std::string& line : changed) content += line;
    trail.set_content(content);
    return trail.verify();
  };
  auto changed = lines;
  changed[1].replace(changed[1].find("Email"), 5, "Ekail");
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::changed);
  EXPECT_EQ(verdict_of(changed).fault_line, 2);
  changed = lines;
  changed.erase(changed.begin() + 2);
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::out_of_chain);
  EXPECT_EQ(verdict_of(changed).fault_line, 3);
  changed = lines;
  changed.erase(changed.begin());
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::out_of_chain);
  changed = lines;
  std::swap(changed[1], changed[2]);
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::out_of_chain);
  changed = lines;
  changed[3] = "dear diary\n";
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::not_a_line);
  EXPECT_EQ(verdict_of(changed).lines, 3);
  changed = lines;
  changed.back().pop_back();
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::unfinished);
  changed = lines;
  const auto subject = changed[1].find(",\"subject\":") + 11;
  changed[1].replace(subject, changed[1].size() - subject, "null}\n");
  EXPECT_EQ(verdict_of(changed).fault, AuditFault::subject) << "uuids taken out without an erasure on record";
}

TEST(AuditTrail, ShowsAnEndCutOffToWhoeverNotedAHash) {
  Trail trail;
  fill(trail);
  const std::string noted = trail.verify().head;
  const std::string content = trail.content();
  trail.record(decision());
  EXPECT_EQ(trail.verify(noted).fault, AuditFault::none) << "it has only grown";
  trail.set_content(content.substr(0, content.rfind('\n', content.size() - 2) + 1));
  EXPECT_EQ(trail.verify().fault, AuditFault::none);
  EXPECT_EQ(trail.verify(noted).fault, AuditFault::head_missing);
}

TEST(AuditTrail, IsSoundAndWithoutAnyTraceOfAPersonOnceErased) {
  Trail trail;
  trail.record(write_about("P1", "PERSON"));
  trail.record(write_about("P2", "PERSON"));
  trail.record(write_about("P3"));
  const std::string head = trail.verify().head;
  {
    const OpenedAuditTrail opened = trail.open();
    EXPECT_EQ(opened.trail->erase(std::vector{id("PERSON")}), 2);
    opened.trail->record(decision());
  }
  const AuditVerdict verdict = trail.verify(head);
  EXPECT_EQ(verdict.fault, AuditFault::none);
  EXPECT_EQ(verdict.lines, 5);
  EXPECT_EQ(verdict.erased, 2);
  EXPECT_THAT(trail.about(id("PERSON")), IsEmpty());
  EXPECT_EQ(trail.about(id("P3")).size(), 1U);
  for (const char* symbol : {"PERSON", "P1", "P2"})
    EXPECT_EQ(trail.content().find(id(symbol).to_string()), std::string::npos);
  EXPECT_EQ(mode_of(trail.path()), 0600U);
  EXPECT_EQ(trail.open().trail->erase(std::vector{id("PERSON")}), 0);
  EXPECT_EQ(trail.verify().fault, AuditFault::none);
}

TEST(AuditTrail, SaltsSubjectsSoThatEqualOnesCannotBeTold) {
  Trail trail;
  trail.record(write_about("P1"));
  trail.record(write_about("P1"));
  const std::string content = trail.content();
  const auto hash_at = [&](std::size_t from) {
    const auto mark = content.find("\"subject_hash\":\"", from) + 16;
    return content.substr(mark, 64);
  };
  EXPECT_NE(hash_at(0), hash_at(content.find('\n')));
}

TEST(AuditTrail, SurvivesAKillAfterEachRecord) {
  Trail trail;
  for (int round = 1; round <= 3; ++round) {
    EXPECT_EQ(run_in_child([&] {
                auto* never_closed = new OpenedAuditTrail{trail.open()};
                never_closed->trail->record(write_about("P1"));
                return 9;
              }),
              9);
    EXPECT_EQ(trail.verify().lines, round);
  }
}

TEST(AuditTrail, ClosesOffALineThatAKillBrokeWhereverItBroke) {
  Trail trail;
  trail.record(write_about("P1"));
  const std::string before = trail.content();
  trail.record(write_about("P2"));
  const std::string after = trail.content();
  for (std::size_t length = before.size() + 1; length < after.size() - 1; ++length) {
    trail.set_content(after.substr(0, length));
    EXPECT_EQ(trail.verify().fault, AuditFault::unfinished);
    EXPECT_THAT(trail.open().remarks, ElementsAre(in_english(HasSubstr("broken off")))) << length;
    EXPECT_EQ(trail.verify().fault, AuditFault::none) << length;
    EXPECT_EQ(trail.verify().lines, 2);
    EXPECT_TRUE(trail.content().starts_with(before));
    EXPECT_THAT(trail.content(), HasSubstr("\"bytes_taken_away\":" + std::to_string(length - before.size())));
  }
  // Nothing but its break is missing: the line counts.
  trail.set_content(after.substr(0, after.size() - 1));
  EXPECT_THAT(trail.open().remarks, IsEmpty());
  EXPECT_EQ(trail.content(), after);
}

TEST(AuditTrail, MovesAsideAFileItCannotGoOnWith) {
  Trail trail;
  for (const char* damaged : {"dear diary\n", "{}\n"}) {
    trail.set_content(damaged);
    EXPECT_THAT(trail.open().remarks, ElementsAre(in_english(HasSubstr("was moved to"))));
    EXPECT_EQ(trail.verify().fault, AuditFault::none);
    EXPECT_EQ(trail.verify().lines, 1);
  }
  EXPECT_EQ(read_file(trail.path() + ".damaged"), "dear diary\n");
  EXPECT_EQ(read_file(trail.path() + ".damaged.2"), "{}\n");
}

TEST(AuditTrail, GoesOnBehindManyLines) {
  Trail trail;
  {
    const OpenedAuditTrail opened = trail.open();
    for (int i = 0; i < 4000; ++i) opened.trail->record(write_about("P1"));
  }
  ASSERT_GT(trail.content().size(), 1U << 20U) << "more than is read of the end";
  trail.record(decision());
  EXPECT_EQ(trail.verify().fault, AuditFault::none);
  EXPECT_EQ(trail.verify().lines, 4001);
  trail.set_content(trail.content() + "{\"n\":40");
  EXPECT_THAT(trail.open().remarks, ElementsAre(in_english(HasSubstr("broken off"))));
  EXPECT_EQ(trail.verify().lines, 4002);
}

TEST(AuditTrail, KeepsASecondWriterOut) {
  Trail trail;
  const OpenedAuditTrail first = trail.open();
  EXPECT_EQ(error_of([&] { trail.open(); }).kind(), ErrorKind::locked);
  first.trail->erase(std::vector{id("P1")});
  EXPECT_EQ(error_of([&] { trail.open(); }).kind(), ErrorKind::locked) << "also once the file was written anew";
}

TEST(AuditTrail, TakesBackAccessFromOthers) {
  Trail trail;
  trail.record(decision());
  std::filesystem::permissions(trail.path(), std::filesystem::perms{0644});
  trail.record(decision());
  EXPECT_EQ(mode_of(trail.path()), 0600U);
}

TEST(AuditTrail, StopsTheRunOnAFullDiskAndStaysSound) {
  Trail trail;
  trail.record(decision());
  const int code = run_in_child([&] {
    const OpenedAuditTrail opened = trail.open();
    std::signal(SIGXFSZ, SIG_IGN);
    const rlim_t room = std::filesystem::file_size(trail.path()) + 100;
    const rlimit tiny{room, room};
    if (setrlimit(RLIMIT_FSIZE, &tiny) != 0) return 2;
    return error_of([&] { opened.trail->record(write_about("P1")); }).kind() == ErrorKind::state ? 0 : 3;
  });
  EXPECT_EQ(code, 0);
  EXPECT_EQ(trail.verify().fault, AuditFault::none);
  EXPECT_EQ(trail.verify().lines, 1);
}

TEST(AuditTrail, IsNotMadeByLooking) {
  Trail trail;
  EXPECT_FALSE(trail.verify().exists);
  EXPECT_EQ(trail.verify().fault, AuditFault::none);
  EXPECT_EQ(trail.verify("abc").fault, AuditFault::head_missing) << "a trail that was removed";
  EXPECT_THAT(trail.about(id("P1")), IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(trail.path()));
}

}  // namespace
}  // namespace os2sync::test
