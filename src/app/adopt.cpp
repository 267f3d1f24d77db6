// SPDX-License-Identifier: MPL-2.0
#include "app/adopt.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "app/foreign.hpp"
#include "app/guards.hpp"
#include "app/read_objects.hpp"
#include "app/same_municipality.hpp"
#include "core/error.hpp"
#include "plan/as_held.hpp"
#include "plan/unknown.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr int kSomeFailed = 3;
constexpr int kInterrupted = 130;

FkList list_all(Sink& fk, ObjectKind kind) {
  FkListing listing = fk.list(kind);
  if (const auto* unavailable = std::get_if<FkUnavailable>(&listing)) {
    throw Error{ErrorKind::unavailable,
                Text{"FK-ORG's {} cannot be listed ({}); nothing was taken over, try again later",
                     "FK-ORG's {} kan ikke oplistes ({}); intet er overtaget, prøv igen senere"},
                kind == ObjectKind::unit ? Text{"units", "enheder"} : Text{"users", "brugere"}, unavailable->why};
  }
  return std::get<FkList>(std::move(listing));
}

void check_municipality(const PreparedRun& run, const SyncContext& context, const SyncOptions& options,
                        const std::string& confirmed) {
  bool known = false;
  try {
    known = check_same_municipality(run, context.sink, context.inputs, options.send.retry_seconds, confirmed);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::refused) throw;
    throw Error{error.kind(),
                Text{"{}. If they are, give the name FK-ORG uses with --top-unit-name",
                     "{}. Er de det, så angiv FK-ORG's navn med --top-unit-name"},
                error.said()};
  }
  if (known) return;
  throw Error{ErrorKind::refused,
              Text{"FK-ORG does not hold the top unit {}; nothing was taken over. Check municipality.cvr and "
                   "os2sync.top_unit_uuid. If FK-ORG is empty there is nothing to adopt: run `sync`",
                   "FK-ORG har ikke topenheden {}; intet er overtaget. Se på municipality.cvr og "
                   "os2sync.top_unit_uuid. Er FK-ORG tom, er der intet at overtage: kør `sync`"},
              run.wanted.top_unit};
}

/// Takes over one municipality; counts as it goes.
class Adopter {
 public:
  Adopter(const SyncContext& context, const AdoptOptions& options, const PreparedRun& run, const UuidOwners& owners,
          AdoptReport& report)
      : context_{context}, options_{options}, run_{run}, owners_{owners}, report_{report} {}

  void find(ObjectKind kind, const FkList& list, const Uuid& top_unit) {
    Unknown unknown = find_unknown(kind, list.uuids, run_.wanted, run_.ledger, top_unit);
    AdoptCounts& counts = counts_of(kind);
    counts.list_complete = list.complete;
    counts.listed = list.uuids.size();
    counts.known = unknown.known;
    counts.not_listed = unknown.not_listed;
    counts.unwanted = unknown.unwanted.size();
    for (const std::size_t index : unknown.wanted) wanted_.emplace(key_of(kind, index), index);
    for (const Uuid& uuid : unknown.unwanted) report_.unwanted.emplace_back(kind, uuid);
  }

  /// What is wanted first: it is what an interruption should spare.
  void take_over() {
    std::vector<ObjectKey> to_read;
    for (const auto& [key, index] : wanted_) {
      options_.fast ? take_unread(key, index) : to_read.push_back(key);
    }
    if (options_.with_unwanted) to_read.insert(to_read.end(), report_.unwanted.begin(), report_.unwanted.end());
    report_.interrupted = !read_objects(context_.sink, to_read, context_.inputs.clock, context_.inputs.observer,
                                        [this](const ObjectKey& key, const FkRead& read) { take(key, read); });
  }

 private:
  AdoptCounts& counts_of(ObjectKind kind) { return kind == ObjectKind::unit ? report_.units : report_.users; }
  ObjectKey key_of(ObjectKind kind, std::size_t index) const {
    return {kind, kind == ObjectKind::unit ? run_.wanted.units[index].uuid : run_.wanted.users[index].uuid};
  }

  /// Every field counts as another than ours: the next run would overwrite them all, which its guard has to see.
  void take_unread(const ObjectKey& key, std::size_t index) {
    const Digester& digester = context_.inputs.digester;
    LedgerEntry entry = key.first == ObjectKind::unit ? entry_of(run_.wanted.units[index], digester)
                                                      : entry_of(run_.wanted.users[index], digester);
    entry.digest = {};
    entry.owned.reset();
    for (FieldDigest& field : entry.fields) {
      field.digest = 0;
      entry.owned.set(bit_of(field.field));  // the others: nobody knows what FK-ORG holds where we have nothing
    }
    remember(std::move(entry));
    ++counts_of(key.first).not_compared;
  }

