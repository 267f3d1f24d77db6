// SPDX-License-Identifier: MPL-2.0
// The text of a template through Jinja2's sandbox: it works or it is a fault of the settings.
#include "adapters/jinja/open_templates.hpp"
#include "harness.hpp"

namespace {

/// The sandbox limits neither time nor memory (docs/decisions/0008-templates.md); what asks for much of either is no
/// finding.
bool may_take_long(std::string_view text) {
  constexpr std::size_t kLongest = 400;
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 4 || c == '*') return true;
  }
  return text.size() > kLongest || text.find("for") != text.rfind("for");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  const std::string_view text = fuzz::Input{data, size}.rest();
  if (may_take_long(text)) return 0;
  fuzz::expect_error_at_most(
      [&] {
        const auto templates = open_templates({{"person.name", std::string{text}}}, {.cpr = true, .organisation = true},
                                              Language::english);
        if (!templates) return;
        const Uuid uuid;
        const auto cpr = Cpr::parse("0101010000");
        const SourceOrganisation organisation{uuid, "by", "Byen"};
        const PersonContext person{uuid, "AA", "Anna", "And", "", "", &*cpr, std::nullopt, &organisation};
        const TemplateAnswer answer = templates->name(person);
        if (const auto* fault = std::get_if<TemplateFault>(&answer)) fuzz::require_no_cpr(fault->variable);
      },
      {ErrorKind::settings});
  return 0;
}
