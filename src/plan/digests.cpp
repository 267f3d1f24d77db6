// SPDX-License-Identifier: MPL-2.0
#include "plan/digests.hpp"

#include <algorithm>

namespace os2sync {
namespace {

bool holds_something(const FieldValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  if (const auto* ids = std::get_if<std::span<const Uuid>>(&value)) return !ids->empty();
  if (const auto* positions = std::get_if<std::span<const WantedPosition>>(&value)) return !positions->empty();
  return true;
}

void append_field(const Field& field, std::string& out) {
  out += static_cast<char>(field.id);
  append_canonical(field.value, out);
}

/// Byte order is spelt out, so that a ledger may move to another machine.
std::uint64_t first_eight_bytes(const Digest& digest) {
  std::uint64_t value = 0;
  for (std::size_t i = 8; i-- > 0;) value = (value << 8U) | digest.bytes[i];
  return value;
}

}  // namespace

FieldDigest field_digest(const Field& field, const Digester& digester) {
  std::string bytes;
  append_field(field, bytes);
  return {field.id, first_eight_bytes(digester.digest(bytes))};
}

std::vector<FieldDigest> field_digests(const std::vector<Field>& fields, const Digester& digester) {
  std::vector<FieldDigest> digests;
  digests.reserve(fields.size());
  for (const Field& field : fields) {
    if (holds_something(field.value)) digests.push_back(field_digest(field, digester));
  }
  std::sort(digests.begin(), digests.end(), [](const auto& a, const auto& b) { return a.field < b.field; });
  return digests;
}

FieldSet set_of(const std::vector<Field>& fields) {
  FieldSet set;
  for (const Field& field : fields) set.set(bit_of(field.id));
  return set;
}

Digest object_digest(const std::vector<Field>& fields, const Digester& digester, std::string& buffer) {
  buffer.clear();
  for (const Field& field : fields) append_field(field, buffer);
  return digester.digest(buffer);
}

}  // namespace os2sync