  void take(const ObjectKey& key, const FkRead& read) {
    AdoptCounts& counts = counts_of(key.first);
    const auto* object = std::get_if<FkObject>(&read);
    if (std::holds_alternative<FkUnavailable>(read)) {
      ++counts.not_read;
    } else if (const auto wanted = wanted_.find(key); wanted == wanted_.end()) {
      take_unwanted(key, read, counts);
    } else if (!object) {
      ++counts.not_shown;
    } else {
      take_wanted(key.first, wanted->second, *object, counts);
    }
  }

  void take_wanted(ObjectKind kind, std::size_t index, const FkObject& held, AdoptCounts& counts) {
    const Digester& digester = context_.inputs.digester;
    LedgerEntry entry;
    bool equal = false;
    if (kind == ObjectKind::unit) {
      const WantedUnit& wanted = run_.wanted.units[index];
      entry = entry_of(as_held(wanted, held.fields), digester);
      equal = entry.digest == entry_of(wanted, digester).digest;
    } else {
      const WantedUser& wanted = run_.wanted.users[index];
      entry = entry_of(as_held(wanted, held.fields, held.cpr, held.positions), digester);
      equal = entry.digest == entry_of(wanted, digester).digest;
    }
    // Without the whole object's digest the next post goes past OS2sync's memory of what was sent last, which may well
    // be what we want and FK-ORG does not hold.
    if (!equal) entry.digest = {};
    remember(std::move(entry));
    ++(equal ? counts.equal : counts.different);
  }

  void take_unwanted(const ObjectKey& key, const FkRead& read, AdoptCounts& counts) {
    if (!why_it_stays(key.first, read).empty()) {
      ++counts.unwanted_kept;
      return;
    }
    remember(entry_without_values(key.first, key.second, owner_of(key.second, owners_),
                                  parent_in(std::get<FkObject>(read).fields)));
    ++counts.unwanted_adopted;
  }

  void remember(LedgerEntry entry) {
    if (report_.dry_run) return;
    entry.changed_at = context_.inputs.clock.now().time_since_epoch().count();
    entry.adopted = true;
    context_.inputs.ledger.record({&entry, 1});
  }

  const SyncContext& context_;
  const AdoptOptions& options_;
  const PreparedRun& run_;
  const UuidOwners& owners_;
  AdoptReport& report_;
  std::map<ObjectKey, std::size_t> wanted_;  ///< to be taken over, by their place in Wanted
};

}  // namespace

AdoptReport adopt(const SyncContext& context, const SyncOptions& options, const AdoptOptions& adopt_options) {
  if (options.stub)
    throw Error{ErrorKind::settings, Text{"os2sync.api_url is stub: FK-ORG cannot be asked what it holds",
                                          "os2sync.api_url er stub: FK-ORG kan ikke spørges, hvad den har"}};
  const std::size_t remembered = context.inputs.ledger.load().size();
  if (remembered > 0 && !adopt_options.add) {
    throw Error{ErrorKind::refused,
                Text{"the ledger remembers {} objects already; nothing was taken over. Give --add to take over what "
                     "it does not know, also to go on with an adoption that was interrupted",
                     "hovedbogen har allerede {} objekter; intet er overtaget. Med --add overtages det, den ikke "
                     "kender, også for at fortsætte en afbrudt overtagelse"},
                remembered};
  }
  context.sink.probe();
  UuidOwners owners;
  RunInputs inputs = context.inputs;
  inputs.fk_org = nullptr;  // an empty ledger before a filled FK-ORG is what this is for
  const PreparedRun run =
      prepare_run(inputs, options.rules, options.plan_rules,
                  [&](const Snapshot& snapshot, const Wanted& wanted) { owners = owners_in(snapshot, wanted); });
  if (run.plan.refusal) refuse(text_of(*run.plan.refusal), run.plan);
  check_municipality(run, context, options, adopt_options.top_unit_name);

  AdoptReport report;
  report.with_unwanted = adopt_options.with_unwanted;
  report.dry_run = options.dry_run;
  Adopter adopter{context, adopt_options, run, owners, report};
  for (const ObjectKind kind : {ObjectKind::unit, ObjectKind::user})
    adopter.find(kind, list_all(context.sink, kind), options.plan_rules.top_unit);
  adopter.take_over();
  if (report.interrupted) {
    report.exit_code = kInterrupted;
  } else if (report.units.not_read + report.users.not_read > 0) {
    report.exit_code = kSomeFailed;
  }
  return report;
}

}  // namespace os2sync
