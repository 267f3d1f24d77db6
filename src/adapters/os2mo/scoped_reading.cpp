// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/scoped_reading.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "adapters/os2mo/organisation.hpp"
#include "core/error.hpp"
#include "core/uuid.hpp"
#include "rules/text.hpp"

namespace os2sync::os2mo {
namespace {

using By = Selection::By;

template <typename Row>
void drop_repeated(std::vector<Row>& rows) {
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.uuid < b.uuid; });
  // Lines share their upper units, so the same row comes more than once. Two versions of it are another matter.
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  const auto twice =
      std::adjacent_find(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.uuid == b.uuid; });
  if (twice != rows.end())
    throw Error{ErrorKind::incomplete,
                Text{"object {} changed in OS2MO while it was read. Nothing was changed; try again",
                     "objekt {} blev ændret i OS2MO, mens det blev læst. Intet er ændret; prøv igen"},
                twice->uuid};
}

std::string in_capitals(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

}  // namespace

ScopedReading::ScopedReading(const ReadRequest& request, std::size_t page_size, Pager& pager, Observer& observer)
    : request_{request},
      page_size_{std::max<std::size_t>(page_size, 1)},
      pager_{pager},
      observer_{observer},
      rereading_{pager, page_size_} {}

Snapshot ScopedReading::read() {
  ask_for_scope();
  ask_for_claimants();
  ask_for_managers_and_claimants();
  ask_for_lines();
  while (ask_for_unknown()) {
    pager_.run(rows_, *this);
    ask_for_lines();
  }
  return std::move(rows_);
}

void ScopedReading::page_read(Kind /*kind*/, std::size_t count) {
  objects_ += count;
  observer_.progress(Stage::reading, objects_, 0);
}

void ScopedReading::ask_for_scope() {
  parts_ = {{Kind::class_, {}}, {Kind::it_system, {}}};
  if (request_.with_template_facts) parts_.emplace_back(Kind::organisation, Selection{});
  add_persons(request_.scope.persons, true);
  std::vector<Uuid> lines = request_.scope.units;
  lines.push_back(request_.top_unit);
  add_lines(lines);
  for_each_batch(request_.scope.units, page_size_, [this](std::vector<Uuid> ids) {
    const Selection of_units{By::units, keep(std::move(ids)), {}};
    parts_.emplace_back(Kind::address, of_units);
    if (request_.with_managers) parts_.emplace_back(Kind::manager, of_units);
    if (request_.with_kle) parts_.emplace_back(Kind::kle, of_units);
  });
  read_parts();
}

/// Of several records with one FK uuid only one is sent under it: which, shows only when all of them are read.
void ScopedReading::ask_for_claimants() {
  for (const SourceItUser& account : rows_.it_users) {
    for (const std::string& text : {account.user_key, account.external_id}) {
      const std::optional<Uuid> uuid = Uuid::parse(trim(text));
      if (!uuid) continue;
      claimed_uuids_.push_back(*uuid);
      const std::string lower = uuid->to_string();
      for (const std::string& spelling : {text, lower, in_capitals(lower)}) claimed_.push_back(spelling);
    }
  }
  std::sort(claimed_.begin(), claimed_.end());
  claimed_.erase(std::unique(claimed_.begin(), claimed_.end()), claimed_.end());
  if (claimed_.empty()) return;
  for (const By by : {By::user_keys, By::external_ids})
    parts_.emplace_back(Kind::it_user, Selection{by, {}, {}, claimed_});
  read_parts();
}

/// Whether a manager has a user, and under which uuid, hangs on the manager's own accounts and engagements.
void ScopedReading::ask_for_managers_and_claimants() {
  // A record may also claim what another has for its own uuid.
  std::vector<Uuid> persons = claimed_uuids_;
  std::vector<Uuid> units = claimed_uuids_;
  for (const SourceManager& row : rows_.managers)
    if (row.person) persons.push_back(*row.person);
  for (const SourceItUser& row : rows_.it_users) {
    if (row.person) persons.push_back(*row.person);
    if (row.unit) units.push_back(*row.unit);
  }
  add_persons(persons, false);
  add_lines(units);
  if (!parts_.empty()) read_parts();
}

/// A unit that came by its uuid alone has a line to read too: its accounts come with that.
void ScopedReading::ask_for_lines() {
  std::vector<Uuid> units;
  for (const SourceEngagement& row : rows_.engagements) units.push_back(row.unit);
  for (const SourceUnit& row : rows_.units) units.push_back(row.uuid);
  add_lines(units);
  if (request_.with_work_addresses) add_workplaces();
  if (!parts_.empty()) read_parts();
}

void ScopedReading::add_workplaces() {
  std::vector<Uuid> fresh;
  for (const SourceEngagement& row : rows_.engagements) {
    if (workplaces_.insert(row.unit)) fresh.push_back(row.unit);
  }
  for_each_batch(fresh, page_size_, [this](std::vector<Uuid> ids) {
    parts_.emplace_back(Kind::address, Selection{By::units, keep(std::move(ids)), {}});
  });
}

bool ScopedReading::ask_for_unknown() {
  detach_roots(rows_.units);
  drop_repeated(rows_.units);
  drop_repeated(rows_.it_users);
  drop_repeated(rows_.addresses);
  UuidSet units;
  for (const SourceUnit& unit : rows_.units) units.insert(unit.uuid);
  return rereading_.ask_for_unknown(rows_, units, {}, true);
}

void ScopedReading::read_parts() {
  const bool with_lines = std::ranges::any_of(parts_, [](const auto& part) { return part.second.by == By::lines; });
  const std::size_t units_before = rows_.units.size();
  pager_.add_bundle(std::exchange(parts_, {}));
  pager_.run(rows_, *this);
  if (!with_lines) return;
  // What lies on a line has come with all its accounts.
  for (std::size_t i = units_before; i < rows_.units.size(); ++i) lines_.insert(rows_.units[i].uuid);
}

void ScopedReading::add_persons(const std::vector<Uuid>& persons, bool with_addresses) {
  std::vector<Uuid> fresh;
  for (const Uuid& person : persons)
    if (persons_.insert(person)) fresh.push_back(person);
  for_each_batch(fresh, page_size_, [&](std::vector<Uuid> ids) {
    const std::vector<Uuid>& batch = keep(std::move(ids));
    parts_.emplace_back(Kind::person, Selection{By::uuids, batch, {}});
    for (const Kind kind : {Kind::engagement, Kind::it_user})
      parts_.emplace_back(kind, Selection{By::persons, batch, {}});
    if (with_addresses) parts_.emplace_back(Kind::address, Selection{By::persons, batch, {}});
  });
}

void ScopedReading::add_lines(const std::vector<Uuid>& units) {
  std::vector<Uuid> fresh;
  for (const Uuid& unit : units)
    if (lines_.insert(unit)) fresh.push_back(unit);
  for_each_batch(fresh, page_size_, [&](std::vector<Uuid> ids) {
    const Selection lines{By::lines, keep(std::move(ids)), {}};
    parts_.emplace_back(Kind::unit, lines);
    parts_.emplace_back(Kind::it_user, lines);
  });
}

}  // namespace os2sync::os2mo
