// SPDX-License-Identifier: MPL-2.0
/// @file FK-ORG accounts written through OS2MO's GraphQL service, one after another.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/transport.hpp"
#include "adapters/os2mo/login.hpp"
#include "adapters/os2mo/options.hpp"
#include "ports/account_book.hpp"
#include "ports/clock.hpp"

namespace os2sync::os2mo {

/// For one thread.
class Os2moAccounts final : public AccountBook {
 public:
  Os2moAccounts(const Options& options, Clock& clock);
  /// With another way to carry requests, for tests.
  Os2moAccounts(Options options, Clock& clock, std::unique_ptr<http::Transport> transport);

  WriteResult create(const Uuid& it_system, const NewFkAccount& account) override;
  WriteResult end(const EndedFkAccount& account) override;

 private:
  WriteResult write(std::string_view mutation, const std::string& body);
  WriteResult write_logged_in(std::string_view mutation, const std::string& body, bool& refused);
  bool log_in(Said& why);
  http::Result ask(http::Request request);

  Options options_;
  Clock& clock_;
  std::unique_ptr<http::Transport> transport_;
  Login login_;
  std::string url_;
};

}  // namespace os2sync::os2mo
