// SPDX-License-Identifier: MPL-2.0
// A recording of another exporter's posts.
#include "adapters/os2sync/recorded_posts.hpp"
#include "harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  fuzz::Input input{data, size};
  fuzz::expect_error_at_most([&] { static_cast<void>(parse_recording(input.rest(), "posts.ndjson")); },
                             {ErrorKind::usage});
  return 0;
}
