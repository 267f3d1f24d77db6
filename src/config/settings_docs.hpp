// SPDX-License-Identifier: MPL-2.0
/// @file Documentation made from the settings table, so that it cannot fall behind it.
#pragma once

#include <cstddef>
#include <string>

#include "core/language.hpp"

namespace os2sync {

/// The settings part of --help: key, default and one sentence each, within `width` columns.
std::string make_settings_help(Language language, std::size_t width);

/// The settings section of the man pages, in their Markdown.
std::string make_settings_man_section(Language language);

/// The page docs/settings.md.
std::string make_settings_page(Language language);

/// `config example`: a settings.json that loads, with every key at its default and made-up values where one is
/// required.
std::string make_example_settings();

/// `config schema`: JSON Schema, draft 2020-12, of a settings.json.
std::string make_settings_schema(Language language);

}  // namespace os2sync
