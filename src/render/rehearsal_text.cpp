// SPDX-License-Identifier: MPL-2.0
#include "render/rehearsal_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/wrap_text.hpp"
#include "core/said.hpp"
#include "render/json_lines.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

struct AccidentText {
  std::string_view name;
  Text title;
};
constexpr std::array<AccidentText, kAccidentCount> kAccidents{{
    {"none", {"As it is, without an accident", "Som det er, uden noget uheld"}},
    {"source_empty", {"OS2MO answers, but is empty", "OS2MO svarer, men er tom"}},
    {"half", {"Half of the organisation is missing in OS2MO", "Halvdelen af organisationen mangler i OS2MO"}},
    {"wrong_root", {"The top unit is set to another unit", "Topenheden er sat til en anden enhed"}},
    {"ad_gone",
     {"All IT accounts with FK uuids and user names are gone", "Alle it-konti med FK-uuid'er og brugernavne er væk"}},
    {"settings_typo", {"A typo in a setting", "En tastefejl i en indstilling"}},
}};

constexpr Text kRows{"damage: {} units, {} persons and {} IT accounts gone",
                     "skade: {} enheder, {} personer og {} it-konti væk"};
constexpr Text kSetting{"damage: {} is {} instead of {}", "skade: {} er {} i stedet for {}"};
constexpr Text kNotPossible{"cannot happen here: there is nothing that could be damaged so",
                            "kan ikke ske her: der er intet, der kan blive skadet sådan"};
constexpr Text kStopped{"STOPPED before the first write: {}", "STANDSET før første skrivning: {}"};
constexpr Text kNothing{"nothing would be sent", "intet ville blive sendt"};
constexpr Text kThrough{"WOULD GO THROUGH: {}", "VILLE GÅ IGENNEM: {}"};
constexpr Text kCounts{"{} units ({} new, {} changed, {} deleted), {} users ({} new, {} changed, {} deleted)",
                       "{} enheder ({} nye, {} ændrede, {} slettede), {} brugere ({} nye, {} ændrede, {} slettede)"};
constexpr Text kWithheld{"{} {} not sent: {}", "{} {} ikke sendt: {}"};
constexpr Text kHeld{"left alone, unfit record: {} units, {} users",
                     "urørt, registrering kan ikke bruges: {} enheder, {} brugere"};
constexpr Text kExit{"sync would end with exit code {}", "sync ville slutte med kode {}"};
constexpr std::array<Text, 2> kChanges{{{"unit changes", "enhedsændringer"}, {"user changes", "brugerændringer"}}};

const AccidentText& row(Accident accident) { return kAccidents[static_cast<std::size_t>(accident)]; }

std::size_t sent(const ObjectCounts& counts) { return counts.create + counts.update + counts.remove; }

class VerdictWriter {
 public:
  VerdictWriter(Language language, std::size_t width) : language_{language}, width_{width} {}

  void write(const Verdict& verdict) {
    if (!out_.empty()) out_ += "\n";
    add("", row(verdict.accident).title.in(language_));
    if (!verdict.damage) return add("  ", kNotPossible.in(language_));
    write_damage(*verdict.damage);
    if (verdict.stop) say(kStopped, verdict.stop->why.in(language_));
    if (verdict.plan != nullptr) write_plan(*verdict.plan);
    say(kExit, verdict.exit_code);
  }
  std::string take() { return std::move(out_); }

 private:
  void write_damage(const Damage& damage) {
    if (damage.units + damage.persons + damage.accounts > 0) say(kRows, damage.units, damage.persons, damage.accounts);
    if (!damage.setting.empty()) say(kSetting, damage.setting, damage.became, damage.was);
  }

  void write_plan(const Plan& plan) {
    const ObjectCounts& units = plan.units;
    const ObjectCounts& users = plan.users;
    for (const ObjectKind kind : {ObjectKind::unit, ObjectKind::user}) {
      for (std::size_t i = 0; i < kWithheldReasonCount; ++i) write_withheld(plan, kind, static_cast<WithheldReason>(i));
    }
    if (units.held + users.held > 0) say(kHeld, units.held, users.held);
    if (plan.empty()) return add("  ", kNothing.in(language_));
    say(kThrough, fill_in(language_, kCounts, sent(units), units.create, units.update, units.remove, sent(users),
                          users.create, users.update, users.remove));
  }

