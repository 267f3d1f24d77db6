// SPDX-License-Identifier: MPL-2.0
#include "render/approval_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plan/approvable.hpp"
#include "render/field_text.hpp"
#include "render/names.hpp"
#include "render/time_text.hpp"

namespace os2sync {
namespace {

using nlohmann::ordered_json;

constexpr Text kApproved{"approved: {}, until {}; these and no others\n",
                         "godkendt: {}, indtil {}; netop disse og ingen andre\n"};
constexpr Text kRun{"the run as a whole goes on: {}\n", "kørslen som helhed fortsætter: {}\n"};
constexpr Text kNext{"The next sync lets them through, as far as they are still to be done then.\n",
                     "Næste sync slipper dem igennem, for så vidt de stadig skal gøres til den tid.\n"};
constexpr std::string_view kLine = "{}  {}: +{} ~{} -{}{}\n";
constexpr Text kUntil{"until {}", "indtil {}"};
constexpr Text kExpired{"expired {}", "udløbet {}"};
constexpr Text kWholeRun{", a stopped run", ", en standset kørsel"};
constexpr Text kNone{"Nothing is approved.\n", "Intet er godkendt.\n"};

constexpr std::array<char, 4> kMarks{'+', '~', '-', '.'};
constexpr std::array<std::string_view, 4> kActionNames{"create", "update", "delete", "run"};

std::string fill_counts(Language language, const Approval& approval, const std::string& when) {
  std::array<std::size_t, 4> counts{};
  for (const HeldItem& item : approval.items) ++counts.at(static_cast<std::size_t>(item.action));
  return fmt::format(fmt::runtime(kLine), approval.hash, when, counts[0], counts[1], counts[2],
                     counts[3] > 0 ? kWholeRun.in(language) : "");
}

std::string name_of_object(const Change& change, const Wanted& wanted, const NamesBySource& names) {
  if (change.action != Action::remove) {
    return change.kind == ObjectKind::unit ? wanted.units[change.wanted_index].name
                                           : wanted.users[change.wanted_index].name;
  }
  const auto found = names.find(change.source);
  return found == names.end() ? std::string{} : found->second;
}

ordered_json json_of(const Approval& approval) {
  ordered_json items = ordered_json::array();
  for (const HeldItem& item : approval.items) {
    ordered_json json{{"action", kActionNames.at(static_cast<std::size_t>(item.action))}};
    if (item.action == HeldAction::run) {
      json["refusal"] = name_of(static_cast<Refusal>(item.value));
    } else {
      json["kind"] = name_of(item.kind);
      json["uuid"] = item.uuid.to_string();
    }
    items.push_back(std::move(json));
  }
  return {{"hash", approval.hash},
          {"approved_at", time_for_programs(approval.approved_at)},
          {"expires_at", time_for_programs(approval.approved_at + kApprovalSeconds)},
          {"changes", std::move(items)}};
}

}  // namespace

std::string render_approved(const Approval& approval, const Plan& plan, const Wanted& wanted,
                            const NamesBySource& names, Language language, std::size_t width) {
  std::string out;
  if (plan.refusal) out += fmt::format(fmt::runtime(kRun.in(language)), name_of(*plan.refusal));
  for (const Withheld& withheld : plan.withheld) {
    if (!can_be_approved(withheld.reason)) continue;
    const Change& change = withheld.change;
    const std::string name = name_of_object(change, wanted, names);
    std::string line = fmt::format("{} {} {}", kMarks.at(static_cast<std::size_t>(change.action)),
                                   text_of(change.kind).in(language), change.uuid);
    if (!name.empty()) line += fmt::format(" \"{}\"", name);
    if (withheld.reason == WithheldReason::mass_change) {
      for (const FieldChange& field : change.fields) line += fmt::format(" {}", field_name(field.field));
    }
    out += fit(line, width) + "\n";
  }
  return out +
         fmt::format(fmt::runtime(kApproved.in(language)), approval.hash,
                     time_for_people(approval.approved_at + kApprovalSeconds)) +
         std::string{kNext.in(language)};
}

std::string render_approval_json(const Approval& approval) {
  ordered_json document{{"format_version", 1}, {"type", "approval"}};
  document.update(json_of(approval));
  return document.dump() + "\n";
}

std::string render_approvals(const std::vector<Approval>& approvals, std::int64_t now, Language language) {
  if (approvals.empty()) return std::string{kNone.in(language)};
  std::string out;
  for (const Approval& approval : approvals) {
    const std::int64_t end = approval.approved_at + kApprovalSeconds;
    out += fill_counts(language, approval,
                       fmt::format(fmt::runtime((now < end ? kUntil : kExpired).in(language)), time_for_people(end)));
  }
  return out;
}

std::string render_approvals_json(const std::vector<Approval>& approvals, std::int64_t now) {
  ordered_json list = ordered_json::array();
  for (const Approval& approval : approvals) {
    list.push_back(json_of(approval));
    list.back()["expired"] = now >= approval.approved_at + kApprovalSeconds;
  }
  const ordered_json document{{"format_version", 1}, {"type", "approvals"}, {"approvals", std::move(list)}};
  return document.dump() + "\n";
}

}  // namespace os2sync
