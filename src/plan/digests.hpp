// SPDX-License-Identifier: MPL-2.0
/// @file From field values to what the ledger remembers of them.
#pragma once

#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/ledger_entry.hpp"
#include "core/payload.hpp"

namespace os2sync {

/// The digest of one field: equal for equal values of the same field, and unrelated between fields.
FieldDigest field_digest(const Field& field, const Digester& digester);

/// One digest per field that holds something, in FieldId order. Null and the empty list are the same to OS2sync, so
/// neither has one.
std::vector<FieldDigest> field_digests(const std::vector<Field>& fields, const Digester& digester);

/// Which fields these are.
FieldSet set_of(const std::vector<Field>& fields);

/// One digest over all fields, nulls included: a field we begin to own counts as a change even when it is null.
/// `buffer` is scratch space that the caller keeps between calls; afterwards it holds the values in clear.
Digest object_digest(const std::vector<Field>& fields, const Digester& digester, std::string& buffer);

}  // namespace os2sync
