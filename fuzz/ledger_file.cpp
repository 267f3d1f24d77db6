// SPDX-License-Identifier: MPL-2.0
// A ledger file of arbitrary bytes: refused or read, for looking and for writing, and never a crash.
#include "adapters/ledger/open_ledger.hpp"
#include "harness.hpp"
#include "support/temp_dir.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  const test::TempDir folder;
  const std::string path = folder.file("ledger.db");
  test::write_file(path, std::string{reinterpret_cast<const char*>(data), size});
  const std::initializer_list<ErrorKind> allowed{ErrorKind::state, ErrorKind::locked};
  const auto use = [](const OpenedLedger& opened) {
    static_cast<void>(opened.ledger->load());
    static_cast<void>(opened.ledger->last_run());
    static_cast<void>(opened.ledger->deletions_since(0));
  };
  fuzz::expect_error_at_most([&] { use(open_ledger_for_reading(path)); }, allowed);
  fuzz::expect_error_at_most([&] { use(open_ledger(path)); }, allowed);
  return 0;
}
