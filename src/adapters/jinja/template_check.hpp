// SPDX-License-Identifier: MPL-2.0
/// @file What is wrong with a template before anybody's name is put into it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <pybind11/pybind11.h>

#include "core/language.hpp"

namespace os2sync::jinja {

/// The variables and members a template names: the only words of an error that may be repeated, since the rest can be
/// somebody's data.
std::set<std::string> words_of(const pybind11::object& syntax_tree);

/// What a look at a parsed template tells: variables, filters and tests that do not exist, other templates. One text
/// each. A variable whose absence the template itself asks about (`is defined`, `default`) may be absent.
std::vector<std::string> find_flaws(const pybind11::object& syntax_tree, const pybind11::object& environment,
                                    const std::set<std::string>& variables, Language language);

}  // namespace os2sync::jinja
