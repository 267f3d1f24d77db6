// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/unplaced_reading.hpp"

#include <algorithm>
#include <utility>

#include "adapters/os2mo/rereading.hpp"
#include "adapters/os2mo/uuid_set.hpp"

namespace os2sync::os2mo {
namespace {

using By = Selection::By;

template <typename Row>
void append_new(std::vector<Row>& found, std::vector<Row>& rows) {
  UuidSet known;
  for (const Row& row : rows) known.insert(row.uuid);
  for (Row& row : found)
    if (known.insert(row.uuid)) rows.push_back(std::move(row));
}

}  // namespace

void UnplacedReading::add_to(Snapshot& rows) {
  const std::vector<Uuid> it_systems =
      request_.person_it_systems ? request_.person_it_systems(rows.it_systems) : std::vector<Uuid>{};
  if (it_systems.empty()) return;  // to OS2MO no it-systems at all would mean every one
  pager_.add(Kind::it_user, {By::all, {}, it_systems});
  pager_.run(found_, *this);
  UuidSet placed;
  for (const SourceEngagement& engagement : rows.engagements) placed.insert(engagement.person);
  std::erase_if(found_.it_users,
                [&](const SourceItUser& account) { return !account.person || placed.contains(*account.person); });
  read_holders();
  append_new(found_.persons, rows.persons);
  append_new(found_.it_users, rows.it_users);
  append_new(found_.engagements, rows.engagements);
}

void UnplacedReading::read_holders() {
  UuidSet seen;
  std::vector<Uuid> holders;
  for (const SourceItUser& account : found_.it_users)
    if (seen.insert(*account.person)) holders.push_back(*account.person);
  std::sort(holders.begin(), holders.end());
  for_each_batch(holders, page_size_, [this](std::vector<Uuid> ids) {
    const std::vector<Uuid>& batch = batches_.emplace_back(std::move(ids));
    pager_.add(Kind::person, {By::uuids, batch, {}});
    pager_.add(Kind::engagement, {By::persons, batch, {}});
  });
  pager_.run(found_, *this);
}

}  // namespace os2sync::os2mo
