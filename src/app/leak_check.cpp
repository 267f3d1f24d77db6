// SPDX-License-Identifier: MPL-2.0
#include "app/leak_check.hpp"

#include <algorithm>
#include <array>

#include "app/test_town.hpp"
#include "config/setting_error.hpp"
#include "core/error.hpp"
#include "plan/plan.hpp"
#include "render/explanation.hpp"
#include "render/field_text.hpp"
#include "render/finding_text.hpp"
#include "render/plan_json.hpp"
#include "render/plan_text.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

/// TestTown's people have it; nobody else does.
constexpr std::string_view kCanary = "0101010000";
constexpr std::array<std::string_view, 2> kSpellings{kCanary, "010101-0000"};
constexpr std::string_view kMark = "leak-check";

/// As a CPR number stands in a bare log line, in a server's answer, in SQL Server's complaint, in an address, behind an
/// escape and in an exception.
constexpr std::array<std::string_view, 6> kSentences{
    "{0} person {1} refused\n",
    R"({0} {{"Person":{{"Cpr":"{1}","Name":"x"}}}})"
    "\n",
    "{0} String or binary data would be truncated, column 'cpr', value: '{1}'.\n",
    "{0} http://localhost/api/user?cpr={1}&x=%20{1}\n",
    "{0} <p>\\n{1}</p>\n",
    "{0} os2sync-export: cpr{1}\n"};

bool holds_canary(std::string_view bytes) {
  return std::ranges::any_of(kSpellings,
                             [&](std::string_view spelling) { return bytes.find(spelling) != std::string_view::npos; });
}

constexpr Text kLeaks{"a CPR number comes out; do not use this build, and report it as SECURITY.md says",
                      "et CPR-nummer slipper ud; brug ikke denne udgave, og anmeld det, som SECURITY.md beskriver"};

class LeakCheck {
 public:
  LeakCheck(const LeakTools& tools, Language language) : tools_{tools}, language_{language} {}

  std::vector<Check> check() {
    check_outlet("leak.terminal", {"Messages on a terminal", "Meddelelser på en terminal"},
                 Outlet::message_on_terminal);
    check_outlet("leak.log", {"Messages in a log", "Meddelelser i en log"}, Outlet::message_in_log);
    check_outlet("leak.errors", {"Errors that end a run", "Fejl, der afslutter en kørsel"}, Outlet::words);
    check_outlet("leak.results", {"Results", "Resultater"}, Outlet::result);
    check_outlet("leak.files", {"Report files", "Rapportfiler"}, Outlet::file);
    map_person();
    check_texts();
    check_ledger();
    check_memory();
    return std::move(checks_);
  }

 private:
  Check& begin(std::string id, Text title) {
    Check& check = checks_.emplace_back();
    check.id = std::move(id);
    check.title = title.in(language_);
    return check;
  }

  void judge(Check& check, bool leaks) {
    if (leaks) check.faults.emplace_back(kLeaks.in(language_));
  }

  void check_outlet(std::string id, Text title, Outlet outlet) {
    Check& check = begin(std::move(id), title);
    std::string seen;
    std::size_t sent = 0;
    for (const std::string_view sentence : kSentences) {
      for (const std::string_view spelling : kSpellings) {
        seen += tools_.pass_through(outlet, fmt::format(fmt::runtime(sentence), kMark, spelling));
        ++sent;
      }
    }
    // An outlet that lets nothing out proves nothing.
    std::size_t arrived = 0;
    for (std::size_t at = seen.find(kMark); at != std::string::npos; at = seen.find(kMark, at + 1)) ++arrived;
    constexpr Text kSilent{"{} of {} test lines came out; the check proves nothing",
                           "{} af {} testlinjer kom ud; kontrollen beviser intet"};
    if (arrived < sent) check.faults.push_back(fill_in(language_, kSilent, arrived, sent));
    judge(check, holds_canary(seen));
    constexpr Text kTried{"{} lines with an invented number", "{} linjer med et opdigtet nummer"};
    check.detail = fill_in(language_, kTried, sent);
  }

