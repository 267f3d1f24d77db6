// SPDX-License-Identifier: MPL-2.0
/// @file Whether a run could do its work: peers, clocks, certificates, state. Changes nothing anywhere.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "core/ledger_entry.hpp"
#include "ports/clock.hpp"
#include "ports/examiner.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"
#include "ports/source.hpp"
#include "render/check_report.hpp"

namespace os2sync {

enum class Peer { os2mo, os2sync };

/// What the examination may use; everything is opened when it is needed, so that one fault hides no other.
struct DoctorTools {
  std::function<std::unique_ptr<Source>(const Settings&)> open_source;
  std::function<std::unique_ptr<Sink>(const Settings&)> open_sink;
  std::function<std::unique_ptr<Examiner>(Peer)> open_examiner;
  std::function<FileFacts(const std::string& path)> look_at_file;
  std::function<std::string()> lc_db_exported;        ///< when, by the LC database's own receipt; throws without one
  std::function<std::optional<RunFacts>()> last_run;  ///< opens the ledger for reading; throws when it cannot be used
  std::string state_path;
  Clock& clock;
  Observer& observer;
};

struct DoctorReport {
  std::vector<Check> checks;
  int exit_code = 0;  ///< 78, 77, 69 or 1 for the gravest fault
};

DoctorReport examine(const Settings& settings, const DoctorTools& tools, Language language);

}  // namespace os2sync
