// SPDX-License-Identifier: MPL-2.0
/// @file Something wrong or noteworthy with one record; the run goes on.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "core/uuid.hpp"

namespace os2sync {

/// What kind of object a finding, a change or a ledger entry is about.
enum class ObjectKind { unit, user };

/// The closed list of findings; render/finding_text.cpp has the Danish and English texts and who can mend each.
enum class FindingCode {
  fk_uuid_invalid,        ///< an account's FK uuid is no uuid; the next candidate was used
  fk_uuid_ambiguous,      ///< two different uuids in one it-system; the lowest was used (units) or the person held
  fk_uuid_shared,         ///< two objects map to one FK uuid; one of them is held
  name_missing,           ///< a mandatory name is empty after trimming; the object is held
  position_name_missing,  ///< an engagement without title; the position was left out
  accounts_ambiguous,     ///< a person's accounts contradict each other; the person is held
  account_without_uuid,   ///< several accounts tied to engagements, none with a FK uuid: merged under the OS2MO uuid
  user_name_ambiguous,    ///< several user names of one it-system; the lowest was used
  several_addresses,      ///< several addresses compete for one field; the winner is deterministic
  address_without_visibility,  ///< a sent address carries no visibility
  address_empty,               ///< an address without text was passed over
  text_cut,                    ///< a text was cut to the limit
  unit_reparented,             ///< the parent is not transferred; the nearest transferred ancestor is used
  unit_detached,               ///< the chain of parents is broken or circular; the unit is not transferred
  manager_ambiguous,           ///< several managers; the lowest manager row won
  manager_not_transferred,     ///< the manager has no user in FK-ORG
  cpr_missing,                 ///< CPR is to be sent but the person has none
  cpr_invalid,                 ///< CPR is to be sent but is not ten digits
  user_name_missing,           ///< filtered by it-system: the person has no account there
  template_failed,             ///< a template cannot be rendered for the person; the person is held
  primary_unclear,             ///< not exactly one primary engagement: the first position gives the work address
  guid_invalid,                ///< `new` mode: an account has no usable ObjectGUID; the person is held
  fk_account_invalid,          ///< `new` mode: an FK-ORG account does not hold two uuids; the person is held
  fk_org_unreadable,           ///< `new` mode: FK-ORG cannot say whether it knows the person, who is held
  account_untied,              ///< `new` mode: an account is tied to no engagement and so gives no position
  engagement_missing,          ///< an account but no engagement in a unit that exists; for reports alone
};
inline constexpr int kFindingCodeCount = static_cast<int>(FindingCode::engagement_missing) + 1;

/// One remark about one object. `detail` names fields or other uuids, never a person's data.
struct Finding {
  FindingCode code{};
  ObjectKind kind{};
  Uuid object;         ///< OS2MO uuid of the unit or person
  std::string detail;  ///< a field name or a uuid, to be put into the text; may be empty
  auto operator<=>(const Finding&) const = default;
};

}  // namespace os2sync
