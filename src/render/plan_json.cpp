// SPDX-License-Identifier: MPL-2.0
#include "render/plan_json.hpp"

#include <nlohmann/json.hpp>

#include "plan/approvable.hpp"
#include "render/finding_text.hpp"
#include "render/names.hpp"
#include "render/undrawn.hpp"
#include "render/withheld_text.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const Change& change) {
  ordered_json fields = ordered_json::array();
  for (const FieldChange& field : change.fields) {
    fields.push_back({{"field", field_name(field.field)}, {"change", name_of(field.kind)}});
  }
  return {{"action", name_of(change.action)}, {"kind", name_of(change.kind)},
          {"uuid", change.uuid.to_string()},  {"source_uuid", change.source.to_string()},
          {"reason", name_of(change.reason)}, {"fields", std::move(fields)}};
}

ordered_json account_json(std::string_view action, const Uuid& fk_uuid, const Uuid& person, std::string_view reason) {
  return {{"action", action},
          {"kind", "fk_account"},
          {"uuid", fk_uuid.to_string()},
          {"source_uuid", person.to_string()},
          {"reason", reason}};
}
ordered_json json_of(const NewFkAccount& account) {
  ordered_json json =
      account_json("create", account.fk_uuid, account.person, account.adopted ? "adopted" : "has_no_fk_account");
  json["guid"] = account.guid.to_string();
  return json;
}
ordered_json json_of(const EndedFkAccount& account) {
  ordered_json json = account_json("end", account.fk_uuid, account.person, "account_gone");
  json["account_uuid"] = account.account.to_string();
  return json;
}
ordered_json json_of_withheld(const EndedFkAccount& account) {
  ordered_json json = json_of(account);
  json["withheld"] = name_of(WithheldReason::guard);
  return json;
}

/// Everything the run would do, in its order.
template <typename Add>
void for_each_change(const Plan& plan, Add add) {
  for (const NewFkAccount& account : plan.fk_accounts.created) add(json_of(account));
  for (std::size_t i = 0; i <= plan.waves.size(); ++i) {
    if (i == first_removal_wave(plan)) {
      for (const EndedFkAccount& account : plan.fk_accounts.ended) add(json_of(account));
    }
    if (i == plan.waves.size()) break;
    for (const Change& change : plan.waves[i].changes) add(json_of(change));
  }
}

ordered_json json_of(const Withheld& withheld) {
  ordered_json json = json_of(withheld.change);
  json["withheld"] = name_of(withheld.reason);
  json["since"] = withheld.since == 0 ? ordered_json{} : ordered_json(render_iso_time(withheld.since));
  return json;
}

ordered_json json_of(const MassChange& mass) {
  return {
      {"kind", name_of(mass.kind)}, {"field", field_name(mass.field)}, {"changed", mass.changed}, {"held", mass.held}};
}

/// {"hash":…,"changes":…}; null when there is nothing to approve, or not by this plan.
ordered_json approval_of(const Plan& plan) {
  const std::string hash = approval_hash(plan);
  if (hash.empty()) return nullptr;
  return {{"hash", hash}, {"changes", find_approvable(plan).size() - (plan.refusal ? 1 : 0)}};
}
ordered_json refusal_of(const Plan& plan) {
  return plan.refusal ? ordered_json(name_of(*plan.refusal)) : ordered_json{};
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
          {"held", counts.held},     {"withheld", counts.withheld}};
}

ordered_json counts_of(const Plan& plan) {
  ordered_json counts{{"units", json_of(plan.units)}, {"users", json_of(plan.users)}};
  const FkAccountPlan& accounts = plan.fk_accounts;
  if (accounts.it_system) {
    counts["fk_accounts"] = {
        {"create", accounts.created.size()}, {"end", accounts.ended.size()}, {"withheld", accounts.withheld.size()}};
  }
  return counts;
}

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

void add_owners(std::string_view prefix, const FieldOwners& owners, ordered_json& out) {
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    if (!owners.theirs[i] && !owners.fill_if_empty[i]) continue;
    const std::string name = std::string{prefix}.append(field_name(static_cast<FieldId>(i)));
    out[name] = owners.theirs[i] ? "theirs" : "fill-if-empty";
  }
}

/// The fields that are not simply ours; the same for all objects of a kind.
ordered_json owners_of(const Wanted& wanted) {
  ordered_json out = ordered_json::object();
  if (!wanted.units.empty()) add_owners("Unit.", wanted.units.front().owners, out);
  if (!wanted.users.empty()) add_owners("User.", wanted.users.front().owners, out);
  return out;
}

template <typename Object>
std::string render_payload(const Object& object) {
  ordered_json json;
  json["Uuid"] = object.uuid.to_string();
  for (const Field& field : fields_of(object)) {
    const std::string_view name = field_name(field.id);
    ordered_json value = std::visit(JsonOfValue{}, field.value);
    if (const auto dot = name.find('.'); dot != std::string_view::npos) {
      json[std::string{name.substr(0, dot)}][std::string{name.substr(dot + 1)}] = std::move(value);
    } else {
      json[std::string{name}] = std::move(value);
    }
  }
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

std::string line_of(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string render_plan_json(const Plan& plan, const Wanted& wanted) {
  ordered_json document{{"format_version", kFormatVersion}};
  document["changes"] = ordered_json::array();
  for_each_change(plan, [&](ordered_json change) { document["changes"].push_back(std::move(change)); });
  document["withheld"] = ordered_json::array();
  for (const Withheld& withheld : plan.withheld) document["withheld"].push_back(json_of(withheld));
  for (const EndedFkAccount& account : plan.fk_accounts.withheld) {
    document["withheld"].push_back(json_of_withheld(account));
  }
  document["refusal"] = refusal_of(plan);
  document["mass_changes"] = ordered_json::array();
  for (const MassChange& mass : plan.mass_changes) document["mass_changes"].push_back(json_of(mass));
  document["approval"] = approval_of(plan);
  document["findings"] = ordered_json::array();
  for (const Finding& finding : wanted.findings) document["findings"].push_back(json_of(finding));
  document["field_ownership"] = owners_of(wanted);
  document["counts"] = counts_of(plan);
  return hide_undrawn(document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n", wanted.fk_accounts);
}

std::string render_plan_ndjson(const Plan& plan, const Wanted& wanted, std::string_view program_version) {
  std::string out = line_of({{"type", "version"}, {"format_version", kFormatVersion}, {"program", program_version}});
  const auto add = [&out](std::string_view type, const ordered_json& body) {
    ordered_json line{{"type", type}};
    line.update(body);
    out += line_of(line);
  };
  for_each_change(plan, [&](const ordered_json& change) { add("planned_change", change); });
  for (const Withheld& withheld : plan.withheld) add("withheld_change", json_of(withheld));
  for (const EndedFkAccount& account : plan.fk_accounts.withheld) add("withheld_change", json_of_withheld(account));
  if (plan.refusal) add("refusal", {{"refusal", refusal_of(plan)}});
  for (const MassChange& mass : plan.mass_changes) add("mass_change", json_of(mass));
  if (const ordered_json approval = approval_of(plan); !approval.is_null()) add("approval", approval);
  for (const Finding& finding : wanted.findings) add("diagnostic", json_of(finding));
  if (const ordered_json owners = owners_of(wanted); !owners.empty()) add("field_ownership", owners);
  add("change_summary", counts_of(plan));
  return hide_undrawn(std::move(out), wanted.fk_accounts);
}

std::string render_payload_json(const WantedUnit& unit) { return render_payload(unit); }
std::string render_payload_json(const WantedUser& user) { return render_payload(user); }

}  // namespace os2sync
