// SPDX-License-Identifier: MPL-2.0
/// @file OS2MO as a source: its GraphQL service, read whole with few requests.
#pragma once

#include <cstddef>
#include <memory>

#include "adapters/http/transport.hpp"
#include "adapters/os2mo/kinds.hpp"
#include "adapters/os2mo/login.hpp"
#include "adapters/os2mo/options.hpp"
#include "ports/clock.hpp"
#include "ports/source.hpp"

namespace os2sync::os2mo {

/// For one thread. The connections and the token are kept from read to read.
class Os2moSource final : public Source {
 public:
  Os2moSource(const Options& options, Clock& clock);
  /// With another way to carry requests, for tests.
  Os2moSource(Options options, Clock& clock, std::unique_ptr<http::Transport> transport);

  /// Throws, besides what Source says: Error settings (no such GraphQL version, wrong address) and interrupted.
  Snapshot read(const ReadRequest& request, Observer& observer) override;
  Scope find_owners(const std::string& user_key, Observer& observer) override;
  std::size_t requests_made() const override { return requests_made_; }

 private:
  Extras extras_of(const ReadRequest& request) const;
  void add_unplaced_persons(const ReadRequest& request, Observer& observer, Snapshot& rows);

  Options options_;
  Clock& clock_;
  std::unique_ptr<http::Transport> transport_;
  Login login_;
  std::size_t requests_made_ = 0;
};

}  // namespace os2sync::os2mo
