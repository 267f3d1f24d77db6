// SPDX-License-Identifier: MPL-2.0
#include "render/plan_text.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "config/wrap_text.hpp"
#include "render/field_text.hpp"
#include "render/names.hpp"
#include "render/quarantine_text.hpp"
#include "render/time_text.hpp"
#include "render/undrawn.hpp"
#include "render/withheld_text.hpp"

namespace os2sync {
namespace {

constexpr Text kNothing{"Nothing to send.\n", "Intet at sende.\n"};
constexpr Text kNothingNew{"Nothing to send: FK-ORG was sent all of this before.\n",
                           "Intet at sende: FK-ORG har fået det hele før.\n"};
constexpr Text kMore{"… and {} more objects\n", "… og {} objekter mere\n"};
constexpr Text kWithheldHead{"Not carried out:\n", "Udføres ikke:\n"};
constexpr Text kSetAsideHead{"Set aside, refused before with the same content:\n",
                             "Sat til side, afvist før med samme indhold:\n"};
constexpr Text kSince{"since {}", "siden {}"};
constexpr Text kCounts{"{:<6} {:>6} wanted: {} new, {} changed, {} to delete, {} unchanged\n",
                       "{:<6} {:>6} ønsket: {} nye, {} ændrede, {} at slette, {} uændrede\n"};
constexpr Text kCountsHeld{"       {} left alone (unfit record)\n", "       {} urørt (registrering kan ikke bruges)\n"};
constexpr Text kCountsWithheld{"       {} changes not carried out\n", "       {} ændringer ikke udført\n"};
constexpr Text kCountsSetAside{"       {} set aside (see quarantine)\n", "       {} sat til side (se quarantine)\n"};
constexpr Text kTheirs{"Left to others (os2sync.field_ownership): {}",
                       "Overladt til andre (os2sync.field_ownership): {}"};
constexpr Text kIfEmpty{"Sent only while FK-ORG holds nothing there: {}",
                        "Sendes kun, så længe FK-ORG intet har dér: {}"};
constexpr Text kIfEmptyMark{" (only if empty in FK-ORG)", " (kun hvis tomt i FK-ORG)"};
constexpr Text kAccountMade{"FK-ORG account {} in OS2MO, for person {}", "FK-ORG-konto {} i OS2MO, til person {}"};
constexpr Text kHasNone{"the account with ObjectGUID {} has none", "kontoen med ObjectGUID {} har ingen"};
constexpr Text kAdopted{"FK-ORG knows the person by this uuid already",
                        "FK-ORG kender allerede personen under dette uuid"};
constexpr Text kAccountGone{"the account it belongs to is gone", "den konto, den hører til, er væk"};
constexpr Text kWrites{"OS2MO: {} FK-ORG accounts to make, {} to end\n",
                       "OS2MO: {} FK-ORG-konti at oprette, {} at afslutte\n"};
constexpr Text kWritesWithheld{
    "       {} not ended: more than the guard allows, or deletions are held back\n",
    "       {} afsluttes ikke: flere, end grænsen tillader, eller sletninger holdes tilbage\n"};
constexpr Text kUnits{"units", "enheder"};
constexpr Text kUsers{"users", "brugere"};

char mark_of(Action action) {
  switch (action) {
    case Action::create: return '+';
    case Action::update: return '~';
    case Action::remove: return '-';
  }
  return '?';
}
char mark_of(FieldChangeKind kind) {
  switch (kind) {
    case FieldChangeKind::added: return '+';
    case FieldChangeKind::changed: return '~';
    case FieldChangeKind::removed: return '-';
  }
  return '?';
}
std::string_view colour_of(char mark) {
  switch (mark) {
    case '+': return "\x1b[32m";
    case '~': return "\x1b[33m";
    case '-': return "\x1b[31m";
    default: return "\x1b[2m";
  }
}

/// Writes one plan; keeps the options at hand.
class PlanWriter {
 public:
  PlanWriter(const Wanted& wanted, const PlanTextOptions& options) : wanted_{wanted}, options_{options} {}

  void write_change(const Change& change) {
    line(mark_of(change.action), 0,
         fmt::format("{} {}{}", text_of(change.kind).in(options_.language), change.uuid, title_of(change)));
    line('.', 4, text_of(change.reason).in(options_.language));
    if (change.action == Action::remove) return;
    const FkFields old = options_.old_fields ? options_.old_fields(change) : FkFields{};
    if (change.kind == ObjectKind::unit) {
      write_fields(change, wanted_.units[change.wanted_index], old);
    } else {
      write_fields(change, wanted_.users[change.wanted_index], old);
    }
  }

