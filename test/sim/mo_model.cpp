// SPDX-License-Identifier: MPL-2.0
#include "sim/mo_model.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sim/mo_rows.hpp"

namespace os2sync::sim {
namespace {

using Json = nlohmann::json;
using Ids = std::set<Uuid>;

Ids ids_of(const Json& uuids) {
  Ids ids;
  for (const auto& uuid : uuids) ids.insert(Uuid::parse(uuid.get_ref<const std::string&>()).value());
  return ids;
}

/// The units of a filter {"uuids": …} or {"descendant": {"uuids": …}}: the latter with all units above them.
Ids units_of(const Json& filter, const Snapshot& rows) {
  if (!filter.contains("descendant")) return ids_of(filter["uuids"]);
  Ids chosen;
  for (std::optional<Uuid> unit : ids_of(filter["descendant"]["uuids"])) {
    while (unit && !chosen.contains(*unit)) {
      const auto row = std::ranges::find(rows.units, *unit, &SourceUnit::uuid);
      if (row == rows.units.end()) break;
      chosen.insert(*unit);
      unit = row->parent;
    }
  }
  return chosen;
}

/// A filter taken apart once, not per row.
class Filter {
 public:
  Filter(const Json& filter, const Snapshot& rows) {
    if (filter.is_null()) return;
    if (filter.contains("uuids")) uuids_ = ids_of(filter["uuids"]);
    if (filter.contains("descendant")) uuids_ = units_of(filter, rows);
    if (filter.contains("org_unit")) units_ = units_of(filter["org_unit"], rows);
    if (filter.contains("employee")) persons_ = ids_of(filter["employee"]["uuids"]);
    if (filter.contains("itsystem")) systems_ = ids_of(filter["itsystem"]["uuids"]);
    if (filter.contains("address_type")) types_ = ids_of(filter["address_type"]["uuids"]);
    if (filter.contains("user_keys")) user_keys_ = filter["user_keys"].get<std::set<std::string>>();
  }

  template <typename Row>
  bool passes(const Row& row) const {
    const Belongings its = belongings_of(row);
    const auto in = [](const std::optional<Ids>& chosen, const std::optional<Uuid>& uuid) {
      return !chosen || (uuid && chosen->contains(*uuid));
    };
    return in(uuids_, row.uuid) && in(units_, its.unit) && in(persons_, its.person) && in(systems_, its.it_system) &&
           in(types_, its.address_type) && (!user_keys_ || user_keys_->contains(its.user_key));
  }

 private:
  std::optional<Ids> uuids_;
  std::optional<Ids> units_;
  std::optional<Ids> persons_;
  std::optional<Ids> systems_;
  std::optional<Ids> types_;
  std::optional<std::set<std::string>> user_keys_;
};

template <typename Use>
void with_collection(const Snapshot& rows, std::string_view name, Use&& use) {
  if (name == "classes") use(rows.classes);
  if (name == "itsystems") use(rows.it_systems);
  if (name == "org_units") use(rows.units);
  if (name == "engagements") use(rows.engagements);
  if (name == "managers") use(rows.managers);
  if (name == "kles") use(rows.kles);
  if (name == "employees") use(rows.persons);
  if (name == "itusers") use(rows.it_users);
  if (name == "addresses") use(rows.addresses);
}

std::string object_json(const Uuid& uuid, std::string_view current) {
  return fmt::format(R"({{"uuid":"{}","current":{}}})", uuid, current);
}

}  // namespace

std::vector<MoModel::Found> MoModel::find(const std::string& collection, const Json& filter, bool with_cpr) const {
  std::vector<Found> found;
  if (seems_empty) return found;
  const Filter wanted{filter, truth};
  with_collection(truth, collection, [&](const auto& rows) {
    for (const auto& row : rows) {
      if (wanted.passes(row)) found.push_back({row.uuid, json_of(row, with_cpr)});
    }
  });
  std::ranges::sort(found, {}, &Found::uuid);
  return found;
}

std::string MoModel::make_page(const std::string& collection, const Json& variables, const Json& filter, bool with_cpr,
                               const PageSpoil& spoil) {
  std::vector<Found> found = find(collection, filter, with_cpr);
  const std::string cursor = variables.contains("cursor") && !variables["cursor"].is_null()
                                 ? variables["cursor"].get<std::string>()
                                 : std::string{};
  if (!cursor.empty()) {
    const Uuid last = Uuid::parse(cursor).value();
    std::erase_if(found, [&](const Found& one) { return one.uuid <= last; });
  }
  auto limit = variables["limit"].get<std::size_t>();
  if (spoil.kind == PageSpoil::Kind::shorter) limit = std::max<std::size_t>(1, spoil.at % (limit + 1));
  std::string next = "null";
  if (found.size() > limit) {
    found.resize(limit);
    next = fmt::format("\"{}\"", found.back().uuid);
  }
  if (!found.empty()) {
    const std::size_t at = spoil.at % found.size();
    switch (spoil.kind) {
      case PageSpoil::Kind::omitted:
        found.erase(found.begin() + static_cast<std::ptrdiff_t>(at));
        omitted_ = true;
        break;
      case PageSpoil::Kind::ended:
        found[at].current = "null";
        omitted_ = true;
        break;
      case PageSpoil::Kind::repeated: found.push_back(found[at]); break;
      case PageSpoil::Kind::disorder: std::swap(found[at], found.back()); break;
      case PageSpoil::Kind::looping:
        if (!cursor.empty()) next = fmt::format("\"{}\"", cursor);
        break;
      case PageSpoil::Kind::none:
      case PageSpoil::Kind::shorter: break;
    }
  }
  std::string objects;
  for (const Found& one : found) objects += (objects.empty() ? "" : ",") + object_json(one.uuid, one.current);
  return fmt::format(R"({{"page_info":{{"next_cursor":{}}},"objects":[{}]}})", next, objects);
}

std::string MoModel::answer(const std::string& request_body, const PageSpoil& spoil) {
  omitted_ = false;
  const Json request = Json::parse(request_body);
  const auto& query = request["query"].get_ref<const std::string&>();
  const Json& variables = request["variables"];
  const bool with_cpr = query.find("cpr_number") != std::string::npos;
  if (!variables.contains("f0")) {
    const auto brace = query.find('{');
    const std::string collection = query.substr(brace + 1, query.find('(', brace) - brace - 1);
    return fmt::format(R"({{"data":{{"{}":{}}}}})", collection,
                       make_page(collection, variables, variables["filter"], with_cpr, spoil));
  }
  // Several collections under aliases p0, p1, …, each with a filter of its own.
  std::string data;
  for (std::size_t i = 0; variables.contains(fmt::format("f{}", i)); ++i) {
    const std::string alias = fmt::format("p{}:", i);
    const std::size_t at = query.find(alias) + alias.size();
    const std::string collection = query.substr(at, query.find('(', at) - at);
    data += fmt::format(
        R"({}"p{}":{})", i == 0 ? "" : ",", i,
        make_page(collection, variables, variables[fmt::format("f{}", i)], with_cpr, i == 0 ? spoil : PageSpoil{}));
  }
  return fmt::format(R"({{"data":{{{}}}}})", data);
}

}  // namespace os2sync::sim
