// SPDX-License-Identifier: MPL-2.0
/// @file What commands open besides for `new` mode.
#pragma once

#include <memory>

#include "app/new_mode_facts.hpp"
#include "commands/toolbox.hpp"

namespace os2sync {

/// Both null outside `new` mode.
struct NewModeTools {
  std::unique_ptr<NewModeFactFinder> facts;
  std::unique_ptr<AccountBook> accounts;  ///< null also when nothing is to be written
};
/// Throws as open_fact_finder does.
NewModeTools open_new_mode(const Settings& settings, Sink& sink, bool writes, Toolbox& toolbox);

/// Null outside `new` mode. Otherwise looks who answers first, since FK-ORG may have to be asked. Throws as probe()
/// does.
std::unique_ptr<NewModeFactFinder> open_fact_finder(const Settings& settings, Sink& sink, bool writes,
                                                    Toolbox& toolbox);

/// The same with a sink of its own, for commands that write nothing.
struct LookingFactFinder {
  std::unique_ptr<Sink> sink;
  std::unique_ptr<NewModeFactFinder> finder;
};
LookingFactFinder open_looking_fact_finder(const Settings& settings, Toolbox& toolbox);

}  // namespace os2sync