  void write_withheld(const Plan& plan, ObjectKind kind, WithheldReason reason) {
    const auto count = std::count_if(plan.withheld.begin(), plan.withheld.end(), [&](const Withheld& withheld) {
      return withheld.change.kind == kind && withheld.reason == reason;
    });
    if (count == 0) return;
    say(kWithheld, count, kChanges[static_cast<std::size_t>(kind)].in(language_), text_of(reason).in(language_));
  }

  template <typename... Args>
  void say(Text text, const Args&... args) {
    add("  ", fill_in(language_, text, args...));
  }
  void add(std::string_view indent, std::string_view text) {
    for (const std::string& line : wrap_text(text, width_ - indent.size())) out_ += fmt::format("{}{}\n", indent, line);
  }

  const Language language_;
  const std::size_t width_;
  std::string out_;
};

ordered_json texts_of(const std::vector<Uuid>& uuids) {
  ordered_json list = ordered_json::array();
  for (const Uuid& uuid : uuids) list.push_back(uuid.to_string());
  return list;
}

ordered_json json_of(const Damage& damage) {
  ordered_json json{{"units", damage.units}, {"persons", damage.persons}, {"accounts", damage.accounts}};
  if (!damage.branches.empty()) json["branches"] = texts_of(damage.branches);
  if (!damage.it_systems.empty()) json["it_systems"] = texts_of(damage.it_systems);
  if (!damage.setting.empty()) {
    json["setting"] = damage.setting;
    json["was"] = ordered_json::parse(damage.was);
    json["became"] = ordered_json::parse(damage.became);
  }
  return json;
}

std::string_view stopped_by(ErrorKind kind) {
  if (kind == ErrorKind::refused) return "guard";
  return kind == ErrorKind::settings ? "settings" : "reading";
}

/// All but the plan's objects.
ordered_json verdict_json(const Verdict& verdict) {
  ordered_json json{{"accident", name_of(verdict.accident)}};
  json["damage"] = verdict.damage ? json_of(*verdict.damage) : ordered_json{};
  json["stopped"] = nullptr;
  if (verdict.stop) json["stopped"] = {{"by", stopped_by(verdict.stop->kind)}, {"why", verdict.stop->why.english}};
  json["counts"] = nullptr;
  if (verdict.plan != nullptr) {
    json["counts"] = {{"units", json_of(verdict.plan->units)}, {"users", json_of(verdict.plan->users)}};
  }
  json["exit_code"] = verdict.exit_code;
  return json;
}

}  // namespace

std::string_view name_of(Accident accident) noexcept { return row(accident).name; }

std::string render_verdicts(const std::vector<Verdict>& verdicts, Language language, std::size_t width) {
  VerdictWriter writer{language, width};
  for (const Verdict& verdict : verdicts) writer.write(verdict);
  return writer.take();
}

std::string render_verdicts_json(const std::vector<Verdict>& verdicts) {
  ordered_json document{{"format_version", kFormatVersion}, {"type", "rehearsals"}};
  document["rehearsals"] = ordered_json::array();
  for (const Verdict& verdict : verdicts) {
    ordered_json json = verdict_json(verdict);
    if (verdict.plan != nullptr) json["plan"] = ordered_json::parse(render_plan_json(*verdict.plan, *verdict.wanted));
    document["rehearsals"].push_back(std::move(json));
  }
  return document.dump() + "\n";
}

std::string render_verdicts_ndjson(const std::vector<Verdict>& verdicts, std::string_view program_version) {
  std::string out = version_line(program_version);
  for (const Verdict& verdict : verdicts) {
    if (verdict.plan != nullptr) out += render_plan_lines(*verdict.plan, *verdict.wanted, {});
    out += line_of("rehearsal", verdict_json(verdict));
  }
  return out;
}

}  // namespace os2sync
