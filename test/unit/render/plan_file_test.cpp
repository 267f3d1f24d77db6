// SPDX-License-Identifier: MPL-2.0
#include "render/plan_file.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "render/stale_plan.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const CountingDigester kDigester;

PlanBasis basis() {
  PlanBasis basis;
  basis.program = "1.2.3";
  basis.cvr = "12345678";
  basis.top_unit = id("TOP.mo");
  basis.ledger_key = identify_key(kDigester);
  basis.settings["os2sync.autowash"] = digest_setting("os2sync.autowash", "true", kDigester);
  return basis;
}

/// A new unit, a changed user, a user to be deleted, a withheld unit and a finding.
struct Example {
  Wanted wanted = wanted_with({unit("U1", "TOP")}, {user("P1")});
  Plan plan;
  Example() {
    Wanted before = wanted_with({unit("GONE", "TOP")}, {user("P1"), user("P2")});
    before.users[0].name = "Somebody Else";
    PlanRules rules = lenient_rules();
    rules.autowash = false;
    plan = plan_of(wanted, ledger_of(before), rules);
    wanted.users[0].cpr = Cpr::parse("0101011234");
    wanted.findings.push_back({FindingCode::text_cut, ObjectKind::user, id("P1.mo"), "Email"});
  }
  std::string file(bool values = false) const { return render_plan_file(plan, wanted, basis(), kDigester, values); }
};

PlanFile read(const std::string& text, const PlanBasis& ours = basis()) {
  return std::get<PlanFile>(read_plan_file(text, ours, kDigester));
}
PlanFileFault fault_of(const std::string& text, const PlanBasis& ours = basis()) {
  return std::get<PlanFileFault>(read_plan_file(text, ours, kDigester));
}

/// The file with something exchanged, and a hash that fits again.
std::string forge(std::string text, const std::string& what, const std::string& by) {
  text.replace(text.find(what), what.size(), by);
  const std::string lines = text.substr(0, text.rfind("{\"type\":\"plan_hash\""));
  std::string hex;
  for (const std::uint8_t byte : kDigester.digest("plan file\n" + lines).bytes) {
    hex += "0123456789abcdef"[byte / 16];
    hex += "0123456789abcdef"[byte % 16];
  }
  return lines + R"({"type":"plan_hash","hash":")" + hex + "\"}\n";
}

TEST(PlanFile, IsReadBackAsThePlanItWasMadeOf) {
  const Example example;
  const PlanFile file = read(example.file());
  EXPECT_EQ(file.objects, objects_of(example.plan));
  EXPECT_EQ(file.objects.size(), 4U);
  EXPECT_EQ(file.basis, basis());
  EXPECT_FALSE(file.values);
  EXPECT_THAT(file.remarks, ElementsAre(HasSubstr("text_cut")));
}

TEST(PlanFile, IsOneObjectALineBeginningWithItsVersionAndEndingWithItsHash) {
  const std::string text = Example{}.file();
  std::istringstream lines{text};
  std::vector<std::string> types;
  for (std::string line; std::getline(lines, line);) types.push_back(nlohmann::json::parse(line).at("type"));
  EXPECT_THAT(types, ElementsAre("version", "plan_basis", "planned_change", "planned_change", "planned_change",
                                 "withheld_change", "diagnostic", "change_summary", "plan_hash"));
  EXPECT_EQ(hash_of_plan_file(text).size(), 32U);
  EXPECT_THAT(text, HasSubstr(R"("hash":")" + std::string{hash_of_plan_file(text)} + '"'));
}

TEST(PlanFile, HoldsNoValuesUnlessAskedForAndNoCprEvenThen) {
  Example example;
  example.wanted.users[0].name = "Anna 010101-1234";
  example.plan = plan_of(example.wanted, {});
  EXPECT_THAT(example.file(false), Not(HasSubstr("Anna")));
  const std::string shown = example.file(true);
  EXPECT_THAT(shown, HasSubstr(R"("Person.Name":"Anna [cpr]")"));
  EXPECT_THAT(shown, HasSubstr(R"("Person.Cpr":"[cpr]")"));
  EXPECT_THAT(shown, Not(HasSubstr("1234\"")));
  EXPECT_TRUE(read(shown).values);
}

TEST(PlanFile, IsRefusedWhenAnyByteOfItIsAnother) {
  const std::string text = Example{}.file();
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char other : {'0', '\n', ' '}) {
      std::string changed = text;
      if (changed[i] == other) continue;
      changed[i] = other;
      EXPECT_TRUE(std::holds_alternative<PlanFileFault>(read_plan_file(changed, basis(), kDigester))) << i << other;
    }
  }
}

TEST(PlanFile, IsRefusedWhereverItIsCutOff) {
  const std::string text = Example{}.file();
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto result = read_plan_file(text.substr(0, length), basis(), kDigester);
    ASSERT_TRUE(std::holds_alternative<PlanFileFault>(result)) << length;
    const bool first_line_whole = length >= text.find('\n');
    EXPECT_EQ(std::get<PlanFileFault>(result), first_line_whole ? PlanFileFault::truncated : PlanFileFault::no_plan)
        << length;
  }
}

TEST(PlanFile, IsRefusedWithALineLeftOutOrAddedOrMoved) {
  const std::string text = Example{}.file();
  const std::size_t third = text.find("{\"type\":\"planned_change\"");
  const std::size_t fourth = text.find("{\"type\":\"planned_change\"", third + 1);
  const std::string line = text.substr(third, fourth - third);
  EXPECT_EQ(fault_of(std::string{text}.erase(third, line.size())), PlanFileFault::altered);
  EXPECT_EQ(fault_of(std::string{text}.insert(third, line)), PlanFileFault::altered);
  EXPECT_EQ(fault_of(text + text), PlanFileFault::altered);
}