  /// One invented person, whose number is to be sent.
  void map_person() {
    MappingTest test;
    test.person.name = std::string{kMark};
    test.person.has_cpr = true;
    test.person.engagements.emplace_back().title = "x";
    Rules rules;
    rules.xfer_cpr = true;
    rules.top_unit = *Uuid::parse("00000000-0000-4000-8000-000000000001");
    const TestTown town{test, rules};
    explanation_.source = town.subject();
    explanation_.kind = ObjectKind::user;
    explanation_.in_source = true;
    Trace trace{town.subject()};
    wanted_ = map_snapshot(town.rows(), rules, &trace);
    explanation_.steps = trace.steps();
    explanation_.findings = wanted_.findings;
    if (wanted_.users.empty() || !wanted_.users.front().cpr)
      throw Error{ErrorKind::unexpected, Text{"the leak check's person was not mapped; please report it",
                                              "lækagekontrollens person blev ikke dannet; meld det gerne"}};
  }

  /// What the rules, the plan and the explanation say is free of CPR numbers before any filter sees it.
  void check_texts() {
    Check& check = begin("leak.texts", {"Texts of rules and plans", "Reglernes og planens tekster"});
    judge(check, holds_canary(write_texts()));
    constexpr Text kDetail{"an invented person mapped, planned and explained, before any filter",
                           "en opdigtet person dannet, planlagt og forklaret, før noget filter"};
    check.detail = kDetail.in(language_);
  }

  std::string write_texts() {
    const WantedUser& user = wanted_.users.front();
    ExplainedObject object;
    object.uuid = user.uuid;
    object.payload = render_payload_json(user);
    explanation_.objects = {object};
    std::string texts = render_explanation(explanation_, language_) + render_explanation_json(explanation_, language_);
    for (const Finding& finding : wanted_.findings) texts += render_finding(finding, language_);
    for (const Field& field : fields_of(user)) texts += render_value(field.value);
    tools_.write_ledger([&](Ledger& ledger, const Digester& digester) {
      const Plan plan = plan_changes(wanted_, ledger.load(), digester, {});
      texts += render_plan(plan, wanted_, {}) + render_plan_json(plan, wanted_);
    });
    return texts;
  }

  void check_ledger() {
    Check& check = begin("leak.ledger", {"Ledger", "Hovedbog"});
    std::size_t recorded = 0;
    const std::string bytes = tools_.write_ledger([&](Ledger& ledger, const Digester& digester) {
      for (const Wave& wave : plan_changes(wanted_, {}, digester, {}).waves) {
        for (const Change& change : wave.changes) {
          ledger.record({&change.after, 1});
          ++recorded;
        }
      }
    });
    const std::string_view uuid{reinterpret_cast<const char*>(wanted_.users.front().uuid.bytes().data()), 16};
    if (bytes.find(uuid) == std::string::npos) {
      constexpr Text kEmpty{"the object is not in its files; the check proves nothing",
                            "objektet står ikke i dens filer; kontrollen beviser intet"};
      check.faults.emplace_back(kEmpty.in(language_));
    }
    judge(check, holds_canary(bytes));
    constexpr Text kDetail{"{} objects in {} bytes", "{} objekter i {} bytes"};
    check.detail = fill_in(language_, kDetail, recorded, bytes.size());
  }

  void check_memory() {
    Check& check = begin("leak.memory", {"Memory of the process", "Processens hukommelse"});
    constexpr Text kPrivate{"no core dumps", "ingen core dumps"};
    constexpr Text kOpen{"the system may write it to disk (core dump); start the program another way",
                         "systemet kan skrive den til disk (core dump); start programmet på en anden måde"};
    if (tools_.is_memory_private()) {
      check.detail = kPrivate.in(language_);
    } else {
      check.faults.emplace_back(kOpen.in(language_));
    }
  }

  const LeakTools& tools_;
  const Language language_;
  std::vector<Check> checks_;
  Explanation explanation_;
  Wanted wanted_;
};

}  // namespace

std::vector<Check> check_leaks(const LeakTools& tools, Language language) { return LeakCheck{tools, language}.check(); }

}  // namespace os2sync
