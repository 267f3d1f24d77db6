// SPDX-License-Identifier: MPL-2.0
#include "plan/plan_basis.hpp"

#include <algorithm>
#include <string_view>

namespace os2sync {
namespace {

template <typename Bytes>
void append_bytes(const Bytes& bytes, std::string& out) {
  for (const std::uint8_t byte : bytes) out += static_cast<char>(byte);
}

void append_number(std::uint64_t number, std::string& out) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>((number >> shift) & 0xFFU);
}

}  // namespace

Digest identify_key(const Digester& digester) { return digester.digest("which ledger is this"); }

Digest digest_ledger(const std::vector<LedgerEntry>& ledger, const Digester& digester) {
  std::string bytes = "ledger";
  for (const LedgerEntry& entry : ledger) {
    bytes += entry.kind == ObjectKind::unit ? 'O' : 'U';
    bytes += entry.deleted ? '-' : '+';
    append_bytes(entry.uuid.bytes(), bytes);
    append_bytes(entry.source.bytes(), bytes);
    append_bytes(entry.parent.value_or(Uuid{}).bytes(), bytes);
    append_bytes(entry.digest.bytes, bytes);
    append_number(static_cast<std::uint64_t>(entry.changed_at), bytes);
  }
  return digester.digest(bytes);
}

Digest digest_setting(const std::string& key, const std::string& value, const Digester& digester) {
  return digester.digest("setting " + key + "\n" + value);
}

std::vector<std::string> differing_keys(const std::map<std::string, Digest>& left,
                                        const std::map<std::string, Digest>& right) {
  std::vector<std::string> keys;
  for (const auto& [key, digest] : left) {
    const auto other = right.find(key);
    if (other == right.end() || other->second != digest) keys.push_back(key);
  }
  for (const auto& [key, digest] : right) {
    if (!left.contains(key)) keys.push_back(key);
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace os2sync
