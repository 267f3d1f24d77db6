// SPDX-License-Identifier: MPL-2.0
/// @file The text of a settings file as values that know their line.
#pragma once

#include <string_view>

#include "config/setting_value.hpp"

namespace os2sync {

/// Reads one JSON document. Throws SettingError with "LINE:COLUMN: what was expected" for broken JSON, for a key
/// that stands twice in one object and for nesting without end. The message never repeats the file's own text beyond
/// keys and punctuation, because a password may stand there.
SettingValue parse_settings_json(std::string_view text);

}  // namespace os2sync
