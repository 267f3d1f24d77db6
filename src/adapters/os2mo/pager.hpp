// SPDX-License-Identifier: MPL-2.0
/// @file Reads any number of collections to their last page, side by side, and repeats what can be repeated.
#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/transport.hpp"
#include "adapters/os2mo/kinds.hpp"
#include "adapters/os2mo/login.hpp"
#include "adapters/os2mo/options.hpp"
#include "adapters/os2mo/page.hpp"
#include "adapters/os2mo/retry.hpp"
#include "ports/clock.hpp"
#include "ports/observer.hpp"

namespace os2sync::os2mo {

/// Hears what the pager has read. Both functions may add chains.
class PagerListener {
 public:
  virtual ~PagerListener() = default;
  /// The last `count` rows of `kind` are new.
  virtual void page_read(Kind kind, std::size_t count) = 0;
  virtual void chain_ended(Kind kind) = 0;
};

/// One thread, one loop: while a page is decoded the next requests are on their way already. A chain of pages is
/// checked as it is read: objects ascend, cursors lead on. Anything that makes the whole untrustworthy is thrown as
/// Error.
class Pager {
 public:
  Pager(const Options& options, const Extras& extras, http::Transport& transport, Login& login, Clock& clock,
        Observer& observer, std::size_t& requests_made);
  /// Cancels what is still on its way.
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

  /// Asks for all pages of a selection; what the selection refers to has to stay until run() returns.
  void add(Kind kind, const Selection& selection);
  /// The same for several at once: their first pages come in one request.
  void add_bundle(const std::vector<std::pair<Kind, Selection>>& parts);
  /// Works until no chain is left. Rows are appended to `rows`.
  void run(Snapshot& rows, PagerListener& listener);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// The pages of one selection, one after another. At most one request of a chain is on its way.
  struct Chain {
    Kind kind{};
    Selection selection;
    std::string filter;  ///< of the selection, written when the chain begins
    std::string cursor;  ///< of the page being asked for; empty = the first
    std::set<std::string> cursors;
    std::optional<Uuid> last;
    Attempts attempts;
    http::Transport::Ticket ticket = 0;  ///< 0 = nothing on its way
    std::uint64_t token = 0;             ///< number of the token it was asked with
    std::vector<Chain*> others;          ///< whose first pages are asked for together with this one's
    std::list<Chain>::iterator self;
  };
  struct Delayed {
    TimePoint due;
    Chain* chain;  ///< null = the login
  };

  Chain& make_chain(Kind kind, const Selection& selection);
  std::string write_request(Chain& chain) const;
  void start_what_can_start();
  void start(Chain& chain);
  void start_login();
  void login_answered(const http::Result& result, TimePoint asked_at);
  void page_answered(Chain& chain, http::Result& result);
  Verdict take_bundle(Chain& chain, std::string& body);
  Verdict take_page(Chain& chain, std::string& body);
  void advance(Chain& chain, const std::string& cursor);
  void go_on(Chain& chain);
  void end(Chain& chain);
  void settle(Chain& chain, const Verdict& verdict);
  void repeat_later(Chain* chain, Attempts& attempts, const Verdict& verdict);
  void wake_due();
  void wait();
  void stop_if_asked() const;

  const Options& options_;
  Extras extras_;
  http::Transport& transport_;
  Login& login_;
  Clock& clock_;
  Observer& observer_;
  std::size_t& requests_made_;
  std::string url_;
  Page page_;
  Snapshot* rows_ = nullptr;
  PagerListener* listener_ = nullptr;

  std::list<Chain> chains_;
  std::deque<Chain*> ready_;
  std::vector<Delayed> delayed_;
  std::size_t on_the_way_ = 0;
  http::Transport::Ticket login_ticket_ = 0;
  bool login_delayed_ = false;
  Attempts login_attempts_;
};

}  // namespace os2sync::os2mo
