// SPDX-License-Identifier: MPL-2.0
/// @file Who a run is, for the record.
#pragma once

#include <string_view>

#include "app/audited_run.hpp"
#include "commands/toolbox.hpp"

namespace os2sync {

/// The digest is made with the ledger's key; secrets are no part of it.
RunIdentity identify_run(std::string_view command, const LoadedSettings& loaded, const OpenLedger& open,
                         const Toolbox& toolbox);

}  // namespace os2sync
