// SPDX-License-Identifier: MPL-2.0
#include "adapters/lcdb/lcdb_source.hpp"

#include <algorithm>
#include <ctime>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "adapters/lcdb/lcdb_file.hpp"
#include "adapters/lcdb/rows.hpp"

namespace os2sync::lcdb {
namespace {

Text reason_of(Fact fact) {
  switch (fact) {
    case Fact::it_system_user_keys:
      return {"the user keys of it-systems are not in the file", "it-systemers brugervendte nøgler er ikke i filen"};
    case Fact::engagement_links:
      return {"this file does not say which engagement an account or address belongs to",
              "denne fil siger ikke, hvilken ansættelse en konto eller adresse hører til"};
    case Fact::history:
      return {"the file knows today only, not when an engagement begins or began",
              "filen kender kun i dag, ikke hvornår en ansættelse begynder eller begyndte"};
    case Fact::writing:
      return {"the file is a copy, nothing can be written back to OS2MO",
              "filen er en kopi, der kan ikke skrives tilbage til OS2MO"};
  }
  return {"", ""};
}

bool holds(const LcDbFile& file, Fact fact) {
  return fact == Fact::engagement_links && file.has_table("it_forbindelse_engagementer") &&
         file.has_column("adresser", "engagement_uuid");
}

/// Seconds of a wall clock, whichever zone it hangs in.
std::optional<std::int64_t> wall_seconds(const std::string& text) {
  std::tm moment{};
  if (strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &moment) == nullptr) return std::nullopt;
  return timegm(&moment);
}

std::int64_t wall_seconds(std::chrono::sys_seconds now) {
  const std::time_t seconds = now.time_since_epoch().count();
  std::tm local{};
  localtime_r(&seconds, &local);  // the export notes local time, and runs on this machine
  return timegm(&local);
}

}  // namespace

std::string exported_at(const Options& options) { return LcDbFile{options.path, options.patience}.exported(); }

LcDbSource::LcDbSource(Options options, Clock& clock) : options_{std::move(options)}, clock_{clock} {
  const LcDbFile file{options_.path, options_.patience};
  file.guard([&] { check_demands(file); });
}

Snapshot LcDbSource::read(const ReadRequest& request, Observer& observer) {
  std::string exported;
  Snapshot snapshot;
  {
    LcDbFile file{options_.path, options_.patience};
    file.guard([&] { check_demands(file); });  // it may be another file by now
    exported = file.exported();
    snapshot = read_rows(file, request);
  }
  statements_ += kStatements;
  observer.progress(Stage::reading, snapshot.units.size() + snapshot.persons.size(), 0);
  const bool has_cpr = std::any_of(snapshot.persons.begin(), snapshot.persons.end(),
                                   [](const SourcePerson& person) { return person.cpr || person.cpr_unusable; });
  if (request.with_cpr && !has_cpr) {
    refuse_setting("os2sync.xfer_cpr",
                   {"the file holds no CPR number at all (exporters.actual_state.export_cpr is false)",
                    "filen indeholder slet ingen CPR-numre (exporters.actual_state.export_cpr er false)"},
                   exported);
  }
  warn_if_old(exported, observer);
  return snapshot;
}

Scope LcDbSource::find_owners(const std::string& user_key, Observer&) {
  LcDbFile file{options_.path, options_.patience};
  ++statements_;
  return read_owners(file, user_key);
}

void LcDbSource::check_demands(const LcDbFile& file) const {
  for (const Demand& demand : options_.demands) {
    if (!holds(file, demand.fact)) refuse_setting(demand.key, reason_of(demand.fact), file.exported());
  }
}

void LcDbSource::warn_if_old(const std::string& exported, Observer& observer) const {
  const auto then = wall_seconds(exported);
  if (!then) return;
  const auto age =
      std::chrono::duration_cast<std::chrono::hours>(std::chrono::seconds{wall_seconds(clock_.now()) - *then});
  if (age <= options_.old_after) return;
  constexpr Text kOld{"the LC database {} was exported at {}, {} hours ago; has the nightly export stopped?",
                      "LC-databasen {} er eksporteret {}, for {} timer siden; er den natlige eksport gået i stå?"};
  observer.warn(say(kOld, options_.path, exported, age.count()));
}

void LcDbSource::refuse_setting(const std::string& key, Text why, const std::string& exported) const {
  constexpr Text kCannot{"{} cannot be used with os2sync.use_lc_db: {} (file {}, exported {})",
                         "{} kan ikke bruges sammen med os2sync.use_lc_db: {} (fil {}, eksporteret {})"};
  throw Error{ErrorKind::settings, kCannot, key, why, options_.path, exported};
}

}  // namespace os2sync::lcdb