  void write_account(const NewFkAccount& account) {
    line('+', 0, say(kAccountMade, account.fk_uuid, account.person));
    line('.', 4, account.adopted ? say(kAdopted) : say(kHasNone, account.guid));
  }

  void write_account(const EndedFkAccount& account, char mark = '-') {
    line(mark, 0, say(kAccountMade, account.fk_uuid, account.person));
    line('.', 4, mark == '-' ? say(kAccountGone) : std::string{text_of(WithheldReason::guard).in(options_.language)});
  }

  void write_withheld(const Withheld& withheld) {
    const Change& change = withheld.change;
    line('.', 0, fmt::format("{} {}{}", text_of(change.kind).in(options_.language), change.uuid, title_of(change)));
    line('.', 4, text_of(withheld.reason).in(options_.language));
    if (withheld.since == 0) return;
    line('.', 4, fmt::format(fmt::runtime(kSince.in(options_.language)), time_for_people(withheld.since)));
  }

  void write_set_aside(const Change& change, const SetAside& object) {
    line('.', 0, fmt::format("{} {}{}", text_of(change.kind).in(options_.language), change.uuid, title_of(change)));
    const std::size_t width = options_.width > 28 ? options_.width - 8 : 20;
    for (const std::string& text :
         {describe_refusal(object, options_.language), describe_remedy(object, options_.language)}) {
      char mark = '.';
      for (const std::string& part : wrap_text(text, width)) line(std::exchange(mark, ' '), 4, part);
    }
  }

  void write(std::string_view text) { out_ += text; }
  std::string take() { return std::move(out_); }

 private:
  template <typename... Values>
  std::string say(const Text& text, const Values&... values) const {
    return fmt::format(fmt::runtime(text.in(options_.language)), values...);
  }

  std::string title_of(const Change& change) const {
    if (change.action == Action::remove) return {};
    const std::string& name = change.kind == ObjectKind::unit ? wanted_.units[change.wanted_index].name
                                                              : wanted_.users[change.wanted_index].name;
    return fmt::format(" \"{}\"", name);
  }

  template <typename Object>
  void write_fields(const Change& change, const Object& object, const FkFields& old) {
    const std::vector<Field> fields = fields_of(object);
    for (const FieldChange& field_change : change.fields) {
      const bool if_empty = object.owners.fill_if_empty[bit_of(field_change.field)];
      write_field(field_change, fields, old, if_empty ? kIfEmptyMark.in(options_.language) : "");
    }
  }

  void write_field(const FieldChange& change, const std::vector<Field>& fields, const FkFields& old,
                   std::string_view remark) {
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == change.field; });
    const std::string now = field == fields.end() ? "-" : render_value(field->value);
    const std::string_view name = field_name(change.field);
    const auto before = old.find(name);
    const std::string arrow = before == old.end() ? "" : render_value(before->second) + " → ";
    line(mark_of(change.kind), 4, fmt::format("{}: {}{}{}", name, arrow, now, remark));
  }

  void line(char mark, std::size_t indent, std::string_view text) {
    const std::string body = fit(text, options_.width > indent + 4 ? options_.width - indent - 2 : 20);
    if (options_.colour) {
      out_ += fmt::format("{:{}}{}{} {}\x1b[0m\n", "", indent, colour_of(mark), mark, body);
    } else {
      out_ += fmt::format("{:{}}{} {}\n", "", indent, mark, body);
    }
  }

  const Wanted& wanted_;
  const PlanTextOptions& options_;
  std::string out_;
};

std::string render_counts_of(std::string_view name, const ObjectCounts& counts, Language language) {
  std::string line = fmt::format(fmt::runtime(kCounts.in(language)), name, counts.wanted, counts.create, counts.update,
                                 counts.remove, counts.unchanged);
  if (counts.held > 0) line += fmt::format(fmt::runtime(kCountsHeld.in(language)), counts.held);
  if (counts.withheld > 0) line += fmt::format(fmt::runtime(kCountsWithheld.in(language)), counts.withheld);
  if (counts.set_aside > 0) line += fmt::format(fmt::runtime(kCountsSetAside.in(language)), counts.set_aside);
  return line;
}

