// SPDX-License-Identifier: MPL-2.0
/// @file The collections of OS2MO that are read, and the one GraphQL query each of them is read with.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/uuid.hpp"

namespace os2sync::os2mo {

enum class Kind { class_, it_system, unit, engagement, manager, kle, person, it_user, address, organisation };
inline constexpr std::size_t kKindCount = 10;

/// The organisation is one object: no page, no filter, nothing but itself.
constexpr bool comes_in_pages(Kind kind) noexcept { return kind != Kind::organisation; }

/// OS2MO's own name of the collection, for queries and messages: "org_units".
std::string_view collection_of(Kind kind) noexcept;

/// The name of its filter's type: "OrganisationUnitFilter".
std::string_view filter_type_of(Kind kind) noexcept;
/// What is read beyond the usual.
struct Extras {
  bool cpr = false;
  bool seniority = false;       ///< of persons
  bool history = false;         ///< of engagements: the days of all their periods
  bool future = false;          ///< with `history`: engagements that have not begun too
  bool exclusive_ends = false;  ///< OS2MO writes the midnight after a last day (GraphQL v29 and later)
  Day today = {};               ///< in Denmark; meaningful with `future`
};
/// What is asked for of each object, as GraphQL.
std::string fields_of_object(Kind kind, const Extras& extras);

/// Which objects of a kind to ask for. The spans are borrowed for as long as the chain of pages lasts.
struct Selection {
  /// `lines`: units and all units above them, or what belongs to those.
  enum class By { all, uuids, units, persons, lines, user_keys, external_ids };
  By by = By::all;
  std::span<const Uuid> ids;                ///< uuids of the objects themselves, of units or of persons
  std::span<const Uuid> within;             ///< address types or it-systems; empty = any
  std::span<const std::string> texts = {};  ///< user keys or external ids, in place of `ids`
};

/// The GraphQL filter of a selection as JSON. The same for all pages, and long: worth keeping.
std::string write_filter(Kind kind, const Selection& selection, const Extras& extras = {});

/// The JSON body of the request for one page; an empty cursor asks for the first one.
std::string write_page_request(Kind kind, std::string_view filter, std::size_t limit, std::string_view cursor,
                               const Extras& extras);

}  // namespace os2sync::os2mo
