// SPDX-License-Identifier: MPL-2.0
/// @file The LC database as a source: a nightly copy of OS2MO in one SQLite file. No OS2MO is needed.
#pragma once

#include <cstddef>
#include <string>

#include "adapters/lcdb/options.hpp"
#include "ports/clock.hpp"
#include "ports/source.hpp"

namespace os2sync::lcdb {

class LcDbFile;

/// When the export began, as its receipt has it: "2026-11-23 03:15:00". Throws what LcDbFile does.
std::string exported_at(const Options& options);

class LcDbSource final : public Source {
 public:
  /// Looks at the file at once: throws what LcDbFile does, and Error{settings} for demands the file cannot meet.
  LcDbSource(Options options, Clock& clock);

  /// Copies everything in one short transaction and lets go of the file. Throws, besides what LcDbFile does,
  /// Error{settings} when CPR numbers are asked for and the file holds none.
  Snapshot read(const ReadRequest& request, Observer& observer) override;
  Scope find_owners(const std::string& user_key, Observer& observer) override;
  std::size_t requests_made() const override { return statements_; }

 private:
  void check_demands(const LcDbFile& file) const;
  void warn_if_old(const std::string& exported, Observer& observer) const;
  [[noreturn]] void refuse_setting(const std::string& key, Text why, const std::string& exported) const;

  Options options_;
  Clock& clock_;
  std::size_t statements_ = 0;
};

}  // namespace os2sync::lcdb
