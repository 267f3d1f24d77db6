// SPDX-License-Identifier: MPL-2.0
#include "app/read_wanted.hpp"

#include <algorithm>
#include <vector>

#include "app/run.hpp"
#include "rules/map.hpp"
#include "rules/unplaced.hpp"

namespace os2sync {
namespace {

ReadWanted read_as(const ReadRequest& request, Source& source, const Rules& rules, const PersonTemplates* templates,
                   Observer& observer) {
  ReadWanted read;
  read.snapshot = source.read(request, observer);
  read.wanted = map_snapshot(read.snapshot, rules, nullptr, templates);
  return read;
}

}  // namespace

ReadWanted read_wanted(Source& source, const Rules& rules, const PersonTemplates* templates, Observer& observer) {
  return read_as(read_request_for(rules), source, rules, templates, observer);
}

ReadWanted read_for_report(Source& source, const Rules& rules, const PersonTemplates* templates, Observer& observer) {
  ReadRequest request = read_request_for(rules);
  request.with_unplaced_persons = true;
  ReadWanted read = read_as(request, source, rules, templates, observer);
  const std::vector<Finding> unplaced = find_unplaced_persons(read.snapshot, rules);
  read.wanted.findings.insert(read.wanted.findings.end(), unplaced.begin(), unplaced.end());
  std::sort(read.wanted.findings.begin(), read.wanted.findings.end());
  return read;
}

}  // namespace os2sync
