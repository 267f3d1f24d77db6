// SPDX-License-Identifier: MPL-2.0
/// The quarantine, the ledger and the audit trail in words.
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/wrap_text.hpp"
#include "render/audit_text.hpp"
#include "render/quarantine_text.hpp"
#include "render/state_text.hpp"
#include "support/builders.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kTime = 1'700'000'000;  // 2023-11-14 22:13 UTC

SetAside set_aside(RejectionCode code) {
  return {ObjectKind::user, id("P"), id("P.mo"), code, "Positions.Name", 3, kTime, kTime + 86'400, {}, false};
}

void expect_lines_within(const std::string& text, std::size_t width) {
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) EXPECT_LE(count_columns(line), width) << line;
}

TEST(RenderQuarantine, HasATextARemedyAndSomebodyForEveryReasonInBothLanguages) {
  for (int i = 0; i < kRejectionCodeCount; ++i) {
    const RejectionInfo& info = rejection_info(static_cast<RejectionCode>(i));
    EXPECT_EQ(info.code, static_cast<RejectionCode>(i));
    for (const Language language : {Language::english, Language::danish}) {
      const std::string text = render_quarantine({set_aside(info.code)}, language, 80);
      EXPECT_FALSE(info.text.in(language).empty());
      EXPECT_THAT(text,
                  AllOf(HasSubstr(id("P").to_string()), HasSubstr("Positions.Name: "),
                        HasSubstr(std::string{text_of(info.mender).in(language)}), HasSubstr("2023-11-14 23:13")));
      expect_lines_within(text, 80);
    }
    EXPECT_THAT(render_quarantine_json({set_aside(info.code)}), HasSubstr("\"" + std::string{info.name} + "\""));
  }
}

TEST(RenderQuarantine, SaysThatAnObjectIsTriedOnceMoreAndWhenThereIsNone) {
  SetAside object = set_aside(RejectionCode::text_too_long);
  EXPECT_THAT(render_quarantine({object}, Language::english, 80), Not(HasSubstr("once more")));
  object.retry = true;
  EXPECT_THAT(render_quarantine({object}, Language::english, 80), HasSubstr("once more"));
  EXPECT_EQ(render_quarantine({}, Language::danish, 80), "Intet er sat til side.\n");
}

TEST(RenderQuarantine, GivesProgramsOneObjectALine) {
  EXPECT_EQ(render_quarantine_ndjson({set_aside(RejectionCode::value_missing)}),
            R"({"type":"set_aside","kind":"user","uuid":")" + id("P").to_string() + R"(","source_uuid":")" +
                id("P.mo").to_string() +
                R"(","code":"value_missing","field":"Positions.Name","mender":"hr","attempts":3,)"
                R"("first_at":"2023-11-14T22:13:20Z","last_at":"2023-11-15T22:13:20Z","retry":false})"
                "\n");
}

StateFacts facts() {
  StateFacts facts;
  facts.path = "/var/lib/os2sync-export/ledger.db";
  facts.exists = facts.has_key = true;
  facts.integrity = "ok";
  facts.users = {1, 2, 3};
  facts.first_change = facts.last_change = kTime;
  facts.last_run = RunFacts{30, 300, kTime};
  return facts;
}

TEST(RenderState, TellsCountsAndAgesInBothLanguages) {
  const std::string english = render_state(facts(), kTime + 47 * 3600, Language::english);
  EXPECT_THAT(english, AllOf(HasSubstr("1 sent, 2 deleted, 3 set aside"), HasSubstr("47 h ago"), HasSubstr("in place"),
                             HasSubstr("30 units and 300 persons read")));
  EXPECT_THAT(render_state(facts(), kTime + 48 * 3600, Language::danish),
              AllOf(HasSubstr("1 sendt, 2 slettet, 3 sat til side"), HasSubstr("2 dage siden")));
  expect_lines_within(english, 80);
}

