// SPDX-License-Identifier: MPL-2.0
#include "app/same_municipality.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <variant>

#include "core/error.hpp"
#include "plan/digests.hpp"

namespace os2sync {
namespace {

/// The first eight bytes of the name's digest, as the ledger would remember it.
std::uint64_t name_digest(std::string_view name, const Digester& digester) {
  return field_digest(Field{FieldId::name, name}, digester).digest;
}

/// A night's work should not hang on one answer of FK-ORG's.
FkRead read_patiently(Sink& sink, const Uuid& top_unit, const RunInputs& inputs,
                      const std::vector<int>& retry_seconds) {
  FkRead read = sink.read(ObjectKind::unit, top_unit);
  for (const int seconds : retry_seconds) {
    const auto* unavailable = std::get_if<FkUnavailable>(&read);
    if (!unavailable) break;
    inputs.observer.warn(say({"FK-ORG's top unit cannot be read ({}); asking again in {} s",
                              "FK-ORG's topenhed kan ikke læses ({}); spørger igen om {} s"},
                             unavailable->why, seconds));
    if (!inputs.clock.sleep_for(std::chrono::seconds{seconds})) {
      throw Error{ErrorKind::interrupted, Text{"asked to stop while FK-ORG could not be read; nothing was sent",
                                               "bedt om at stoppe, mens FK-ORG ikke kunne læses; intet er sendt"}};
    }
    read = sink.read(ObjectKind::unit, top_unit);
  }
  return read;
}

}  // namespace

bool check_same_municipality(const PreparedRun& run, Sink& sink, const RunInputs& inputs,
                             const std::vector<int>& retry_seconds, const std::string& confirmed_name) {
  const FkRead read = read_patiently(sink, run.wanted.top_unit, inputs, retry_seconds);
  if (const auto* unavailable = std::get_if<FkUnavailable>(&read)) {
    throw Error{ErrorKind::unavailable,
                Text{"OS2sync cannot read the top unit {} from FK-ORG ({}); nothing was sent. Check municipality.cvr "
                     "and OS2sync's log",
                     "OS2sync kan ikke læse topenheden {} fra FK-ORG ({}); intet er sendt. Se på municipality.cvr og i "
                     "OS2syncs log"},
                run.wanted.top_unit, unavailable->why};
  }
  const auto* object = std::get_if<FkObject>(&read);
  if (!object) return false;
  const auto name = object->fields.find("Name");
  if (name == object->fields.end() || !std::holds_alternative<std::string>(name->second)) return true;
  const std::string& fk_name = std::get<std::string>(name->second);
  if (fk_name == confirmed_name) return true;

  const auto wanted = std::find_if(run.wanted.units.begin(), run.wanted.units.end(),
                                   [&](const WantedUnit& unit) { return unit.uuid == run.wanted.top_unit; });
  if (wanted != run.wanted.units.end() && wanted->name == fk_name) return true;
  const auto sent = std::find_if(run.ledger.begin(), run.ledger.end(), [&](const LedgerEntry& entry) {
    return entry.kind == ObjectKind::unit && entry.uuid == run.wanted.top_unit;
  });
  const bool sent_so =
      sent != run.ledger.end() && std::any_of(sent->fields.begin(), sent->fields.end(), [&](const FieldDigest& field) {
        return field.field == FieldId::name && field.digest == name_digest(fk_name, inputs.digester);
      });
  if (sent_so) return true;
  throw Error{
      ErrorKind::refused,
      Text{"FK-ORG calls the top unit {} '{}', which is neither its name in OS2MO nor the name sent last; "
           "nothing was sent. Check that municipality.cvr and OS2sync's own CVR are those of this municipality",
           "FK-ORG kalder topenheden {} '{}', som hverken er dens navn i OS2MO eller det sidst sendte; intet er "
           "sendt. Se efter, at municipality.cvr og OS2syncs eget CVR er denne kommunes"},
      run.wanted.top_unit, fk_name};
}

}  // namespace os2sync
