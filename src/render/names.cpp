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
constexpr std::array<Named, 6> kReasons{{
    {"never_sent", {"never sent before", "ikke sendt før"}},
    {"sent_deleted_before", {"was deleted once and is back", "har været slettet og er tilbage"}},
    {"fields_differ", {"differs from what was sent last", "afviger fra det, der sidst blev sendt"}},
    {"no_longer_wanted", {"no longer transferred by the rules", "overføres ikke længere efter reglerne"}},
    {"uuid_replaced", {"the object now has another FK uuid", "objektet har nu et andet FK-uuid"}},
    {"not_delivered", {"FK-ORG does not hold what was sent", "FK-ORG har ikke det, der blev sendt"}},
}};
constexpr std::array<Named, 5> kWithheld{{
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
std::string_view name_of(FieldChangeKind kind) noexcept { return row(kFieldChanges, kind); }
const Text& text_of(ObjectKind kind) noexcept { return row(kKinds, kind).text; }
const Text& text_of(Reason reason) noexcept { return row(kReasons, reason).text; }
const Text& text_of(WithheldReason reason) noexcept { return row(kWithheld, reason).text; }

}  // namespace os2sync
