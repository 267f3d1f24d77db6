// SPDX-License-Identifier: MPL-2.0
#include "render/undrawn.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace os2sync {
namespace {

constexpr std::size_t kUuidSize = 36;
constexpr std::size_t kFirstDash = 8;

}  // namespace

std::string hide_undrawn(std::string text, const FkAccounts& accounts) {
  std::unordered_set<Uuid> undrawn;
  for (const NewFkAccount& account : accounts.created) {
    if (account.undrawn) undrawn.insert(account.fk_uuid);
  }
  if (undrawn.empty()) return text;
  const std::string_view all = text;
  std::string out;
  std::size_t copied = 0;
  for (std::size_t dash = all.find('-'); dash != std::string_view::npos; dash = all.find('-', dash + 1)) {
    if (dash < copied + kFirstDash) continue;
    const auto uuid = Uuid::parse(all.substr(dash - kFirstDash, kUuidSize));
    if (!uuid || !undrawn.contains(*uuid)) continue;
    out.append(all.substr(copied, dash - kFirstDash - copied)).append("random");
    copied = dash - kFirstDash + kUuidSize;
  }
  return out.append(all.substr(copied));
}

}  // namespace os2sync
