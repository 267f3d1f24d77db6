// SPDX-License-Identifier: MPL-2.0
#include "render/plan_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <tuple>

#include "render/json_lines.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

std::string hash_of(std::string_view lines, const Digester& digester) {
  return to_hex(digester.digest(std::string{"plan file\n"}.append(lines)));
}

std::string basis_line(const PlanBasis& basis, bool values) {
  ordered_json settings = ordered_json::object();
  for (const auto& [key, digest] : basis.settings) settings[key] = to_hex(digest);
  return line_of("plan_basis", {{"cvr", basis.cvr},
                                {"top_unit", basis.top_unit.to_string()},
                                {"ledger_key", to_hex(basis.ledger_key)},
                                {"ledger", to_hex(basis.ledger)},
                                {"values", values},
                                {"settings", std::move(settings)}});
}

// What follows reads lines. Anything unexpected is thrown as std::exception: the file is not as it was written.

Digest digest_of(const std::string& hex) {
  Digest digest;
  if (hex.size() != 2 * digest.bytes.size()) throw std::invalid_argument{"a digest of another length"};
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const char* const begin = hex.data() + 2 * i;
    const auto result = std::from_chars(begin, begin + 2, digest.bytes[i], 16);
    if (result.ec != std::errc{} || result.ptr != begin + 2) throw std::invalid_argument{"no digest"};
  }
  return digest;
}

Uuid uuid_of(const ordered_json& json) {
  const std::optional<Uuid> uuid = Uuid::parse(json.get_ref<const std::string&>());
  if (!uuid) throw std::invalid_argument{"no uuid"};
  return *uuid;
}

/// The value of `Enum` that programs know by this name; they are numbered from 0.
template <typename Enum, std::size_t kCount>
Enum named(const ordered_json& json) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (name_of(static_cast<Enum>(i)) == json.get_ref<const std::string&>()) return static_cast<Enum>(i);
  }
  throw std::invalid_argument{"no such name"};
}

FieldId field_of(const ordered_json& json) {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (field_name(static_cast<FieldId>(i)) == json.get_ref<const std::string&>()) return static_cast<FieldId>(i);
  }
  throw std::invalid_argument{"no such field"};
}

PlannedObject object_of(const ordered_json& line) {
  PlannedObject object;
  object.kind = named<ObjectKind, 2>(line.at("kind"));
  object.uuid = uuid_of(line.at("uuid"));
  object.source = uuid_of(line.at("source_uuid"));
  object.action = named<Action, 3>(line.at("action"));
  object.reason = named<Reason, kReasonCount>(line.at("reason"));
  for (const ordered_json& field : line.at("fields")) {
    object.fields.push_back({field_of(field.at("field")), named<FieldChangeKind, 3>(field.at("change"))});
  }
  if (line.contains("digest")) object.digest = digest_of(line.at("digest"));
  if (line.contains("withheld")) object.withheld = named<WithheldReason, kWithheldReasonCount>(line.at("withheld"));
  return object;
}

PlanBasis basis_of(const ordered_json& version, const ordered_json& line) {
  PlanBasis basis;
  basis.program = version.at("program").get<std::string>();
  basis.cvr = line.at("cvr").get<std::string>();
  basis.top_unit = uuid_of(line.at("top_unit"));
  basis.ledger_key = digest_of(line.at("ledger_key"));
  basis.ledger = digest_of(line.at("ledger"));
  for (const auto& [key, digest] : line.at("settings").items())
    basis.settings.emplace(key, digest_of(digest.get<std::string>()));
  return basis;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

ordered_json parse(std::string_view line) { return ordered_json::parse(line.begin(), line.end()); }

/// The first line, if the file begins as every stream of ours does.
ordered_json version_of(std::string_view line) {
  const ordered_json json = ordered_json::parse(line.begin(), line.end(), nullptr, false);
  const bool ours =
      json.is_object() && json.contains("type") && json["type"] == "version" && json.contains("format_version");
  return ours ? json : ordered_json{};
}

bool is_of_type(std::string_view line, std::string_view type) {
  constexpr std::string_view kBegin = R"({"type":")";
  return line.starts_with(kBegin) && line.substr(kBegin.size()).starts_with(type);
}

std::optional<PlanFileFault> find_stranger(const PlanBasis& theirs, const PlanBasis& ours) {
  if (theirs.program != ours.program) return PlanFileFault::other_program;
  if (theirs.cvr != ours.cvr || theirs.top_unit != ours.top_unit) return PlanFileFault::other_municipality;
  if (theirs.ledger_key != ours.ledger_key) return PlanFileFault::other_ledger;
  return std::nullopt;
}

}  // namespace

