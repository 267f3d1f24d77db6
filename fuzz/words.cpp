// SPDX-License-Identifier: MPL-2.0
// The small parsers, and the filter in front of every outlet.
#include "adapters/os2mo/careful_quote.hpp"
#include "core/cpr.hpp"
#include "core/day.hpp"
#include "core/uuid.hpp"
#include "harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  const std::string_view text = fuzz::Input{data, size}.rest();
  if (const auto uuid = Uuid::parse(text)) {
    fuzz::require(text.size() == 36 && Uuid::parse(uuid->to_string()) == uuid, "a uuid survives writing and reading");
  }
  if (const auto day = Day::parse(text)) {
    fuzz::require(Day::parse(day->to_string()) == day && text.starts_with(day->to_string()),
                  "a day survives writing and reading");
  }
  if (const auto cpr = Cpr::parse(text)) {
    fuzz::require(cpr->reveal_for_sending().size() == 10, "a CPR number has ten digits");
  }
  const std::string masked = mask_cpr(text);
  fuzz::require(mask_cpr(masked) == masked, "the filter is done after once");
  fuzz::require((masked == text) == (masked.size() == text.size()), "the length tells whether something was masked");
  const std::string quoted = os2mo::quote_carefully(text);
  fuzz::require(quoted.size() <= 210 && mask_cpr(quoted) == quoted, "a quotation is short and without CPR numbers");
  return 0;
}
