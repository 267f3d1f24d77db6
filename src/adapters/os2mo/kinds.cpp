// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/kinds.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace os2sync::os2mo {
namespace {

struct Collection {
  std::string_view name;
  std::string_view filter_type;
  std::string_view fields;    ///< of `current`, in the order the decoder looks for them
  std::string_view narrowed;  ///< the filter member that `Selection::within` fills
};

// References are asked for as x_response{uuid}: OS2MO answers those without looking the object up.
constexpr std::array<Collection, kKindCount> kCollections{{
    {"classes", "ClassFilter", "user_key name scope facet{user_key}", ""},
    {"itsystems", "ITSystemFilter", "user_key name", ""},
    {"org_units", "OrganisationUnitFilter",
     "name user_key parent_response{uuid} unit_type_response{uuid} unit_level_response{uuid} "
     "unit_hierarchy_response{uuid}",
     ""},
    {"engagements", "EngagementFilter",
     "person_response{uuid} org_unit_response{uuid} job_function_response{uuid} extension_1 extension_3 is_primary "
     "validity{from}",
     ""},
    {"managers", "ManagerFilter", "org_unit_response{uuid} person_response{uuid}", ""},
    {"kles", "KLEFilter", "org_unit_response{uuid} kle_number_response{uuid} kle_aspect_uuids", ""},
    {"employees", "EmployeeFilter", "user_key given_name surname nickname_given_name nickname_surname", ""},
    {"itusers", "ITUserFilter",
     "user_key external_id person_response{uuid} org_unit_response{uuid} itsystem_response{uuid} engagement_uuids",
     "itsystem"},
    // `name` is the text as OS2MO shows it; for DAR addresses it costs a look-up, for the others nothing.
    {"addresses", "AddressFilter",
     "name person_response{uuid} org_unit_response{uuid} engagement_response{uuid} ituser_response{uuid} "
     "address_type_response{uuid} visibility_response{uuid}",
     "address_type"},
    {"org", "", "uuid user_key name", ""},
}};

const Collection& row_of(Kind kind) noexcept { return kCollections[static_cast<std::size_t>(kind)]; }

void append_uuids(std::string& out, std::span<const Uuid> ids) {
  constexpr std::size_t kTextSize = 36;
  out += '[';
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) out += ',';
    out += '"';
    out.resize(out.size() + kTextSize);
    ids[i].write(out.data() + out.size() - kTextSize);
    out += '"';
  }
  out += ']';
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  out += '"';
}

void append_texts(std::string& out, std::string_view name, std::span<const std::string> texts) {
  out += fmt::format(R"({{"{}":[)", name);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, texts[i]);
  }
  out += "]}";
}

/// How the filter leads from the objects of a kind to the uuids it is given.
std::string_view path_to_uuids(Kind kind, Selection::By by) {
  switch (by) {
    case Selection::By::units: return R"({"org_unit":)";
    case Selection::By::persons: return R"({"employee":)";
    case Selection::By::lines: return kind == Kind::unit ? R"({"descendant":)" : R"({"org_unit":{"descendant":)";
    case Selection::By::all:
    case Selection::By::user_keys:
    case Selection::By::external_ids:
    case Selection::By::uuids: break;
  }
  return "";
}

void append_within(std::string& out, Kind kind, std::span<const Uuid> within) {
  out += fmt::format(R"("{}":{{"uuids":)", row_of(kind).narrowed);
  append_uuids(out, within);
  out += '}';
}

void append_filter(std::string& out, Kind kind, const Selection& selection) {
  if (selection.by == Selection::By::all) {
    if (selection.within.empty()) {
      out += "null";
      return;
    }
    out += '{';
    append_within(out, kind, selection.within);
    out += '}';
    return;
  }
  if (selection.by == Selection::By::user_keys) return append_texts(out, "user_keys", selection.texts);
  if (selection.by == Selection::By::external_ids) return append_texts(out, "external_ids", selection.texts);
  const std::string_view path = path_to_uuids(kind, selection.by);
  out += path;
  out += R"({"uuids":)";
  append_uuids(out, selection.ids);
  out.append(static_cast<std::size_t>(std::count(path.begin(), path.end(), '{')), '}');
  if (!selection.within.empty()) {
    out += ',';
    append_within(out, kind, selection.within);
  }
  out += '}';
}

/// Null means without bounds, where a missing date means today.
constexpr std::string_view kAllTimes = R"("from_date":null,"to_date":null)";

}  // namespace

std::string_view collection_of(Kind kind) noexcept { return row_of(kind).name; }
std::string_view filter_type_of(Kind kind) noexcept { return row_of(kind).filter_type; }
std::string fields_of_object(Kind kind, const Extras& extras) {
  const std::string_view fields = row_of(kind).fields;
  if (!comes_in_pages(kind)) return std::string{fields};
  if (kind == Kind::person)
    return fmt::format("uuid current{{{}{}{}}}", fields, extras.seniority ? " seniority" : "",
                       extras.cpr ? " cpr_number" : "");
  if (kind == Kind::engagement && extras.history) {
    const std::string_view without_days = fields.substr(0, fields.find("validity"));
    return fmt::format("uuid current{{{}}} validities{{{}validity{{from to}}}}", fields,
                       extras.future ? without_days : "");
  }
  return fmt::format("uuid current{{{}}}", fields);
}

std::string write_filter(Kind kind, const Selection& selection, const Extras& extras) {
  std::string out;
  append_filter(out, kind, selection);
  if (kind != Kind::engagement || !extras.history) return out;
  if (out == "null") return fmt::format("{{{}}}", kAllTimes);
  out.back() = ',';
  return out.append(kAllTimes).append("}");
}

std::string write_page_request(Kind kind, std::string_view filter, std::size_t limit, std::string_view cursor,
                               const Extras& extras) {
  const Collection& collection = row_of(kind);
  if (!comes_in_pages(kind)) {
    return fmt::format(R"({{"query":"{{{}{{{}}}}}"}})", collection.name, fields_of_object(kind, extras));
  }
  // page_info stands first so that the next page can be asked for before this one's objects are looked at.
  std::string out = fmt::format(
      R"({{"query":"query($limit:int,$cursor:Cursor,$filter:{}){{{}(limit:$limit,cursor:$cursor,filter:$filter))"
      R"({{page_info{{next_cursor}} objects{{{}}}}}}}","variables":{{"limit":{},"cursor":)",
      collection.filter_type, collection.name, fields_of_object(kind, extras), limit);
  if (cursor.empty())
    out += "null";
  else
    append_json_string(out, cursor);
  out += R"(,"filter":)";
  out += filter;
  out += "}}";
  return out;
}

}  // namespace os2sync::os2mo
