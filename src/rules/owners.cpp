// SPDX-License-Identifier: MPL-2.0
#include "rules/owners.hpp"

#include <string>

#include "rules/rule_names.hpp"

namespace os2sync {
namespace {

constexpr Text kTheirs{"theirs: what FK-ORG holds is sent back", "theirs: det, FK-ORG har, sendes tilbage"};
constexpr Text kFillIfEmpty{"fill-if-empty: what FK-ORG holds is sent back, ours only while it holds nothing",
                            "fill-if-empty: det, FK-ORG har, sendes tilbage, vores kun, så længe det intet har"};

}  // namespace

void trace_owners(const FieldOwners& owners, Notes& notes) {
  if (!notes.traced()) return;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (!owners.theirs[i] && !owners.fill_if_empty[i]) continue;
    notes.step(rule::kFieldOwner, "os2sync.field_ownership", say(std::string{field_name(static_cast<FieldId>(i))}),
               say(owners.theirs[i] ? kTheirs : kFillIfEmpty));
  }
}

}  // namespace os2sync
