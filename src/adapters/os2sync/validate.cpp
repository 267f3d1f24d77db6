// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/validate.hpp"

#include <string_view>

#include "adapters/os2sync/utf8.hpp"

namespace os2sync {
namespace {

using Fault = std::optional<Rejected>;

/// The shortest of OS2sync's tables a text has to pass through (OS2sync 4.9.1 and 3.x).
struct Limits {
  std::size_t text;
  std::size_t person_name;
};
Limits limits_of(int server_version) { return server_version >= 4 ? Limits{255, 255} : Limits{200, 100}; }

/// OS2sync 4 takes 201 to 255 and then cannot file the row away, neither as done nor as failed: its queue of users
/// stands still until somebody repairs the database by hand.
constexpr std::size_t kLongestPositionName = 200;

constexpr Text kEmpty{"{} is empty", "{} er tom"};

/// The first place of `what` is the field's.
template <typename... Values>
Rejected fault(RejectionCode code, std::string_view field, const Text& what, const Values&... values) {
  return {say(what, field, values...), code, std::string{field}};
}

Fault check_text(std::string_view name, std::string_view text, std::size_t longest) {
  if (text.empty()) return fault(RejectionCode::value_missing, name, kEmpty);
  const auto length = count_sendable(text);
  if (!length)
    return fault(RejectionCode::text_unsendable, name,
                 {"{} holds characters that cannot be sent", "{} indeholder tegn, der ikke kan sendes"});
  if (*length > longest)
    return fault(RejectionCode::text_too_long, name, {"{} is longer than {} characters", "{} er længere end {} tegn"},
                 longest);
  return std::nullopt;
}

/// Null is fine, "" is not: OS2sync would write an empty address.
Fault check_optional(std::string_view name, const std::optional<std::string>& text, std::size_t longest) {
  return text ? check_text(name, *text, longest) : std::nullopt;
}

Fault check_id(std::string_view name, const Uuid& id) {
  return id.is_nil() ? Fault{fault(RejectionCode::reference_broken, name, {"{} is missing", "{} mangler"})}
                     : std::nullopt;
}

Fault check_position(const WantedPosition& position) {
  if (auto found = check_id("Positions.OrgUnitUuid", position.unit)) return found;
  return check_text("Positions.Name", position.name, kLongestPositionName);
}

}  // namespace

Fault find_fault(const WantedUnit& unit, int server_version) {
  const Limits limits = limits_of(server_version);
  if (auto found = check_id("Uuid", unit.uuid)) return found;
  if (auto found = check_text("Name", unit.name, limits.text)) return found;
  if (unit.parent && *unit.parent == unit.uuid) {
    return Rejected{say({"the unit is its own parent", "enheden er sin egen overenhed"}),
                    RejectionCode::reference_broken, "ParentOrgUnitUuid"};
  }
  for (std::size_t i = 0; i < kUnitTextCount; ++i) {
    if (auto found = check_optional(kUnitTextNames[i], unit.texts[i], limits.text)) return found;
  }
  return std::nullopt;
}

Fault find_fault(const WantedUser& user, int server_version) {
  const Limits limits = limits_of(server_version);
  if (auto found = check_id("Uuid", user.uuid)) return found;
  if (auto found = check_text("UserId", user.user_id, limits.text)) return found;
  if (auto found = check_text("Person.Name", user.name, limits.person_name)) return found;
  if (auto found = check_optional("PhoneNumber", user.phone_number, limits.text)) return found;
  if (auto found = check_optional("Landline", user.landline, limits.text)) return found;
  if (auto found = check_optional("Email", user.email, limits.text)) return found;
  if (auto found = check_optional("Location", user.location, limits.text)) return found;
  if (user.positions.empty()) return fault(RejectionCode::reference_broken, "Positions", kEmpty);
  for (const WantedPosition& position : user.positions) {
    if (auto found = check_position(position)) return found;
  }
  return std::nullopt;
}

}  // namespace os2sync
