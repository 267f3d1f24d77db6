// SPDX-License-Identifier: MPL-2.0
// A page of OS2MO: never a crash, and what the fast decoder takes is what the simple one takes.
// Input: one byte '0'-'9' for the collection, or 'A'-'J' with CPR numbers; then the body.
#include "adapters/os2mo/page.hpp"
#include "harness.hpp"
#include "simple_page.hpp"

namespace {

using os2sync::Snapshot;
using os2sync::fuzz::require;

bool equal(const Snapshot& a, const Snapshot& b) {
  return a.classes == b.classes && a.it_systems == b.it_systems && a.units == b.units && a.persons == b.persons &&
         a.engagements == b.engagements && a.it_users == b.it_users && a.addresses == b.addresses && a.kles == b.kles &&
         a.managers == b.managers && a.organisations == b.organisations;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  fuzz::Input input{data, size};
  const std::uint8_t selector = input.byte();
  const bool with_cpr = selector >= 'A';
  const auto kind = static_cast<os2mo::Kind>((selector - (with_cpr ? 'A' : '0')) % os2mo::kKindCount);
  std::string body{input.rest()};

  Snapshot rows;
  std::optional<Uuid> last;
  os2mo::Page page{os2mo::Extras{.cpr = with_cpr}};
  bool taken = false;
  fuzz::expect_error_at_most(
      [&] {
        os2mo::Verdict verdict = page.open(body, kind);
        if (verdict.remedy == os2mo::Remedy::use) verdict = page.read_objects(rows, last);
        taken = verdict.remedy == os2mo::Remedy::use;
        require(taken || equal(rows, {}), "a page that is not used leaves no rows");
        fuzz::require_no_cpr(verdict.why);
      },
      {ErrorKind::incomplete});

  const auto simple = fuzz::decode_simply(input.rest(), kind, with_cpr);
  if (!simple) return 0;
  if (taken) {
    require(simple->is_good, "the fast decoder takes no page that the simple one refuses");
    require(equal(rows, simple->rows), "both decoders read the same rows");
    require(page.next_cursor() == simple->next_cursor, "both decoders read the same cursor");
  } else if (input.rest().find('\\') == std::string_view::npos) {
    // Keys and uuids written with escapes are refused on purpose.
    require(!simple->is_good, "the fast decoder refuses no page that the simple one takes");
  }
  return 0;
}
