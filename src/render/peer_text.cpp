// SPDX-License-Identifier: MPL-2.0
#include "render/peer_text.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "core/mask.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;
using Differences = std::span<const PeerDifference>;

/// Calls `visit` with the differences of one field at a time.
template <typename Visit>
void for_each_field(const PeerComparison& comparison, Visit visit) {
  const auto& all = comparison.differences;
  for (auto first = all.begin(); first != all.end();) {
    const auto last = std::find_if(first, all.end(), [&](const PeerDifference& difference) {
      return difference.kind != first->kind || difference.field != first->field;
    });
    visit(Differences{first, last});
    first = last;
  }
}

std::string value_text(const std::vector<std::string>& texts) {
  return texts.empty() ? "-" : mask_cpr(fmt::format("{}", fmt::join(texts, ", ")));
}

std::string example_text(const PeerDifference& difference, const PeerTextOptions& options) {
  constexpr Text kValues{"      {}\n        theirs: {}\n        ours:   {}\n",
                         "      {}\n        deres: {}\n        vores: {}\n"};
  if (!options.show_values) return fmt::format("      {}\n", difference.uuid);
  return fmt::format(fmt::runtime(kValues.in(options.language)), difference.uuid, value_text(difference.theirs),
                     value_text(difference.ours));
}

Text remark_on(const LoneObject& object) {
  if (object.without_positions)
    return {" (no positions: OS2sync refuses it)", " (ingen stillinger: OS2sync afviser den)"};
  if (object.held) return {" (left as it is in FK-ORG)", " (røres ikke i FK-ORG)"};
  return {"", ""};
}

void append_lone(std::string& out, const std::vector<LoneObject>& objects, Text head, const PeerTextOptions& options) {
  std::map<std::pair<ObjectKind, std::string_view>, std::vector<Uuid>> groups;
  for (const LoneObject& object : objects)
    groups[{object.kind, remark_on(object).in(options.language)}].push_back(object.uuid);
  for (const auto& [group, uuids] : groups) {
    out += fmt::format("{:>6}  {}: {}{}\n", uuids.size(), text_of(group.first).in(options.language),
                       head.in(options.language), group.second);
    for (std::size_t i = 0; i < std::min(options.examples, uuids.size()); ++i)
      out += fmt::format("      {}\n", uuids[i]);
  }
}

Json json_of_example(const PeerDifference& difference, bool show_values) {
  Json json{{"uuid", difference.uuid.to_string()}};
  if (!show_values) return json;
  for (const auto& [name, texts] : {std::pair{"theirs", &difference.theirs}, {"ours", &difference.ours}}) {
    Json list = Json::array();
    for (const std::string& text : *texts) list.push_back(mask_cpr(text));
    json[name] = std::move(list);
  }
  return json;
}

Json json_of(const std::vector<LoneObject>& objects) {
  Json list = Json::array();
  for (const LoneObject& object : objects) {
    list.push_back({{"kind", name_of(object.kind)},
                    {"uuid", object.uuid.to_string()},
                    {"without_positions", object.without_positions},
                    {"held", object.held}});
  }
  return list;
}

}  // namespace

std::string render_peer_comparison(const PeerComparison& comparison, const PeerTextOptions& options) {
  constexpr Text kCompared{"Compared: {} units, {} users.\n", "Sammenlignet: {} enheder, {} brugere.\n"};
  constexpr Text kTheirs{"only theirs", "kun deres"};
  constexpr Text kOurs{"only ours", "kun vores"};
  constexpr Text kEqual{"No difference.\n", "Ingen forskel.\n"};
  constexpr Text kDiffer{"Objects of one side alone: {}; fields that differ: {}.\n",
                         "Objekter på kun den ene side: {}; felter, der er forskellige: {}.\n"};
  const Language language = options.language;
  std::string out = fmt::format(fmt::runtime(kCompared.in(language)), comparison.units, comparison.users);
  for_each_field(comparison, [&](Differences of_field) {
    out += fmt::format("{:>6}  {}: {}\n", of_field.size(), text_of(of_field.front().kind).in(language),
                       field_name(of_field.front().field));
    for (const PeerDifference& difference : of_field.first(std::min(options.examples, of_field.size())))
      out += example_text(difference, options);
  });
  append_lone(out, comparison.only_theirs, kTheirs, options);
  append_lone(out, comparison.only_ours, kOurs, options);
  if (comparison.equal()) return out + std::string{kEqual.in(language)};
  return out + fmt::format(fmt::runtime(kDiffer.in(language)),
                           comparison.only_theirs.size() + comparison.only_ours.size(), comparison.differences.size());
}

std::string render_peer_comparison_json(const PeerComparison& comparison, const PeerTextOptions& options) {
  Json fields = Json::array();
  for_each_field(comparison, [&](Differences of_field) {
    Json examples = Json::array();
    for (const PeerDifference& difference : of_field.first(std::min(options.examples, of_field.size())))
      examples.push_back(json_of_example(difference, options.show_values));
    fields.push_back({{"kind", name_of(of_field.front().kind)},
                      {"field", field_name(of_field.front().field)},
                      {"count", of_field.size()},
                      {"examples", std::move(examples)}});
  });
  const Json document{{"format_version", kFormatVersion},
                      {"equal", comparison.equal()},
                      {"compared", {{"units", comparison.units}, {"users", comparison.users}}},
                      {"fields", std::move(fields)},
                      {"only_theirs", json_of(comparison.only_theirs)},
                      {"only_ours", json_of(comparison.only_ours)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace os2sync
