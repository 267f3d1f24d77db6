// SPDX-License-Identifier: MPL-2.0
/// @file An LC database (ActualState.db) opened for reading: a finished export of a kind we know.
#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include <SQLiteCpp/Database.h>

#include "core/error.hpp"
#include "core/language.hpp"

namespace os2sync::lcdb {

/// Holds one read transaction from its making to its end: SQLite's lock keeps the nightly job from committing, so be
/// quick. Everything is seen as of one moment, although the job writes in many commits.
class LcDbFile {
 public:
  /// Throws Error settings (no such file, no LC database, one with history), incomplete (the export is running or died
  /// half-way), locked, unavailable (damaged).
  LcDbFile(const std::string& path, std::chrono::milliseconds patience);

  SQLite::Database& database() { return database_; }
  /// "wenheder" for "enheder" where the job left its work tables, as it usually does.
  std::string table(std::string_view name) const;
  bool has_table(std::string_view name) const { return tables_.contains(table(name)); }
  bool has_column(std::string_view name, std::string_view column) const;
  /// When the export began, in local time of its host, to the second.
  const std::string& exported() const { return exported_; }
  /// Runs `work`; SQLite's exceptions leave it as Error.
  void guard(const std::function<void()>& work) const;

 private:
  void choose_tables();
  void check_receipt();
  void check_tables();
  void check_history();
  bool is_empty(const std::string& table);
  [[noreturn]] void refuse(ErrorKind kind, Text what) const;

  std::string path_;
  SQLite::Database database_;
  std::set<std::string> tables_;
  std::string prefix_;
  std::string exported_;
};

}  // namespace os2sync::lcdb
