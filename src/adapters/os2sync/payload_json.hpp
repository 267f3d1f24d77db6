// SPDX-License-Identifier: MPL-2.0
/// @file The bodies of OS2sync's two POSTs.
#pragma once

#include <string>

#include "ports/sink.hpp"

namespace os2sync {

/// A unit as OrgUnitRegistration: all owned fields, null or [] where there is nothing, and the fields FK-ORG keeps.
/// OS2sync removes what a body leaves out, so nothing owned is ever left out. A field left to others by
/// os2sync.field_ownership is sent back as FK-ORG holds it.
std::string write_unit_json(const PostUnit& post);

/// A user as UserRegistration, likewise. Holds the CPR number if there is one: it goes on the wire and nowhere else.
std::string write_user_json(const PostUser& post);

}  // namespace os2sync
