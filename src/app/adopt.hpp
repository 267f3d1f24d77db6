// SPDX-License-Identifier: MPL-2.0
/// @file Takes over what an earlier exporter sent, so that it is updated and deleted as if this program had.
#pragma once

#include <string>

#include "app/sync.hpp"
#include "render/adopt_text.hpp"

namespace os2sync {

struct AdoptOptions {
  bool fast = false;           ///< read nothing that is wanted: the next run sends all of it once
  bool with_unwanted = false;  ///< also what no rule wants; the guards then decide about it
  bool add = false;            ///< to a ledger that holds something: only what it does not know
  std::string top_unit_name;   ///< FK-ORG's name of the top unit, confirmed by whoever runs this
};

/// Puts what FK-ORG holds and the rules want into the ledger, with digests of FK-ORG's own values. Sends nothing.
/// Remembers each object as it is read, so an interrupted adoption goes on with `add`. Throws Error{refused} for a
/// ledger that is in use without `add`, and when FK-ORG does not hold the top unit or calls it by another name than
/// OS2MO and `top_unit_name`; Error{unavailable} when FK-ORG cannot be listed; Error{settings} for the stub.
AdoptReport adopt(const SyncContext& context, const SyncOptions& options, const AdoptOptions& adopt_options);

}  // namespace os2sync
