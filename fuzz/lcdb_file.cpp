// SPDX-License-Identifier: MPL-2.0
// An LC database of arbitrary bytes.
#include "adapters/lcdb/lcdb_source.hpp"
#include "harness.hpp"
#include "support/fakes.hpp"
#include "support/temp_dir.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  const test::TempDir folder;
  const std::string path = folder.file("ActualState.db");
  test::write_file(path, std::string{reinterpret_cast<const char*>(data), size});
  test::FakeClock clock;
  SilentObserver observer;
  fuzz::expect_error_at_most(
      [&] {
        lcdb::Options options;
        options.path = path;
        lcdb::LcDbSource source{options, clock};
        ReadRequest request;
        request.with_cpr = true;
        static_cast<void>(source.read(request, observer));
      },
      {ErrorKind::settings, ErrorKind::incomplete, ErrorKind::locked, ErrorKind::unavailable});
  return 0;
}
