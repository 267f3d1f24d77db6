// SPDX-License-Identifier: MPL-2.0
/// @file Reads what a few persons and units are mapped from, in a handful of requests.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "adapters/os2mo/pager.hpp"
#include "adapters/os2mo/rereading.hpp"
#include "adapters/os2mo/uuid_set.hpp"
#include "ports/source.hpp"

namespace os2sync::os2mo {

/// One use, one read. A few rounds, each at most one request per few hundred objects: the objects themselves; who else
/// claims their FK uuids, and the managers of the units; the units in which those persons work, with all units above
/// them.
class ScopedReading final : private PagerListener {
 public:
  ScopedReading(const ReadRequest& request, std::size_t page_size, Pager& pager, Observer& observer);

  Snapshot read();

 private:
  using Parts = std::vector<std::pair<Kind, Selection>>;

  void page_read(Kind kind, std::size_t count) override;
  void chain_ended(Kind /*kind*/) override {}

  void ask_for_scope();
  void ask_for_claimants();
  void ask_for_managers_and_claimants();
  void ask_for_lines();
  bool ask_for_unknown();
  void read_parts();
  void add_persons(const std::vector<Uuid>& persons, bool with_addresses);
  void add_lines(const std::vector<Uuid>& units);
  void add_workplaces();
  const std::vector<Uuid>& keep(std::vector<Uuid> ids) { return batches_.emplace_back(std::move(ids)); }

  const ReadRequest& request_;
  std::size_t page_size_;
  Pager& pager_;
  Observer& observer_;
  Rereading rereading_;
  Snapshot rows_;
  UuidSet persons_;     ///< asked for
  UuidSet lines_;       ///< units whose accounts were asked for, and those of the units above them
  UuidSet workplaces_;  ///< units whose addresses were asked for because somebody works there
  Parts parts_;         ///< of the next bundle
  std::deque<std::vector<Uuid>> batches_;
  std::vector<Uuid> claimed_uuids_;   ///< FK uuids that accounts say
  std::vector<std::string> claimed_;  ///< the same as accounts may spell them
  std::size_t objects_ = 0;
};

}  // namespace os2sync::os2mo
