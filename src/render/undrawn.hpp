// SPDX-License-Identifier: MPL-2.0
/// @file Keeps uuids that only stand for ones to be drawn at random out of what is shown.
#pragma once

#include <string>

#include "core/fk_account.hpp"

namespace os2sync {

/// `text` with the word "random" wherever it shows the FK uuid of an undrawn account.
std::string hide_undrawn(std::string text, const FkAccounts& accounts);

}  // namespace os2sync
