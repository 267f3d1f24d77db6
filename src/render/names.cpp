// SPDX-License-Identifier: MPL-2.0
#include "render/names.hpp"

#include <array>
#include <cstddef>

namespace os2sync {
namespace {

struct Named {
  std::string_view name;
  Text text;
};

constexpr std::array<Named, 2> kKinds{{{"unit", {"unit", "enhed"}}, {"user", {"user", "bruger"}}}};
constexpr std::array<std::string_view, 3> kActions{"create", "update", "delete"};
constexpr std::array<std::string_view, 3> kFieldChanges{"added", "changed", "removed"};
constexpr std::array<Named, kReasonCount> kReasons{{
    {"never_sent", {"never sent before", "ikke sendt før"}},
    {"sent_deleted_before", {"was deleted once and is back", "har været slettet og er tilbage"}},
    {"fields_differ", {"differs from what was sent last", "afviger fra det, der sidst blev sendt"}},
    {"no_longer_wanted", {"no longer transferred by the rules", "overføres ikke længere efter reglerne"}},
    {"uuid_replaced", {"the object now has another FK uuid", "objektet har nu et andet FK-uuid"}},
    {"not_delivered", {"FK-ORG does not hold what was sent", "FK-ORG har ikke det, der blev sendt"}},
    {"foreign", {"in FK-ORG, but never sent by this program", "i FK-ORG, men aldrig sendt af dette program"}},
    {"duplicate_positions",
     {"holds a position twice: deleted in FK-ORG, then sent again",
      "har en stilling to gange: slettes i FK-ORG og sendes så igen"}},
    {"reimported", {"passivated in FK-ORG, then sent again", "passiveres i FK-ORG og sendes så igen"}},
    {"fields_given_up",
     {"fields that were ours are left to others now; sent once more with what FK-ORG holds in them",
      "felter, der var vores, overlades nu til andre; sendes en gang til med det, FK-ORG har i dem"}},
    {"other_uuid_stays",
     {"no longer transferred by the rules; another FK uuid of the same record is",
      "overføres ikke længere efter reglerne; et andet FK-uuid for samme objekt gør"}},
}};
constexpr std::array<Named, kWithheldReasonCount> kWithheld{{
    {"guard",
     {"held back: more deletions than the guard allows", "tilbageholdt: flere sletninger, end grænsen tillader"}},
    {"autowash_off", {"units are deleted only with os2sync.autowash", "enheder slettes kun med os2sync.autowash"}},
    {"record_held",
     {"the record in OS2MO is unfit; nothing is concluded from it",
      "registreringen i OS2MO kan ikke bruges; intet udledes af den"}},
    {"top_unit", {"the top unit is never deleted", "topenheden slettes aldrig"}},
    {"needs_whole_run",
     {"units are deleted by `sync` alone, which reads what is below them",
      "enheder slettes kun af `sync`, som læser, hvad der ligger under dem"}},
    {"budget",
     {"held back: more deletions within os2sync.guard.window_hours than the guard allows",
      "tilbageholdt: flere sletninger inden for os2sync.guard.window_hours, end grænsen tillader"}},
    {"removal_off",
     {"the limit of deletions is 0: nothing of this kind is ever deleted",
      "grænsen for sletninger er 0: intet af denne slags slettes nogensinde"}},
    {"mass_change",
     {"held back: the same field would change on too many objects",
      "tilbageholdt: samme felt ville blive ændret på for mange objekter"}},
    {"source_shrank",
     {"held back: OS2MO holds far less than before", "tilbageholdt: OS2MO indeholder langt mindre end før"}},
    {"first_run",
     {"held back: FK-ORG held the municipality before the first run",
      "tilbageholdt: FK-ORG indeholdt kommunen før første kørsel"}},
    {"updates_withheld", {"waits for changes that are held back", "venter på ændringer, der er tilbageholdt"}},
}};

constexpr std::array<Named, 6> kRefusals{{
    {"source_empty",
     {"OS2MO returned no units or no persons, but earlier runs sent some; nothing was changed. Check OS2MO and the "
      "client's permissions",
      "OS2MO gav ingen enheder eller ingen personer, men tidligere kørsler har sendt nogle; intet blev ændret. "
      "Kontrollér OS2MO og klientens rettigheder"}},
    {"top_unit_missing",
     {"the top unit is not among OS2MO's current units; nothing was changed. Check os2sync.top_unit_uuid",
      "topenheden er ikke blandt OS2MO's nuværende enheder; intet blev ændret. Kontrollér os2sync.top_unit_uuid"}},
    {"no_users_wanted",
     {"the rules produce no user at all, but earlier runs sent some; nothing was changed. Check the filters (ignored "
      "unit types and levels, it-systems) and OS2MO's engagements",
      "reglerne giver slet ingen brugere, men tidligere kørsler har sendt nogle; intet blev ændret. Kontrollér "
      "filtrene "
      "(ignorerede enhedstyper og -niveauer, it-systemer) og OS2MO's engagementer"}},
    {"units_shrank",
     {"OS2MO has far fewer units than at the last good run (os2sync.guard.shrink_percent); nothing was changed",
      "OS2MO har langt færre enheder end ved sidste gode kørsel (os2sync.guard.shrink_percent); intet blev ændret"}},
    {"persons_shrank",
     {"OS2MO has far fewer persons than at the last good run (os2sync.guard.shrink_percent); nothing was changed",
      "OS2MO har langt færre personer end ved sidste gode kørsel (os2sync.guard.shrink_percent); intet blev ændret"}},
    {"first_run",
     {"FK-ORG holds the top unit already, but this program never sent anything; nothing was changed. What stands in "
      "FK-ORG under the same uuids will be overwritten: look at the plan first",
      "FK-ORG indeholder allerede topenheden, men programmet har aldrig sendt noget; intet blev ændret. Det, der står "
      "i "
      "FK-ORG under de samme uuider, bliver overskrevet: se på planen først"}},
}};

template <typename Table, typename Enum>
const auto& row(const Table& table, Enum value) {
  return table[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view name_of(Action action) noexcept { return row(kActions, action); }
std::string_view name_of(ObjectKind kind) noexcept { return row(kKinds, kind).name; }
std::string_view name_of(Reason reason) noexcept { return row(kReasons, reason).name; }
std::string_view name_of(WithheldReason reason) noexcept { return row(kWithheld, reason).name; }
std::string_view name_of(Refusal refusal) noexcept { return row(kRefusals, refusal).name; }
std::string_view name_of(FieldChangeKind kind) noexcept { return row(kFieldChanges, kind); }
const Text& text_of(ObjectKind kind) noexcept { return row(kKinds, kind).text; }
const Text& text_of(Reason reason) noexcept { return row(kReasons, reason).text; }
const Text& text_of(WithheldReason reason) noexcept { return row(kWithheld, reason).text; }
const Text& text_of(Refusal refusal) noexcept { return row(kRefusals, refusal).text; }

}  // namespace os2sync
