// SPDX-License-Identifier: MPL-2.0
#include "adapters/ledger/entry_row.hpp"

#include <algorithm>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace os2sync {
namespace {

/// One byte of field id and eight of digest, little-endian.
constexpr std::size_t kPackedField = 9;

enum Place { kKind, kUuid, kSource, kParent, kDigest, kFields, kDeleted, kChangedAt, kOwned, kAdopted };

/// SQLite itself takes such a row for sound, but what helps is the same as for a file it finds damaged.
void check(bool sound) {
  if (!sound) throw SQLite::Exception{"a row that no version of this program wrote", SQLITE_CORRUPT};
}

template <typename Bytes>
Bytes read_bytes(const SQLite::Column& column) {
  Bytes bytes;
  check(static_cast<std::size_t>(column.size()) == bytes.size());
  std::copy_n(static_cast<const std::uint8_t*>(column.getBlob()), bytes.size(), bytes.begin());
  return bytes;
}

std::vector<FieldDigest> unpack_fields(const SQLite::Column& column) {
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  const auto size = static_cast<std::size_t>(column.size());
  check(size % kPackedField == 0);
  std::vector<FieldDigest> fields;
  fields.reserve(size / kPackedField);
  for (std::size_t at = 0; at < size; at += kPackedField) {
    // A later version of the program may have appended fields; what we cannot name we cannot compare.
    if (bytes[at] >= kFieldCount) continue;
    std::uint64_t digest = 0;
    for (std::size_t i = kPackedField - 1; i > 0; --i) digest = (digest << 8U) | bytes[at + i];
    fields.push_back({static_cast<FieldId>(bytes[at]), digest});
  }
  return fields;
}

void pack_fields(const std::vector<FieldDigest>& fields, std::string& out) {
  out.clear();
  for (const FieldDigest& field : fields) {
    out += static_cast<char>(field.field);
    for (unsigned shift = 0; shift < 64; shift += 8) out += static_cast<char>((field.digest >> shift) & 0xFFU);
  }
}

}  // namespace

Uuid read_uuid(const SQLite::Column& column) { return Uuid{read_bytes<Uuid::Bytes>(column)}; }

Digest read_digest(const SQLite::Column& column) { return Digest{read_bytes<decltype(Digest::bytes)>(column)}; }

LedgerEntry read_entry(SQLite::Statement& row) {
  LedgerEntry entry;
  const int kind = row.getColumn(kKind).getInt();
  check(kind == static_cast<int>(ObjectKind::unit) || kind == static_cast<int>(ObjectKind::user));
  entry.kind = static_cast<ObjectKind>(kind);
  entry.uuid = read_uuid(row.getColumn(kUuid));
  entry.source = read_uuid(row.getColumn(kSource));
  if (const SQLite::Column parent = row.getColumn(kParent); !parent.isNull()) entry.parent = read_uuid(parent);
  entry.digest = read_digest(row.getColumn(kDigest));
  entry.fields = unpack_fields(row.getColumn(kFields));
  entry.deleted = row.getColumn(kDeleted).getInt() != 0;
  entry.changed_at = row.getColumn(kChangedAt).getInt64();
  entry.owned = FieldSet(static_cast<std::uint64_t>(row.getColumn(kOwned).getInt64()));
  entry.adopted = row.getColumn(kAdopted).getInt() != 0;
  return entry;
}

void bind_entry(const LedgerEntry& entry, SQLite::Statement& statement, std::string& buffer) {
  pack_fields(entry.fields, buffer);
  statement.bind(kKind + 1, static_cast<int>(entry.kind));
  bind_bytes(statement, kUuid + 1, entry.uuid.bytes());
  bind_bytes(statement, kSource + 1, entry.source.bytes());
  if (entry.parent) {
    bind_bytes(statement, kParent + 1, entry.parent->bytes());
  } else {
    statement.bind(kParent + 1);
  }
  bind_bytes(statement, kDigest + 1, entry.digest.bytes);
  bind_bytes(statement, kFields + 1, buffer);
  statement.bind(kDeleted + 1, entry.deleted ? 1 : 0);
  statement.bind(kChangedAt + 1, static_cast<std::int64_t>(entry.changed_at));
  statement.bind(kOwned + 1, static_cast<std::int64_t>(entry.owned.to_ullong()));
  statement.bind(kAdopted + 1, entry.adopted ? 1 : 0);
}

}  // namespace os2sync
