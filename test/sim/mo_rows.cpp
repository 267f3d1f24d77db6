// SPDX-License-Identifier: MPL-2.0
#include "sim/mo_rows.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace os2sync::sim {
namespace {

/// Empty is null, as in most of OS2MO.
std::string text(const std::string& value) { return value.empty() ? "null" : nlohmann::json(value).dump(); }
std::string reference(const std::optional<Uuid>& uuid) {
  return uuid ? fmt::format(R"({{"uuid":"{}"}})", *uuid) : "null";
}
std::string list(const std::vector<Uuid>& uuids) {
  std::string out = "[";
  for (const Uuid& uuid : uuids) out += fmt::format(R"({}"{}")", out.size() > 1 ? "," : "", uuid);
  return out + "]";
}

}  // namespace

std::string json_of(const SourceClass& row, bool) {
  const std::string facet = row.facet.empty() ? "null" : fmt::format(R"({{"user_key":{}}})", text(row.facet));
  return fmt::format(R"({{"user_key":{},"name":{},"scope":{},"facet":{}}})", text(row.user_key), text(row.name),
                     text(row.scope), facet);
}

std::string json_of(const SourceItSystem& row, bool) {
  return fmt::format(R"({{"user_key":{},"name":{}}})", text(row.user_key), text(row.name));
}

std::string json_of(const SourceUnit& row, bool) {
  return fmt::format(
      R"({{"name":{},"user_key":{},"parent_response":{},"unit_type_response":{},"unit_level_response":{},)"
      R"("unit_hierarchy_response":{}}})",
      text(row.name), text(row.user_key), reference(row.parent), reference(row.type), reference(row.level),
      reference(row.hierarchy));
}

std::string json_of(const SourceEngagement& row, bool) {
  const std::string from = row.from ? '"' + row.from->to_string() + "T00:00:00+02:00\"" : "null";
  return fmt::format(
      R"({{"person_response":{},"org_unit_response":{},"job_function_response":{},"extension_1":{},"extension_3":{},)"
      R"("is_primary":{},"validity":{{"from":{}}}}})",
      reference(row.person), reference(row.unit), reference(row.job_function), text(row.extension_1),
      text(row.extension_3), row.is_primary, from);
}

std::string json_of(const SourceManager& row, bool) {
  return fmt::format(R"({{"org_unit_response":{},"person_response":{}}})", reference(row.unit), reference(row.person));
}

std::string json_of(const SourceKle& row, bool) {
  return fmt::format(R"({{"org_unit_response":{},"kle_number_response":{},"kle_aspect_uuids":{}}})",
                     reference(row.unit), reference(row.number), list(row.aspects));
}

std::string json_of(const SourcePerson& row, bool with_cpr) {
  std::string cpr;
  if (with_cpr) cpr = fmt::format(R"(,"cpr_number":{})", row.cpr ? text(row.cpr->reveal_for_sending()) : "null");
  return fmt::format(
      R"({{"user_key":{},"given_name":{},"surname":{},"nickname_given_name":{},"nickname_surname":{}{}}})",
      text(row.user_key), text(row.given_name), text(row.surname), text(row.nickname_given_name),
      text(row.nickname_surname), cpr);
}

std::string json_of(const SourceItUser& row, bool) {
  return fmt::format(
      R"({{"user_key":{},"external_id":{},"person_response":{},"org_unit_response":{},"itsystem_response":{},)"
      R"("engagement_uuids":{}}})",
      text(row.user_key), text(row.external_id), reference(row.person), reference(row.unit), reference(row.it_system),
      list(row.engagements));
}

std::string json_of(const SourceAddress& row, bool) {
  return fmt::format(
      R"({{"name":{},"person_response":{},"org_unit_response":{},"engagement_response":{},"ituser_response":{},)"
      R"("address_type_response":{},"visibility_response":{}}})",
      text(row.text), reference(row.person), reference(row.unit), reference(row.engagement), reference(row.it_user),
      reference(row.type), reference(row.visibility));
}

}  // namespace os2sync::sim
