// SPDX-License-Identifier: MPL-2.0
/// @file What `config show` prints.
#pragma once

#include <cstddef>
#include <string>

#include "config/load_settings.hpp"
#include "core/language.hpp"

namespace os2sync {

/// Every setting with its value and where that comes from, then the warnings. Lines stay within `width` columns as long
/// as no single word is longer. A secret shows only that it is set.
std::string render_settings_text(const LoadedSettings& loaded, Language language, std::size_t width);
/// {"settings": [{key, value, default, is_default, origin: {kind, name, line}, …}], "warnings": […]}; of a secret
/// "is_set" alone.
std::string render_settings_json(const LoadedSettings& loaded);

}  // namespace os2sync