TEST(PlanFile, IsRefusedWithNonsenseInItThatTheHashFits) {
  const std::string text = Example{}.file();
  EXPECT_EQ(fault_of(forge(text, R"("action":"create")", R"("action":"ignore")")), PlanFileFault::altered);
  EXPECT_EQ(fault_of(forge(text, R"("kind":"unit")", R"("kind":7)")), PlanFileFault::altered);
  EXPECT_EQ(fault_of(forge(text, R"("digest":")", R"("digest":"x)")), PlanFileFault::altered);
  EXPECT_EQ(fault_of(forge(text, R"("field":"Name")", R"("field":"Nome")")), PlanFileFault::altered);
  EXPECT_TRUE(std::holds_alternative<PlanFile>(read_plan_file(forge(text, "", ""), basis(), kDigester)));
}

TEST(PlanFile, IsRefusedForAnotherFormatProgramMunicipalityTopUnitOrLedger) {
  const std::string text = Example{}.file();
  EXPECT_EQ(fault_of(forge(text, R"("format_version":1)", R"("format_version":2)")), PlanFileFault::other_format);
  const auto asked_by = [&](auto change) {
    PlanBasis ours = basis();
    change(ours);
    return fault_of(text, ours);
  };
  EXPECT_EQ(asked_by([](PlanBasis& ours) { ours.program = "1.2.4"; }), PlanFileFault::other_program);
  EXPECT_EQ(asked_by([](PlanBasis& ours) { ours.cvr = "87654321"; }), PlanFileFault::other_municipality);
  EXPECT_EQ(asked_by([](PlanBasis& ours) { ours.top_unit = id("U1"); }), PlanFileFault::other_municipality);
  EXPECT_EQ(asked_by([](PlanBasis& ours) { ours.ledger_key.bytes[0] ^= 1U; }), PlanFileFault::other_ledger);
}

TEST(PlanFile, IsNotJustAnythingThatIsJson) {
  EXPECT_EQ(fault_of(""), PlanFileFault::no_plan);
  EXPECT_EQ(fault_of("hello\n"), PlanFileFault::no_plan);
  EXPECT_EQ(fault_of("[]\n"), PlanFileFault::no_plan);
  EXPECT_EQ(fault_of("{\"type\":\"version\"}\n"), PlanFileFault::no_plan);
  EXPECT_EQ(fault_of("{\"type\":3,\"format_version\":1}\n"), PlanFileFault::no_plan);
}

TEST(PlanFile, EveryFaultHasItsWordsInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(PlanFileFault::altered); ++i) {
    const auto fault = static_cast<PlanFileFault>(i);
    EXPECT_THAT(std::string{describe(fault).english}, HasSubstr("plan"));
    EXPECT_THAT(std::string{describe(fault).danish}, HasSubstr("plan"));
    EXPECT_NE(std::string{describe(fault).english}, std::string{describe(fault).danish});
  }
}

/// What `compare_with_now` says when the plan of now is that of `now`, on this basis.
StalePlan compare(const Example& then, const Example& now, const PlanBasis& basis_now) {
  const std::string text = render_plan_file(now.plan, now.wanted, basis_now, kDigester, false);
  return compare_with_now(read(then.file()), text, basis_now, now.plan);
}

TEST(CompareWithNow, NamesObjectsThatCameWentOrChanged) {
  Example now;
  now.plan.waves.pop_back();                                   // P2 is not deleted any more
  now.plan.waves[0].changes[0].after.digest.bytes[0] ^= 1U;    // U1 has another payload
  now.plan.withheld[0].change.reason = Reason::uuid_replaced;  // GONE for another reason
  const StalePlan stale = compare({}, now, basis());
  ASSERT_EQ(stale.differences.size(), 3U);
  const std::string text = render_stale_plan(stale, Language::english, 80, 5);
  EXPECT_THAT(text, HasSubstr("1 only in the old plan:\n  - user " + id("P2").to_string()));
  EXPECT_THAT(text, HasSubstr("1 with other content:\n  ~ unit " + id("U1").to_string()));
  EXPECT_THAT(text, HasSubstr("1 for another reason:\n  ~ unit " + id("GONE").to_string()));
  EXPECT_THAT(text, Not(HasSubstr("settings")));
  EXPECT_THAT(text, Not(HasSubstr("ledger")));
}

TEST(CompareWithNow, NamesSettingsLedgerAndRemarks) {
  PlanBasis now = basis();
  now.settings["os2sync.xfer_cpr"] = digest_setting("os2sync.xfer_cpr", "true", kDigester);
  now.ledger.bytes[0] ^= 1U;
  StalePlan stale = compare({}, {}, now);
  EXPECT_THAT(stale.settings, ElementsAre("os2sync.xfer_cpr"));
  EXPECT_TRUE(stale.ledger);
  EXPECT_FALSE(stale.remarks);
  EXPECT_THAT(render_stale_plan(stale, Language::danish, 80, 5), HasSubstr("hovedbogen"));

  Example other;
  other.wanted.findings.clear();
  stale = compare({}, other, basis());
  EXPECT_TRUE(stale.remarks);
  EXPECT_FALSE(stale.ledger);
}

TEST(CompareWithNow, AlwaysSaysSomething) {
  Example other;
  ++other.plan.users.unchanged;
  const StalePlan stale = compare({}, other, basis());
  EXPECT_TRUE(stale.remarks);
  const auto json = nlohmann::json::parse(render_stale_plan_json(stale));
  EXPECT_EQ(json.at("exit_code"), 5);
  EXPECT_EQ(json.at("remarks_changed"), true);
}

}  // namespace
}  // namespace os2sync::test
