// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/os2mo_source.hpp"

#include <algorithm>
#include <utility>

#include "adapters/http/multi.hpp"
#include "adapters/os2mo/pager.hpp"
#include "adapters/os2mo/reading.hpp"
#include "adapters/os2mo/scoped_reading.hpp"
#include "adapters/os2mo/unplaced_reading.hpp"

namespace os2sync::os2mo {
namespace {

constexpr std::size_t kScopedPageSize = 1000;

class NobodyListens final : public PagerListener {
 public:
  void page_read(Kind /*kind*/, std::size_t /*count*/) override {}
  void chain_ended(Kind /*kind*/) override {}
};

}  // namespace

Os2moSource::Os2moSource(const Options& options, Clock& clock)
    : Os2moSource{options, clock, std::make_unique<http::Multi>(options.tls, options.connections)} {}

Os2moSource::Os2moSource(Options options, Clock& clock, std::unique_ptr<http::Transport> transport)
    : options_{std::move(options)}, clock_{clock}, transport_{std::move(transport)}, login_{options_} {}

Snapshot Os2moSource::read(const ReadRequest& request, Observer& observer) {
  Options options = options_;
  // Catalogues in one page: with a few objects to read, requests cost more than rows.
  if (!request.scope.is_all()) options.page_size = std::max(options.page_size, kScopedPageSize);
  Pager pager{options, extras_of(request), *transport_, login_, clock_, observer, requests_made_};
  return doing(Text{"reading OS2MO", "læsning af OS2MO"}, [&] {
    if (!request.scope.is_all()) return ScopedReading{request, options.page_size, pager, observer}.read();
    Snapshot rows = Reading{request, options.page_size, pager, observer}.read();
    if (request.with_unplaced_persons) add_unplaced_persons(request, observer, rows);
    return rows;
  });
}

void Os2moSource::add_unplaced_persons(const ReadRequest& request, Observer& observer, Snapshot& rows) {
  Extras extras = extras_of(request);
  extras.cpr = false;
  extras.seniority = false;
  extras.future = true;
  extras.history = true;
  Pager pager{options_, extras, *transport_, login_, clock_, observer, requests_made_};
  UnplacedReading{request, options_.page_size, pager}.add_to(rows);
}

Extras Os2moSource::extras_of(const ReadRequest& request) const {
  Extras extras;
  extras.cpr = request.with_cpr;
  extras.seniority = request.with_template_facts;
  extras.future = request.with_future_engagements;
  extras.history = request.with_position_dates || extras.future;
  extras.exclusive_ends = options_.graphql_version >= kFirstVersionWithExclusiveEnds;
  extras.today = danish_day(clock_.now());
  return extras;
}

Scope Os2moSource::find_owners(const std::string& user_key, Observer& observer) {
  Pager pager{options_, {}, *transport_, login_, clock_, observer, requests_made_};
  NobodyListens listener;
  Snapshot rows;
  pager.add(Kind::it_user, {Selection::By::user_keys, {}, {}, {&user_key, 1}});
  doing(Text{"asking OS2MO for an account", "spørgsmål til OS2MO om en konto"}, [&] { pager.run(rows, listener); });
  Scope owners;
  for (const SourceItUser& account : rows.it_users) {
    if (account.person) owners.persons.push_back(*account.person);
    if (account.unit) owners.units.push_back(*account.unit);
  }
  for (std::vector<Uuid>* const uuids : {&owners.persons, &owners.units}) {
    std::sort(uuids->begin(), uuids->end());
    uuids->erase(std::unique(uuids->begin(), uuids->end()), uuids->end());
  }
  return owners;
}

}  // namespace os2sync::os2mo
