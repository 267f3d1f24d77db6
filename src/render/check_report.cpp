// SPDX-License-Identifier: MPL-2.0
#include "render/check_report.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/wrap_text.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kStateColumns = 7;
constexpr std::size_t kNarrowest = 40;

Text word_for(CheckState state) {
  switch (state) {
    case CheckState::ok: return {"ok", "ok"};
    case CheckState::warn: return {"warn", "obs"};
    case CheckState::fail: return {"fail", "fejl"};
    case CheckState::skipped: return {"skip", "ikke"};
  }
  return {};
}

/// `first` in front of the first line, blanks in front of the others.
void append_wrapped(std::string& out, std::string_view first, std::string_view text, std::size_t width) {
  const std::size_t indent = count_columns(first);
  const std::vector<std::string> lines = wrap_text(text, width - indent);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += fmt::format("{}{}\n", i == 0 ? std::string{first} : std::string(indent, ' '), lines[i]);
  }
}

void append_check(std::string& out, const Check& check, Language language, std::size_t width) {
  const std::string word{word_for(check.state()).in(language)};
  const std::string line = check.detail.empty() ? check.title : fmt::format("{}: {}", check.title, check.detail);
  append_wrapped(out, word + std::string(kStateColumns - count_columns(word), ' '), line, width);
  const std::string indent(kStateColumns, ' ');
  for (const std::string& fault : check.faults) append_wrapped(out, indent + "x ", fault, width);
  for (const std::string& warning : check.warnings) append_wrapped(out, indent + "! ", warning, width);
}

}  // namespace

bool any_failed(const std::vector<Check>& checks) {
  return std::ranges::any_of(checks, [](const Check& check) { return check.state() == CheckState::fail; });
}

std::string render_checks(const std::vector<Check>& checks, Text good, Text bad, Language language, std::size_t width) {
  std::string out;
  for (const Check& check : checks) append_check(out, check, language, std::max(width, kNarrowest));
  out += fmt::format("{}\n", (any_failed(checks) ? bad : good).in(language));
  return out;
}

std::string render_checks_json(const std::vector<Check>& checks) {
  Json list = Json::array();
  std::vector<std::string> errors;
  std::vector<std::string> warnings;
  for (const Check& check : checks) {
    list.push_back({{"id", check.id},
                    {"state", word_for(check.state()).english},
                    {"title", check.title},
                    {"detail", check.detail},
                    {"errors", check.faults},
                    {"warnings", check.warnings}});
    errors.insert(errors.end(), check.faults.begin(), check.faults.end());
    warnings.insert(warnings.end(), check.warnings.begin(), check.warnings.end());
  }
  const Json document{
      {"ok", !any_failed(checks)}, {"checks", std::move(list)}, {"errors", errors}, {"warnings", warnings}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace os2sync