TEST(RenderState, TellsOfALostKeyADamageAndNoRun) {
  StateFacts worse = facts();
  worse.has_key = false;
  worse.integrity = "row 3 missing from index";
  worse.last_run.reset();
  EXPECT_THAT(render_state(worse, kTime, Language::english),
              AllOf(HasSubstr("missing; everything will be sent once more"), HasSubstr("row 3 missing"),
                    HasSubstr("none has ended well yet")));
  EXPECT_THAT(render_state_json(worse, kTime), AllOf(HasSubstr("\"has_key\": false"), HasSubstr("\"last_run\": null")));
  worse.exists = false;
  EXPECT_THAT(render_state(worse, kTime, Language::english), HasSubstr("there is no ledger yet"));
}

TEST(RenderForgotten, WarnsOnlyWhenFkOrgStillHoldsSomething) {
  LedgerEntry entry;
  entry.kind = ObjectKind::user;
  entry.deleted = true;
  ForgetResult result;
  result.forgotten.entries = {entry};
  EXPECT_THAT(render_forgotten(result, Language::english, 80),
              AllOf(HasSubstr("(deleted)"), Not(HasSubstr("FK-ORG still holds"))));
  result.forgotten.entries[0].deleted = false;
  result.dry_run = true;
  const std::string text = render_forgotten(result, Language::english, 80);
  EXPECT_THAT(text, AllOf(HasSubstr("would be forgotten"), HasSubstr("FK-ORG still holds")));
  expect_lines_within(text, 80);
}

TEST(RenderAudit, NamesEveryFaultInBothLanguages) {
  AuditVerdict verdict;
  verdict.exists = true;
  verdict.path = "/t";
  verdict.lines = 4;
  verdict.head = std::string(64, 'a');
  for (int fault = 0; fault <= static_cast<int>(AuditFault::head_missing); ++fault) {
    verdict.fault = static_cast<AuditFault>(fault);
    verdict.fault_line = fault > 0 && fault < 6 ? 5 : 0;
    EXPECT_NE(render_audit_verdict(verdict, Language::english, 80),
              render_audit_verdict(verdict, Language::danish, 80));
    EXPECT_THAT(render_audit_verdict_json(verdict), HasSubstr("\"" + std::string{name_of(verdict.fault)} + "\""));
    expect_lines_within(render_audit_verdict(verdict, Language::danish, 80), 80);
  }
  EXPECT_EQ(name_of(AuditFault::head_missing), "head_missing");
}

TEST(RenderAudit, ShowsAnEventInLinesThatFit) {
  const AuditRecord record{7,
                           "2023-11-14T22:13:20Z",
                           "write",
                           {{"kind", std::string{"user"}},
                            {"tries", std::int64_t{2}},
                            {"fields", std::vector<std::string>{"Email", "Positions"}}},
                           AuditSubject{id("P"), id("P.mo")}};
  const std::string text = render_audit_records({record}, Language::english, 80);
  EXPECT_THAT(text, HasSubstr("7 2023-11-14 23:13 write; kind user; tries 2; fields Email, Positions"));
  expect_lines_within(text, 80);
  EXPECT_THAT(render_audit_records({record}, Language::danish, 80),
              HasSubstr("7 2023-11-14 23:13 skrivning; slags bruger; tries 2; felter Email,"));
  EXPECT_THAT(render_audit_records_json({record}), HasSubstr(R"("at": "2023-11-14T22:13:20Z")"));
  EXPECT_THAT(render_audit_records_ndjson({record}),
              HasSubstr(R"("facts":{"kind":"user","tries":2,"fields":["Email","Positions"]}})"));
  EXPECT_THAT(render_audit_records({}, Language::danish, 80), HasSubstr("intet"));
}

TEST(RenderAudit, NamesEveryEventInDanish) {
  for (const std::string_view event :
       {audit::kRunStarted, audit::kRefused, audit::kPlanned, audit::kWithheld, audit::kHeldBack, audit::kWrite,
        audit::kFkAccount, audit::kRunEnded, audit::kApproved, audit::kRevoked, audit::kRetryAsked, audit::kDropped,
        audit::kErased, audit::kMended}) {
    const AuditRecord record{1, "2023-11-14T22:13:20Z", std::string{event}, {}, std::nullopt};
    EXPECT_NE(render_audit_records({record}, Language::danish, 80),
              render_audit_records({record}, Language::english, 80))
        << event;
  }
}

}  // namespace
}  // namespace os2sync