void collect_names(std::string_view prefix, const FieldSet& set, std::string& out) {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (set[i]) out += fmt::format("{}{}{}", out.empty() ? "" : ", ", prefix, field_name(static_cast<FieldId>(i)));
  }
}

/// Which fields are not simply ours; the same for all objects of a kind.
std::string render_owners(const Wanted& wanted, const PlanTextOptions& options) {
  std::string theirs;
  std::string if_empty;
  if (!wanted.units.empty()) {
    collect_names("Unit.", wanted.units.front().owners.theirs, theirs);
    collect_names("Unit.", wanted.units.front().owners.fill_if_empty, if_empty);
  }
  if (!wanted.users.empty()) {
    collect_names("User.", wanted.users.front().owners.theirs, theirs);
    collect_names("User.", wanted.users.front().owners.fill_if_empty, if_empty);
  }
  std::string out;
  const auto add = [&](const Text& text, const std::string& names) {
    if (names.empty()) return;
    const std::string line = fmt::format(fmt::runtime(text.in(options.language)), names);
    for (const std::string& part : wrap_text(line, options.width)) out += part + "\n";
  };
  add(kTheirs, theirs);
  add(kIfEmpty, if_empty);
  return out;
}

/// Of what the rules make nothing of, nothing was sent before either.
const Text& why_nothing(const Plan& plan, const PlanTextOptions& options) {
  if (options.nothing) return *options.nothing;
  return plan.units.unchanged + plan.users.unchanged > 0 ? kNothingNew : kNothing;
}

}  // namespace

std::string render_counts(const Plan& plan, Language language) {
  std::string out = render_counts_of(kUnits.in(language), plan.units, language) +
                    render_counts_of(kUsers.in(language), plan.users, language);
  const FkAccountPlan& accounts = plan.fk_accounts;
  if (accounts.empty() && accounts.withheld.empty()) return out;
  out += fmt::format(fmt::runtime(kWrites.in(language)), accounts.created.size(), accounts.ended.size());
  if (!accounts.withheld.empty()) {
    out += fmt::format(fmt::runtime(kWritesWithheld.in(language)), accounts.withheld.size());
  }
  return out;
}

std::string render_plan(const Plan& plan, const Wanted& wanted, const PlanTextOptions& options) {
  PlanWriter writer{wanted, options};
  std::size_t written = 0;
  const auto has_room = [&] {
    const bool has = options.max_objects == 0 || written < options.max_objects;
    written += has ? 1 : 0;
    return has;
  };
  const auto write_accounts = [&](const auto& accounts) {
    for (const auto& account : accounts) {
      if (has_room()) writer.write_account(account);
    }
  };
  write_accounts(plan.fk_accounts.created);
  for (std::size_t i = 0; i <= plan.waves.size(); ++i) {
    if (i == first_removal_wave(plan)) write_accounts(plan.fk_accounts.ended);
    if (i == plan.waves.size()) break;
    for (const Change& change : plan.waves[i].changes) {
      if (!plan.find_set_aside(change) && has_room()) writer.write_change(change);
    }
  }
  const std::size_t total =
      plan.change_count() - plan.set_aside.size() + plan.fk_accounts.created.size() + plan.fk_accounts.ended.size();
  if (total > written) writer.write(fmt::format(fmt::runtime(kMore.in(options.language)), total - written));
  if (plan.empty() && plan.withheld.empty()) writer.write(why_nothing(plan, options).in(options.language));
  if (!plan.withheld.empty() || !plan.fk_accounts.withheld.empty()) {
    writer.write("\n");
    writer.write(kWithheldHead.in(options.language));
    for (const Withheld& withheld : plan.withheld) writer.write_withheld(withheld);
    for (const EndedFkAccount& account : plan.fk_accounts.withheld) writer.write_account(account, '.');
  }
  if (!plan.set_aside.empty()) {
    writer.write("\n");
    writer.write(kSetAsideHead.in(options.language));
    for (const Wave& wave : plan.waves) {
      for (const Change& change : wave.changes) {
        if (const SetAside* object = plan.find_set_aside(change)) writer.write_set_aside(change, *object);
      }
    }
  }
  if (const std::string guards = render_guards(plan, options.language, options.width); !guards.empty()) {
    writer.write("\n");
    writer.write(guards);
  }
  writer.write("\n");
  writer.write(render_owners(wanted, options));
  writer.write(render_counts(plan, options.language));
  return hide_undrawn(writer.take(), wanted.fk_accounts);
}

}  // namespace os2sync
