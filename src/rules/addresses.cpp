// SPDX-License-Identifier: MPL-2.0
#include "rules/addresses.hpp"

namespace os2sync {
namespace {

constexpr Text kNamed{"address {}, visibility '{}'", "adresse {}, synlighed '{}'"};
constexpr Text kUnmarked{"address {}, no visibility", "adresse {}, ingen synlighed"};
constexpr Text kNotPublic{"not public: not sent", "ikke offentlig: sendes ikke"};
constexpr Text kAddress{"address {} '{}'", "adresse {} '{}'"};
constexpr Text kFills{"fills {}", "udfylder {}"};
constexpr Text kLostByTie{"gives way to {} for {}, which is tied to this user's own account or engagement",
                          "viger for {} til {}, som er knyttet til denne brugers egen konto eller engagement"};
constexpr Text kLostByList{"gives way to {} for {}, whose type comes earlier in the list",
                           "viger for {} til {}, hvis type står tidligere på listen"};
constexpr Text kLostByUuid{"gives way to {} for {}, which has the lower uuid",
                           "viger for {} til {}, som har det laveste uuid"};

/// The list that decides which type of address comes first for a field.
std::string_view list_setting_of(std::string_view rule, std::string_view field_name) {
  if (field_name == "Email") return "os2sync.email_scope_classes";
  if (field_name == "PhoneNumber") return "os2sync.phone_scope_classes";
  if (field_name == "Landline") return "os2sync.landline_scope_classes";
  return rule == rule::kUnitAddresses ? "os2sync.unit_address_table" : "os2sync.employee_engagement_address";
}

}  // namespace

Visibility visibility_of(const SourceAddress& address, const Directory& directory) noexcept {
  if (!address.visibility) return Visibility::unmarked;
  const SourceClass* const known = directory.class_of(address.visibility);
  return known && known->scope == "PUBLIC" ? Visibility::marked_public : Visibility::hidden;
}

bool may_be_sent(const SourceAddress& address, const Directory& directory, const Rules& rules, Notes& notes) {
  const Visibility visibility = visibility_of(address, directory);
  const bool sendable =
      visibility == Visibility::marked_public || (visibility == Visibility::unmarked && !rules.require_visibility);
  if (!sendable && notes.traced()) {
    const SourceClass* const known = directory.class_of(address.visibility);
    notes.step(rule::kAddressVisibility, "os2sync.require_visibility",
               known                ? say(kNamed, address.uuid, known->name)
               : address.visibility ? say(kNamed, address.uuid, *address.visibility)
                                    : say(kUnmarked, address.uuid),
               say(kNotPublic));
  }
  return sendable;
}

void trace_winner(const SourceAddress& winner, std::string_view field_name, std::string_view rule, Notes& notes) {
  notes.step(rule, list_setting_of(rule, field_name), say(kAddress, winner.uuid, winner.text), say(kFills, field_name));
}

void trace_loser(const SourceAddress& loser, const AddressFit& fit, const SourceAddress& winner,
                 const AddressFit& winner_fit, std::string_view field_name, std::string_view rule, Notes& notes) {
  const Text& why = fit.tier != winner_fit.tier ? kLostByTie : fit.rank != winner_fit.rank ? kLostByList : kLostByUuid;
  notes.step(rule, list_setting_of(rule, field_name), say(kAddress, loser.uuid, loser.text),
             say(why, winner.uuid, field_name));
}

}  // namespace os2sync
