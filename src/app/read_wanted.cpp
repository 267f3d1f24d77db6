// SPDX-License-Identifier: MPL-2.0
#include "app/read_wanted.hpp"

#include "app/run.hpp"
#include "rules/map.hpp"

namespace os2sync {

ReadWanted read_wanted(Source& source, const Rules& rules, const PersonTemplates* templates, Observer& observer) {
  ReadWanted read;
  read.snapshot = source.read(read_request_for(rules), observer);
  read.wanted = map_snapshot(read.snapshot, rules, nullptr, templates);
  return read;
}

}  // namespace os2sync
