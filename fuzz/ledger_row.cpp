// SPDX-License-Identifier: MPL-2.0
// One row of the ledger with arbitrary columns: a byte for each column's type, its length and its bytes.
#include <SQLiteCpp/Database.h>

#include "adapters/ledger/entry_row.hpp"
#include "adapters/ledger/sqlite_errors.hpp"
#include "harness.hpp"

namespace {

constexpr int kColumns = 10;
/// Without the types and checks that keep damage out.
constexpr const char* kTable =
    "CREATE TABLE object (kind, uuid, source, parent, digest, fields, deleted, changed_at, owned, adopted, "
    "PRIMARY KEY (kind, uuid))";

void bind_column(SQLite::Statement& row, int column, os2sync::fuzz::Input& input) {
  const std::uint8_t type = input.byte();
  std::string bytes;
  for (std::uint8_t left = input.byte(); left > 0 && !input.empty(); --left) bytes += static_cast<char>(input.byte());
  switch (type % 5) {
    case 0: row.bind(column, bytes.data(), static_cast<int>(bytes.size())); return;
    case 1: row.bind(column, bytes); return;
    case 2: row.bind(column, static_cast<std::int64_t>(bytes.empty() ? 0 : bytes.front())); return;
    case 3: row.bind(column, 1.5); return;
    default: row.bind(column); return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  fuzz::Input input{data, size};
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  database.exec(kTable);
  SQLite::Statement write{database, kReplaceEntry};
  for (int column = 1; column <= kColumns; ++column) bind_column(write, column, input);
  write.exec();

  SQLite::Statement row{database, kSelectEntries};
  fuzz::require(row.executeStep(), "the row is there");
  fuzz::expect_error_at_most(
      [&] {
        const LedgerEntry entry = with_sqlite("ledger", {"read", "læses"}, [&] { return read_entry(row); });
        SQLite::Database copy{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
        copy.exec(kTable);
        SQLite::Statement again{copy, kReplaceEntry};
        std::string buffer;
        bind_entry(entry, again, buffer);
        again.exec();
        SQLite::Statement read{copy, kSelectEntries};
        fuzz::require(read.executeStep() && read_entry(read) == entry, "what was read can be written and read again");
      },
      {ErrorKind::state});
  return 0;
}
