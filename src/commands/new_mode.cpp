// SPDX-License-Identifier: MPL-2.0
#include "commands/new_mode.hpp"

namespace os2sync {

std::unique_ptr<NewModeFactFinder> open_fact_finder(const Settings& settings, Sink& sink, bool writes,
                                                    Toolbox& toolbox) {
  if (!settings.new_mode) return nullptr;
  sink.probe();
  return std::make_unique<NewModeFactFinder>(sink, toolbox.clock(), toolbox.observer(), writes);
}

NewModeTools open_new_mode(const Settings& settings, Sink& sink, bool writes, Toolbox& toolbox) {
  NewModeTools tools;
  tools.facts = open_fact_finder(settings, sink, writes, toolbox);
  if (tools.facts && writes) tools.accounts = toolbox.open_account_book(settings);
  return tools;
}

LookingFactFinder open_looking_fact_finder(const Settings& settings, Toolbox& toolbox) {
  LookingFactFinder looking;
  if (!settings.new_mode) return looking;
  looking.sink = toolbox.open_sink(settings);
  looking.finder = open_fact_finder(settings, *looking.sink, false, toolbox);
  return looking;
}

}  // namespace os2sync
