// SPDX-License-Identifier: MPL-2.0
#include "render/plan_json.hpp"

#include <algorithm>
#include <tuple>

#include "plan/approvable.hpp"
#include "render/json_lines.hpp"
#include "render/names.hpp"
#include "render/time_text.hpp"
#include "render/undrawn.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

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

/// A file is what was planned, whatever OS2sync has refused by then.
ObjectCounts with_set_aside(ObjectKind kind, ObjectCounts counts, const Plan& plan) {
  for (const RefusedBefore& refused : plan.set_aside) {
    if (refused.object.kind == kind) ++counts.of(refused.action);
  }
  counts.set_aside = 0;
  return counts;
}

ordered_json counts_of(const Plan& plan, const PlanLineOptions& options) {
  ordered_json counts;
  for (const auto& [kind, name, of] :
       {std::tuple{ObjectKind::unit, "units", plan.units}, {ObjectKind::user, "users", plan.users}}) {
    counts[name] = json_of(options.digests ? with_set_aside(kind, of, plan) : of);
  }
  const FkAccountPlan& accounts = plan.fk_accounts;
  if (accounts.it_system) {
    counts["fk_accounts"] = {
        {"create", accounts.created.size()}, {"end", accounts.ended.size()}, {"withheld", accounts.withheld.size()}};
  }
  return counts;
}

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
    ordered_json value = json_of(field.value);
    if (const auto dot = name.find('.'); dot != std::string_view::npos) {
      json[std::string{name.substr(0, dot)}][std::string{name.substr(dot + 1)}] = std::move(value);
    } else {
      json[std::string{name}] = std::move(value);
    }
  }
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

template <typename Object>
void add_values(const Change& change, const Object& object, ordered_json& out) {
  const std::vector<Field> fields = fields_of(object);
  for (const FieldChange& changed : change.fields) {
    const auto field =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == changed.field; });
    // A name template or a clumsy hand may have put a CPR number into any text.
    if (field != fields.end()) out[std::string{field_name(field->id)}] = mask_texts(json_of(field->value));
  }
}

ordered_json json_of(const Change& change, const Wanted& wanted, const PlanLineOptions& options) {
  ordered_json json = os2sync::json_of(change);
  if (change.action == Action::remove) return json;
  if (options.digests) json["digest"] = to_hex(change.after.digest);
  if (!options.values) return json;
  ordered_json& values = json["values"] = ordered_json::object();
  if (change.kind == ObjectKind::unit) {
    add_values(change, wanted.units[change.wanted_index], values);
  } else {
    add_values(change, wanted.users[change.wanted_index], values);
  }
  return json;
}

ordered_json json_of(const Withheld& withheld, const Wanted& wanted, const PlanLineOptions& options) {
  ordered_json json = json_of(withheld.change, wanted, options);
  json["withheld"] = name_of(withheld.reason);
  // A plan is the same however long it has waited.
  if (!options.digests)
    json["since"] = withheld.since == 0 ? ordered_json{} : ordered_json(time_for_programs(withheld.since));
  return json;
}

/// The changes a run would pass over, in the order of the plan.
template <typename Add>
void for_each_set_aside(const Plan& plan, const Wanted& wanted, const PlanLineOptions& options, Add add) {
  if (options.digests || plan.set_aside.empty()) return;
  for (const Wave& wave : plan.waves) {
    for (const Change& change : wave.changes) {
      const SetAside* object = plan.find_set_aside(change);
      if (!object) continue;
      ordered_json json = json_of(change, wanted, options);
      json["set_aside"] = refusal_json(*object);
      add(std::move(json));
    }
  }
}

/// Everything the run would do, in its order.
template <typename Add>
void for_each_change(const Plan& plan, const Wanted& wanted, const PlanLineOptions& options, Add add) {
  for (const NewFkAccount& account : plan.fk_accounts.created) add(json_of(account));
  const std::size_t removals = first_removal_wave(plan);
  for (std::size_t i = 0; i <= plan.waves.size(); ++i) {
    if (i == removals) {
      for (const EndedFkAccount& account : plan.fk_accounts.ended) add(json_of(account));
    }
    if (i == plan.waves.size()) break;
    for (const Change& change : plan.waves[i].changes) {
      if (options.digests || !plan.find_set_aside(change)) add(json_of(change, wanted, options));
    }
  }
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

}  // namespace

std::string render_plan_json(const Plan& plan, const Wanted& wanted, bool values) {
  const PlanLineOptions options{false, values};
  ordered_json document{{"format_version", kFormatVersion}};
  document["changes"] = ordered_json::array();
  for_each_change(plan, wanted, options,
                  [&](ordered_json change) { document["changes"].push_back(std::move(change)); });
  document["withheld"] = ordered_json::array();
  for (const Withheld& withheld : plan.withheld) document["withheld"].push_back(json_of(withheld, wanted, options));
  for (const EndedFkAccount& account : plan.fk_accounts.withheld) {
    document["withheld"].push_back(json_of_withheld(account));
  }
  document["set_aside"] = ordered_json::array();
  for_each_set_aside(plan, wanted, options,
                     [&](ordered_json change) { document["set_aside"].push_back(std::move(change)); });
  document["refusal"] = refusal_of(plan);
  document["mass_changes"] = ordered_json::array();
  for (const MassChange& mass : plan.mass_changes) document["mass_changes"].push_back(json_of(mass));
  document["approval"] = approval_of(plan);
  document["findings"] = ordered_json::array();
  for (const Finding& finding : wanted.findings) document["findings"].push_back(json_of(finding));
  document["field_ownership"] = owners_of(wanted);
  document["counts"] = counts_of(plan, options);
  return hide_undrawn(document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n", wanted.fk_accounts);
}

std::string render_plan_lines(const Plan& plan, const Wanted& wanted, const PlanLineOptions& options) {
  std::string out;
  for_each_change(plan, wanted, options, [&](const ordered_json& change) { out += line_of("planned_change", change); });
  for (const Withheld& withheld : plan.withheld) out += line_of("withheld_change", json_of(withheld, wanted, options));
  for (const EndedFkAccount& account : plan.fk_accounts.withheld) {
    out += line_of("withheld_change", json_of_withheld(account));
  }
  for_each_set_aside(plan, wanted, options,
                     [&](const ordered_json& change) { out += line_of("set_aside_change", change); });
  if (plan.refusal) out += line_of("refusal", {{"refusal", refusal_of(plan)}});
  for (const MassChange& mass : plan.mass_changes) out += line_of("mass_change", json_of(mass));
  if (const ordered_json approval = approval_of(plan); !approval.is_null()) out += line_of("approval", approval);
  for (const Finding& finding : wanted.findings) out += line_of("diagnostic", json_of(finding));
  if (const ordered_json owners = owners_of(wanted); !owners.empty()) out += line_of("field_ownership", owners);
  return hide_undrawn(out + line_of("change_summary", counts_of(plan, options)), wanted.fk_accounts);
}

std::string render_plan_ndjson(const Plan& plan, const Wanted& wanted, std::string_view program_version, bool values) {
  return version_line(program_version) + render_plan_lines(plan, wanted, {false, values});
}

std::string render_payload_json(const WantedUnit& unit) { return render_payload(unit); }
std::string render_payload_json(const WantedUser& user) { return render_payload(user); }

}  // namespace os2sync
