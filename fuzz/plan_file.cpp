// SPDX-License-Identifier: MPL-2.0
// A plan file, which `apply` obeys. A hash over all its lines stands before everything else that is read from it, so
// here every input has the right one: the readers behind it have to hold by themselves.
#include <algorithm>
#include <string>
#include <tuple>
#include <variant>

#include "harness.hpp"
#include "render/json_lines.hpp"
#include "render/plan_file.hpp"

namespace {

using namespace os2sync;

/// Gives everything the same digest.
class SameDigest final : public Digester {
 public:
  explicit SameDigest(std::uint8_t first) { digest_.bytes[0] = first; }
  Digest digest(std::string_view) const override { return digest_; }

 private:
  Digest digest_;
};

std::string lines_of(std::string_view text) {
  const std::size_t last = text.rfind("{\"type\":\"plan_hash\"");
  std::string lines{text.substr(0, last)};
  if (!lines.empty() && lines.back() != '\n') lines += '\n';
  return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input{data, size};
  PlanBasis ours;
  ours.program = "1.0";
  ours.cvr = "12345678";
  ours.top_unit = *Uuid::parse("7a8e45f7-4de0-44c8-990f-43c0565ee505");
  const std::string text =
      lines_of(input.rest()) + R"({"type":"plan_hash","hash":")" + to_hex(SameDigest{0}.digest({})) + "\"}\n";
  const auto read = read_plan_file(text, ours, SameDigest{0});
  if (const auto* fault = std::get_if<PlanFileFault>(&read)) {
    fuzz::require(!describe(*fault).in(Language::danish).empty(), "what is wrong has a name");
    return 0;
  }
  const auto& file = std::get<PlanFile>(read);
  fuzz::require(std::is_sorted(file.objects.begin(), file.objects.end(),
                               [](const PlannedObject& a, const PlannedObject& b) {
                                 return std::tie(a.kind, a.uuid) < std::tie(b.kind, b.uuid);
                               }),
                "objects are by kind and uuid");
  fuzz::require(hash_of_plan_file(text) == to_hex(SameDigest{0}.digest({})), "its hash is found");
  const auto other = read_plan_file(text, ours, SameDigest{1});
  fuzz::require(
      std::holds_alternative<PlanFileFault>(other) && std::get<PlanFileFault>(other) == PlanFileFault::altered,
      "no plan is obeyed whose hash does not fit");
  return 0;
}
