// SPDX-License-Identifier: MPL-2.0
#include "render/json_lines.hpp"

#include <fmt/format.h>

#include "core/mask.hpp"
#include "render/finding_text.hpp"
#include "render/names.hpp"
#include "render/plan_json.hpp"
#include "render/quarantine_text.hpp"
#include "render/time_text.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

struct JsonOfValue {
  ordered_json operator()(std::monostate) const { return nullptr; }
  ordered_json operator()(std::string_view text) const { return std::string{text}; }
  ordered_json operator()(const Uuid& id) const { return id.to_string(); }
  ordered_json operator()(std::reference_wrapper<const Cpr>) const { return "[cpr]"; }
  ordered_json operator()(std::span<const Uuid> ids) const {
    ordered_json list = ordered_json::array();
    for (const Uuid& id : ids) list.push_back(id.to_string());
    return list;
  }
  ordered_json operator()(std::span<const WantedPosition> positions) const {
    ordered_json list = ordered_json::array();
    for (const WantedPosition& position : positions) {
      ordered_json item{{"OrgUnitUuid", position.unit.to_string()}, {"Name", position.name}};
      if (position.start) item["StartDate"] = position.start->to_string();
      if (position.stop) item["StopDate"] = position.stop->to_string();
      list.push_back(std::move(item));
    }
    return list;
  }
};

}  // namespace

ordered_json json_of(const std::vector<FieldChange>& changes) {
  ordered_json fields = ordered_json::array();
  for (const FieldChange& field : changes) {
    fields.push_back({{"field", field_name(field.field)}, {"change", name_of(field.kind)}});
  }
  return fields;
}

ordered_json json_of(const Change& change) {
  return {{"action", name_of(change.action)}, {"kind", name_of(change.kind)},
          {"uuid", change.uuid.to_string()},  {"source_uuid", change.source.to_string()},
          {"reason", name_of(change.reason)}, {"fields", json_of(change.fields)}};
}

ordered_json json_of(const Finding& finding) {
  return {{"code", finding_info(finding.code).name},
          {"kind", name_of(finding.kind)},
          {"source_uuid", finding.object.to_string()},
          {"detail", finding.detail}};
}

ordered_json json_of(const ObjectCounts& counts) {
  return {{"wanted", counts.wanted}, {"in_ledger", counts.in_ledger}, {"create", counts.create},
          {"update", counts.update}, {"delete", counts.remove},       {"unchanged", counts.unchanged},
          {"held", counts.held},     {"withheld", counts.withheld},   {"set_aside", counts.set_aside}};
}

ordered_json refusal_json(const SetAside& object) {
  const RejectionInfo& info = rejection_info(object.code);
  return {{"code", info.name},
          {"field", object.field},
          {"mender", name_of(info.mender)},
          {"attempts", object.attempts},
          {"first_at", time_for_programs(object.first_at)},
          {"last_at", time_for_programs(object.last_at)}};
}

ordered_json json_of(const FieldValue& value) { return std::visit(JsonOfValue{}, value); }

ordered_json mask_texts(ordered_json json) {
  if (json.is_string()) return mask_cpr(json.get_ref<const std::string&>());
  if (json.is_structured()) {
    for (ordered_json& item : json) item = mask_texts(std::move(item));
  }
  return json;
}

std::string to_hex(const Digest& digest) {
  std::string hex;
  for (const std::uint8_t byte : digest.bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::string line_of(std::string_view type, const ordered_json& body) {
  ordered_json line{{"type", type}};
  line.update(body);
  return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string version_line(std::string_view program_version) {
  return line_of("version", {{"format_version", kFormatVersion}, {"program", program_version}});
}

}  // namespace os2sync
