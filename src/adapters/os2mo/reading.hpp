// SPDX-License-Identifier: MPL-2.0
/// @file The plan of one full read: which collections, in which order, for whom, and the proof that nothing is missing.
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <vector>

#include "adapters/os2mo/duplicates.hpp"
#include "adapters/os2mo/pager.hpp"
#include "adapters/os2mo/rereading.hpp"
#include "adapters/os2mo/uuid_set.hpp"
#include "ports/source.hpp"

namespace os2sync::os2mo {

/// One use, one read. Flat chains first; as soon as it is known which units, address types and it-systems matter, the
/// details of those units, and of every person employed there as the engagements turn up.
class Reading final : private PagerListener {
 public:
  Reading(const ReadRequest& request, std::size_t page_size, Pager& pager, Observer& observer);

  Snapshot read();

 private:
  void page_read(Kind kind, std::size_t count) override;
  void chain_ended(Kind kind) override;

  void look_at_new_rows(Kind kind, std::size_t count);
  void reserve_for_all_persons();
  void begin_details();
  void read_unit_details(const std::vector<Uuid>& units);
  void find_persons();
  void cut_person_batches(std::size_t smallest);
  void find_account_holders();
  void admit_new_units();
  void drop_what_nobody_needs();

  const ReadRequest& request_;
  std::size_t page_size_;
  Pager& pager_;
  Observer& observer_;
  Snapshot rows_;

  std::size_t catalogues_left_ = 3;  ///< classes, it-systems, units
  bool engagements_ended_ = false;
  std::size_t account_chains_left_ = 0;
  bool details_begun_ = false;
  std::vector<Uuid> unit_address_types_;
  std::vector<Uuid> person_address_types_;
  std::vector<Uuid> person_it_systems_;
  UuidSet candidates_;
  UuidSet wanted_;
  std::size_t engagements_looked_at_ = 0;
  std::vector<Uuid> persons_waiting_;      ///< in the order of the engagements that named them
  std::deque<std::vector<Uuid>> batches_;  ///< chains refer to them
  Rereading rereading_;
  // Rows are suspected while they are in the processor's cache; only a suspicion costs another pass over all of them.
  UuidSet known_classes_;
  UuidSet known_it_systems_;
  bool unknown_suspected_ = false;
  std::array<Repetitions, kKindCount> repetitions_;
  bool repetition_suspected_ = false;
  std::size_t objects_ = 0;
};

}  // namespace os2sync::os2mo
