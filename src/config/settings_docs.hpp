// SPDX-License-Identifier: MPL-2.0
/// @file Documentation made from the settings table, so that it cannot fall behind it.
#pragma once

#include <cstddef>
#include <string>

#include "config/convert_settings.hpp"
#include "core/language.hpp"

namespace os2sync {

/// The settings part of --help: key, default and one sentence each, within `width` columns.
std::string make_settings_help(Language language, std::size_t width);

/// The settings section of the man pages, in their Markdown.
std::string make_settings_man_section(Language language);
/// The man page os2sync-export-settings(5) around it.
std::string make_settings_man_page();

/// The page docs/settings.md.
std::string make_settings_page(Language language);

/// `config example`: every setting at its default, with what it means; it loads once the required values are filled
/// in. JSON has no comments: keys that begin with '#' are nobody's setting and take their place.
std::string make_example_settings(Spelling spelling, Language language);

/// `config schema`: JSON Schema, draft 2020-12, of a settings.json.
std::string make_settings_schema(Language language);

}  // namespace os2sync