std::string render_plan_file(const Plan& plan, const Wanted& wanted, const PlanBasis& basis, const Digester& digester,
                             bool values) {
  std::string text = version_line(basis.program) + basis_line(basis, values);
  text += render_plan_lines(plan, wanted, {true, values});
  const std::string hash = hash_of(text, digester);
  return text + line_of("plan_hash", {{"hash", hash}});
}

std::string_view hash_of_plan_file(std::string_view text) {
  constexpr std::size_t kHex = 32;
  constexpr std::string_view kEnd = "\"}\n";
  return text.substr(text.size() - kEnd.size() - kHex, kHex);
}

std::vector<std::string> remarks_of_plan_file(std::string_view text) {
  std::vector<std::string> remarks;
  for (const std::string_view line : split_lines(text)) {
    if (is_of_type(line, "diagnostic\"") || is_of_type(line, "field_ownership\"")) remarks.emplace_back(line);
  }
  return remarks;
}

std::variant<PlanFile, PlanFileFault> read_plan_file(std::string_view text, const PlanBasis& ours,
                                                     const Digester& digester) {
  const std::vector<std::string_view> lines = split_lines(text);
  const ordered_json version = lines.empty() ? ordered_json{} : version_of(lines.front());
  if (version.is_null()) return PlanFileFault::no_plan;
  if (version["format_version"] != kFormatVersion) return PlanFileFault::other_format;
  if (text.back() != '\n' || !is_of_type(lines.back(), "plan_hash\"")) return PlanFileFault::truncated;
  try {
    PlanFile file;
    const ordered_json basis = parse(lines.at(1));
    file.basis = basis_of(version, basis);
    file.values = basis.at("values").get<bool>();
    if (const auto stranger = find_stranger(file.basis, ours)) return *stranger;
    const std::string_view hashed = text.substr(0, static_cast<std::size_t>(lines.back().data() - text.data()));
    if (line_of("plan_hash", {{"hash", hash_of(hashed, digester)}}) != text.substr(hashed.size()))
      return PlanFileFault::altered;
    for (const std::string_view line : lines) {
      if (!is_of_type(line, "planned_change\"") && !is_of_type(line, "withheld_change\"")) continue;
      const ordered_json change = parse(line);
      // What is written to OS2MO is compared as part of the whole text.
      if (change.at("kind") != "fk_account") file.objects.push_back(object_of(change));
    }
    file.remarks = remarks_of_plan_file(text);
    std::sort(file.objects.begin(), file.objects.end(),
              [](const auto& a, const auto& b) { return std::tie(a.kind, a.uuid) < std::tie(b.kind, b.uuid); });
    return file;
  } catch (const std::exception&) {  // the JSON library's, or one of the above
    return PlanFileFault::altered;
  }
}

Text describe(PlanFileFault fault) {
  constexpr std::array<Text, 7> kTexts{{
      {"this is no plan file; make one with `plan --out FILE`", "dette er ingen planfil; lav en med `plan --out FIL`"},
      {"the plan file is of another format version; make a new one with `plan --out FILE`",
       "planfilen har en anden formatversion; lav en ny med `plan --out FIL`"},
      {"the end of the plan file is missing; make a new one with `plan --out FILE`",
       "slutningen af planfilen mangler; lav en ny med `plan --out FIL`"},
      {"the plan was made by another version of this program, whose rules may differ; make a new one with `plan --out "
       "FILE`",
       "planen er lavet af en anden version af programmet, hvis regler kan være andre; lav en ny med `plan --out FIL`"},
      {"the plan is for another municipality or top unit (municipality.cvr, os2sync.top_unit_uuid)",
       "planen er for en anden kommune eller topenhed (municipality.cvr, os2sync.top_unit_uuid)"},
      {"the plan was made with another ledger (os2sync.hash_cache), or the ledger was made anew since; make a new plan "
       "with `plan --out FILE`",
       "planen er lavet med en anden hovedbog (os2sync.hash_cache), eller hovedbogen er siden lavet om; lav en ny "
       "plan med `plan --out FIL`"},
      {"the plan file was altered since it was written; make a new one with `plan --out FILE`",
       "planfilen er ændret, siden den blev skrevet; lav en ny med `plan --out FIL`"},
  }};
  return kTexts.at(static_cast<std::size_t>(fault));
}

}  // namespace os2sync
