// SPDX-License-Identifier: MPL-2.0
/// @file One read of a source for several plans.
#pragma once

#include <optional>

#include "ports/source.hpp"

namespace os2sync {

/// Reads as the source behind it does and keeps what was read; the same reading asked for again is answered from
/// memory. Twice the memory of a run, for commands that a person starts.
class KeptReading final : public Source {
 public:
  explicit KeptReading(Source& source) : source_{source} {}

  Snapshot read(const ReadRequest& request, Observer& observer) override;
  Scope find_owners(const std::string& user_key, Observer& observer) override;
  std::size_t requests_made() const override { return source_.requests_made(); }

  /// What was read first; null before that.
  const Snapshot* kept() const noexcept { return kept_ ? &*kept_ : nullptr; }

 private:
  /// What a request came down to once the rules had seen the rows.
  struct Asked {
    ReadRequest request;  ///< its functions are not used
    std::vector<Uuid> unit_address_types;
    std::vector<Uuid> person_address_types;
    std::vector<Uuid> person_it_systems;
    std::vector<Uuid> candidate_units;
    bool is_same_as(const Asked& other) const;
  };
  static std::optional<Asked> ask(const ReadRequest& request, const Snapshot& rows);

  Source& source_;
  std::optional<Snapshot> kept_;
  std::optional<Asked> asked_;
};

}  // namespace os2sync
