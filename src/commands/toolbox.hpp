// SPDX-License-Identifier: MPL-2.0
/// @file What a command may ask of the outside world; wiring.cpp hands it the real things, tests hand it fakes.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "app/doctor.hpp"
#include "app/leak_check.hpp"
#include "config/load_settings.hpp"
#include "core/digest.hpp"
#include "core/language.hpp"
#include "core/recording.hpp"
#include "ports/account_book.hpp"
#include "ports/audit_trail.hpp"
#include "ports/clock.hpp"
#include "ports/delivery_log.hpp"
#include "ports/examiner.hpp"
#include "ports/guard_memory.hpp"
#include "ports/ledger.hpp"
#include "ports/observer.hpp"
#include "ports/quarantine.hpp"
#include "ports/repair_log.hpp"
#include "ports/sink.hpp"
#include "ports/source.hpp"
#include "ports/state_upkeep.hpp"
#include "rules/person_templates.hpp"

namespace os2sync {

/// How results are to be printed.
enum class OutputFormat { text, json, ndjson };

/// Options every command understands.
struct GlobalOptions {
  std::string config_file;  ///< empty = the search path
  Language language = Language::english;
  OutputFormat format = OutputFormat::text;
  bool quiet = false;
  bool verbose = false;
};

/// A ledger, the key its digests are made with, and what else lies in its file.
struct OpenLedger {
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<GuardMemory> guard_memory;
  std::unique_ptr<Digester> digester;
  std::unique_ptr<Quarantine> quarantine;
  std::unique_ptr<StateUpkeep> upkeep;
  std::unique_ptr<AuditTrail> audit;  ///< null for a looker, and when the trail is switched off
  std::unique_ptr<DeliveryLog> deliveries;
  std::unique_ptr<RepairLog> repairs;
};
enum class LedgerAccess { read_only, write };

/// Makes adapters from settings and knows the terminal.
class Toolbox {
 public:
  virtual ~Toolbox() = default;

  /// The settings file's text and the environment, unread. Throws Error{settings} when a named file is missing.
  virtual SettingsSources settings_sources(const GlobalOptions& options) = 0;
  /// Reads the settings file and the environment. Throws Error{settings} listing everything that is wrong.
  virtual LoadedSettings load_settings(const GlobalOptions& options) = 0;
  /// Must be called before any of the below with the settings in force: sets up messages and their level.
  virtual void start(const GlobalOptions& options, const LoadedSettings& settings) = 0;
  /// Null when none are configured. Throws Error{settings}, one line per template that cannot work.
  virtual std::unique_ptr<PersonTemplates> open_templates(const Settings& settings, Language language) = 0;
  virtual std::unique_ptr<Source> open_source(const Settings& settings) = 0;
  virtual std::unique_ptr<Sink> open_sink(const Settings& settings) = 0;
  /// FK-ORG accounts in OS2MO, for `new` mode.
  virtual std::unique_ptr<AccountBook> open_account_book(const Settings& settings) = 0;
  /// What another exporter sent. Throws Error{usage} when the file is missing or is no recording.
  virtual Recording read_recording(const std::string& path) = 0;
  virtual OpenLedger open_ledger(const Settings& settings, LedgerAccess access) = 0;
  /// Throws Error{settings} when the trail is switched off.
  virtual std::unique_ptr<AuditArchive> open_audit_archive(const Settings& settings) = 0;
  virtual std::unique_ptr<Examiner> open_examiner(const Settings& settings, Peer peer) = 0;
  /// When the LC database was exported, by its own receipt. Throws as reading it does.
  virtual std::string lc_db_exported(const Settings& settings) = 0;
  virtual FileFacts look_at_file(const std::string& path) = 0;
  /// Where the ledger is or will be.
  virtual std::string state_path(const Settings& settings) = 0;
  virtual Clock& clock() = 0;
  virtual Observer& observer() = 0;
  /// Ends the progress line, if one is showing, before results are printed.
  virtual void finish_progress() = 0;
  virtual std::string_view version() const = 0;
  virtual Language default_language() const = 0;  ///< of the locale
  /// Where results go. Throws Error{unexpected} when they cannot be written (a full disk, a closed pipe is no error).
  virtual void print(std::string_view text) = 0;
  /// What a command is to work on. Throws Error{usage} when the file is missing or cannot be read.
  virtual std::string read_input(const std::string& path) = 0;
  /// A result in a file that the owner alone can read. Throws Error{usage} when it cannot be written.
  virtual void write_file(const std::string& path, std::string_view text) = 0;
  /// Messages for the person at the terminal, on stderr.
  virtual void say(std::string_view text) = 0;
  /// What ended the command, on stderr: as the messages of the run, once start() has been called.
  virtual void fail(std::string_view message) = 0;
  /// The program's own outlets and memory, for `doctor --leak-check`.
  virtual LeakTools leak_tools() = 0;
  virtual bool colour() const = 0;        ///< results go to a terminal and NO_COLOR is not set
  virtual std::size_t width() const = 0;  ///< columns of the terminal, 80 when there is none
};

}  // namespace os2sync
