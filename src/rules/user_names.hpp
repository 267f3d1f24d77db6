// SPDX-License-Identifier: MPL-2.0
/// @file What a user is called: Person.Name and UserId, from templates, accounts and OS2MO's names.
#pragma once

#include <optional>
#include <string>

#include "core/source.hpp"
#include "rules/accounts.hpp"
#include "rules/mapping.hpp"
#include "rules/notes.hpp"

namespace os2sync {

/// Person.Name; none = the person has to be held, and the finding says why.
std::optional<std::string> person_name_of(const SourcePerson& person, const Mapping& mapping, Notes& notes);

/// UserId of one user of the person; none as above.
std::optional<std::string> user_id_of(const SourcePerson& person, const UserGroup& user, const Mapping& mapping,
                                      Notes& notes);

}  // namespace os2sync
