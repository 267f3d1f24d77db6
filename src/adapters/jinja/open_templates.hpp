// SPDX-License-Identifier: MPL-2.0
/// @file Templates rendered by the real Jinja2 in an embedded Python.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/language.hpp"
#include "rules/person_templates.hpp"

namespace os2sync {

/// What a template may show besides names and keys.
struct TemplateFacts {
  bool cpr = false;           ///< os2sync.xfer_cpr is on
  bool organisation = false;  ///< the source knows the organisation and the seniority of persons
};

/// Compiles the templates and tries each on an invented person. Null when there are none: Python is not started then.
/// Throws Error{settings} with one line per template that cannot work, in the given language.
/// The result may be used from several threads; Python renders one at a time.
std::unique_ptr<PersonTemplates> open_templates(const std::map<std::string, std::string>& templates,
                                                TemplateFacts facts, Language language);

}  // namespace os2sync
