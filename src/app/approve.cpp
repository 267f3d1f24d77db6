// SPDX-License-Identifier: MPL-2.0
#include "app/approve.hpp"

#include <algorithm>

#include "app/cleanup.hpp"
#include "app/delivery.hpp"
#include "core/error.hpp"
#include "plan/approvable.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kHashDigits = 16;
/// Long enough to look up last week's approvals.
constexpr std::int64_t kForgottenAfter = 30 * kApprovalSeconds;

std::string read_hash(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c != '-') digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const bool is_hash = digits.size() == kHashDigits && std::all_of(digits.begin(), digits.end(), [](char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                       });
  if (!is_hash) {
    throw Error{ErrorKind::usage,
                Text{"'{}' is no hash of a plan: those are {} hexadecimal digits, shown by plan and sync",
                     "'{}' er ingen plans kode: de har {} hexadecimale cifre og vises af plan og sync"},
                text, kHashDigits};
  }
  return group_hash(digits);
}

bool has_cleanup(const SyncOptions& options) { return !options.rules.uuid_from_it_systems.empty() && !options.stub; }

/// The plan of the next `sync`, with what it sends once more because FK-ORG was seen not to hold it.
PreparedRun prepare_next_sync(const SyncContext& context, const SyncOptions& options) {
  PlanRules rules = options.plan_rules;
  if (context.deliveries)
    rules.reposts = find_reposts(context.inputs.ledger, context.deliveries->load(), options.delivery);
  return prepare_run(context.inputs, options.rules, rules);
}

/// The plan that withholds what the hash names.
PreparedRun find_plan(const SyncContext& context, const SyncOptions& options, const std::string& hash) {
  PreparedRun run = prepare_next_sync(context, options);
  const std::string found = approval_hash(run.plan);
  if (found == hash) return run;
  if (has_cleanup(options) && !run.plan.refusal) {
    PreparedRun cleanup = prepare_mo_uuid_cleanup(context, options);
    if (approval_hash(cleanup.plan) == hash) return cleanup;
  }
  if (found.empty()) {
    throw Error{ErrorKind::refused,
                Text{"nothing is withheld now that could be approved, so {} was not",
                     "intet er tilbageholdt nu, som kan godkendes; det blev {} derfor ikke"},
                hash};
  }
  throw Error{ErrorKind::refused,
              Text{"what is withheld now is not what {} names, so nothing was approved: OS2MO, FK-ORG or the settings "
                   "changed. Look at `plan` once more; its hash is {}",
                   "det, der er tilbageholdt nu, er ikke det, {} står for, så intet er godkendt: OS2MO, FK-ORG eller "
                   "indstillingerne er ændret. Se på `plan` igen; dens kode er {}"},
              hash, found};
}

}  // namespace

Approved approve_plan(const SyncContext& context, const SyncOptions& options, const std::string& text) {
  const std::string hash = read_hash(text);
  Approved approved;
  approved.run = find_plan(context, options, hash);
  approved.approval = {hash, approved.run.facts.finished_at, find_approvable(approved.run.plan)};
  context.inputs.guard_memory.approve(approved.approval, approved.approval.approved_at - kForgottenAfter);
  return approved;
}

void revoke_approval(GuardMemory& memory, const std::string& text) {
  const std::string hash = read_hash(text);
  if (!memory.revoke(hash))
    throw Error{ErrorKind::refused,
                Text{"there is no approval {}; see approve --list", "der er ingen godkendelse {}; se approve --list"},
                hash};
}

}  // namespace os2sync
