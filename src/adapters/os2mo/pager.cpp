// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/pager.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "adapters/os2mo/bundle.hpp"
#include "adapters/os2mo/rows.hpp"

namespace os2sync::os2mo {
namespace {

using std::chrono::milliseconds;

/// How long a request to stop may go unheard.
constexpr milliseconds kLongestNap{200};

std::string without_trailing_slashes(std::string text) {
  while (!text.empty() && text.back() == '/') text.pop_back();
  return text;
}

std::size_t count_rows(Snapshot& rows, Kind kind) {
  return with_rows(rows, kind, [](const auto& list) { return list.size(); });
}

}  // namespace

Pager::Pager(const Options& options, const Extras& extras, http::Transport& transport, Login& login, Clock& clock,
             Observer& observer, std::size_t& requests_made)
    : options_{options},
      extras_{extras},
      transport_{transport},
      login_{login},
      clock_{clock},
      observer_{observer},
      requests_made_{requests_made},
      url_{fmt::format("{}/graphql/v{}", without_trailing_slashes(options.base_url), options.graphql_version)},
      page_{extras} {}

Pager::~Pager() {
  for (const Chain& chain : chains_) transport_.cancel(chain.ticket);
  transport_.cancel(login_ticket_);
}

Pager::Chain& Pager::make_chain(Kind kind, const Selection& selection) {
  Chain& chain = chains_.emplace_back();
  chain.kind = kind;
  chain.selection = selection;
  chain.self = std::prev(chains_.end());
  return chain;
}

void Pager::add(Kind kind, const Selection& selection) { ready_.push_back(&make_chain(kind, selection)); }

void Pager::add_bundle(const std::vector<std::pair<Kind, Selection>>& parts) {
  Chain* first = nullptr;
  for (const auto& [kind, selection] : parts) {
    Chain& chain = make_chain(kind, selection);
    if (first == nullptr)
      first = &chain;
    else
      first->others.push_back(&chain);
  }
  if (first != nullptr) ready_.push_back(first);
}

void Pager::run(Snapshot& rows, PagerListener& listener) {
  rows_ = &rows;
  listener_ = &listener;
  while (!chains_.empty()) {
    stop_if_asked();
    wake_due();
    start_what_can_start();
    wait();
  }
}

void Pager::stop_if_asked() const {
  if (clock_.stop_requested())
    throw Error{ErrorKind::interrupted, Text{"asked to stop while reading OS2MO; nothing was changed",
                                             "bedt om at stoppe under læsning af OS2MO; intet er ændret"}};
}

void Pager::start_what_can_start() {
  const std::size_t allowed = std::max<std::size_t>(options_.connections, 1);
  // A request that waits to be repeated keeps its place: a server in trouble is not asked all the other questions
  // instead.
  while (on_the_way_ + delayed_.size() < allowed && !ready_.empty()) {
    if (!login_.is_good(clock_.steady_now())) {
      if (login_ticket_ == 0 && !login_delayed_) start_login();
      return;
    }
    Chain& chain = *ready_.front();
    ready_.pop_front();
    start(chain);
  }
}

std::string Pager::write_request(Chain& chain) const {
  const auto filter_of = [this](Chain& one) -> const std::string& {
    if (one.filter.empty()) one.filter = write_filter(one.kind, one.selection, extras_);
    return one.filter;
  };
  if (chain.others.empty())
    return write_page_request(chain.kind, filter_of(chain), options_.page_size, chain.cursor, extras_);
  std::vector<BundlePart> parts{{chain.kind, filter_of(chain)}};
  for (Chain* const other : chain.others) parts.push_back({other->kind, filter_of(*other)});
  return write_bundle_request(parts, options_.page_size, extras_);
}

void Pager::start(Chain& chain) {
  chain.token = login_.number();
  chain.ticket = transport_.start({"POST",
                                   url_,
                                   {"Content-Type: application/json", "Accept: application/json", login_.header()},
                                   write_request(chain),
                                   options_.timeout},
                                  [this, &chain](http::Result& result) { page_answered(chain, result); });
  ++on_the_way_;
  ++requests_made_;
}

void Pager::start_login() {
  login_ticket_ = transport_.start(
      login_.write_request(),
      [this, asked_at = clock_.steady_now()](http::Result& result) { login_answered(result, asked_at); });
  ++on_the_way_;
  ++requests_made_;
}

void Pager::login_answered(const http::Result& result, TimePoint asked_at) {
  login_ticket_ = 0;
  --on_the_way_;
  const Verdict verdict = login_.take_answer(result, asked_at);
  if (verdict.remedy == Remedy::use) {
    login_attempts_ = {};
    return;
  }
  if (verdict.remedy == Remedy::give_up) throw Error{verdict.kind, verdict.why};
  repeat_later(nullptr, login_attempts_, verdict);
}

void Pager::page_answered(Chain& chain, http::Result& result) {
  chain.ticket = 0;
  --on_the_way_;
  Verdict verdict = judge_page_answer(result, url_, options_.graphql_version);
  if (verdict.remedy == Remedy::use) {
    std::string& body = std::get<http::Response>(result).body;
    verdict = chain.others.empty() ? take_page(chain, body) : take_bundle(chain, body);
  }
  if (verdict.remedy != Remedy::use) settle(chain, verdict);
}

/// From here on the chains go their own ways: each judges its page alone, and repeats alone.
Verdict Pager::take_bundle(Chain& chain, std::string& body) {
  std::vector<Kind> kinds{chain.kind};
  for (const Chain* other : chain.others) kinds.push_back(other->kind);
  std::vector<std::string> pages = split_bundle(body, kinds);
  if (pages.empty()) {
    Verdict verdict = page_.open(body, chain.kind);  // finds out what is wrong with it
    if (verdict.remedy != Remedy::use) return verdict;
    throw Error{ErrorKind::incomplete,
                Text{"OS2MO answered another question than it was asked (about {})",
                     "OS2MO besvarede et andet spørgsmål end det stillede (om {})"},
                collection_of(chain.kind)};
  }
  const std::vector<Chain*> others = std::exchange(chain.others, {});
  for (std::size_t i = 0; i < others.size(); ++i) {
    others[i]->token = chain.token;
    const Verdict verdict = take_page(*others[i], pages[i + 1]);
    if (verdict.remedy != Remedy::use) settle(*others[i], verdict);
  }
  return take_page(chain, pages.front());
}

Verdict Pager::take_page(Chain& chain, std::string& body) {
  Verdict verdict = page_.open(body, chain.kind);
  if (verdict.remedy != Remedy::use) return verdict;
  const std::optional<std::string> next = page_.next_cursor();
  const std::string this_page = chain.cursor;
  if (next) {
    advance(chain, *next);
    go_on(chain);
  } else {
    start_what_can_start();
  }

  const std::size_t before = count_rows(*rows_, chain.kind);
  verdict = page_.read_objects(*rows_, chain.last);
  if (verdict.remedy != Remedy::use) {
    // The page has to be read again before the next one, which may be on its way already.
    if (next) {
      if (chain.ticket != 0) {
        transport_.cancel(std::exchange(chain.ticket, 0));
        --on_the_way_;
      }
      std::erase(ready_, &chain);
      chain.cursors.erase(*next);
      chain.cursor = this_page;
    }
    return verdict;
  }
  chain.attempts = {};
  listener_->page_read(chain.kind, count_rows(*rows_, chain.kind) - before);
  if (!next) end(chain);
  return verdict;
}

void Pager::advance(Chain& chain, const std::string& cursor) {
  // Keyset paging only ever moves on; a cursor seen before would read the same pages for ever.
  if (!chain.cursors.insert(cursor).second)
    throw Error{ErrorKind::incomplete,
                Text{"OS2MO's pages of {} lead back to an earlier page, so their end cannot be found. Nothing was "
                     "changed; try again later",
                     "OS2MO's sider med {} fører tilbage til en tidligere side, så enden kan ikke findes. Intet er "
                     "ændret; prøv igen senere"},
                collection_of(chain.kind)};
  chain.cursor = cursor;
}

/// Asks for the chain's next page at once, ahead of everything that waits, when the token allows it.
void Pager::go_on(Chain& chain) {
  if (login_.is_good(clock_.steady_now()) && !clock_.stop_requested())
    start(chain);
  else
    ready_.push_front(&chain);
}

void Pager::end(Chain& chain) {
  const Kind kind = chain.kind;
  chains_.erase(chain.self);
  listener_->chain_ended(kind);
}

void Pager::settle(Chain& chain, const Verdict& verdict) {
  switch (verdict.remedy) {
    case Remedy::use: return;
    case Remedy::give_up: throw Error{verdict.kind, verdict.why};
    case Remedy::repeat_soon:
    case Remedy::repeat_late: repeat_later(&chain, chain.attempts, verdict); return;
    case Remedy::log_in_again: break;
  }
  if (++chain.attempts.refusals > 1)
    throw Error{
        ErrorKind::unauthorised,
        Text{"{} although the token is new; check that {} may read OS2MO and that AUTH_SERVER is the one OS2MO trusts",
             "{}, selv om tokenet er nyt; se efter, at {} må læse OS2MO, og at AUTH_SERVER er den, OS2MO stoler på"},
        verdict.why, login_.settings()};
  login_.forget(chain.token);
  ready_.push_front(&chain);
}

void Pager::repeat_later(Chain* chain, Attempts& attempts, const Verdict& verdict) {
  const auto wait = next_wait(verdict.remedy, attempts, options_.attempts, clock_.random());
  if (!wait)
    throw Error{verdict.kind, Text{"{}; gave up after {} attempts", "{}; opgav efter {} forsøg"}, verdict.why,
                attempts.made()};
  observer_.warn(say({"{}; asking again in {:.1f} s", "{}; spørger igen om {:.1f} s"}, verdict.why,
                     static_cast<double>(wait->count()) / 1000));
  delayed_.push_back({clock_.steady_now() + *wait, chain});
  if (chain == nullptr) login_delayed_ = true;
}

void Pager::wake_due() {
  const TimePoint now = clock_.steady_now();
  for (const Delayed& one : delayed_) {
    if (one.due > now) continue;
    if (one.chain == nullptr)
      login_delayed_ = false;
    else
      ready_.push_front(one.chain);
  }
  std::erase_if(delayed_, [&](const Delayed& one) { return one.due <= now; });
}

void Pager::wait() {
  milliseconds nap = kLongestNap;
  if (!delayed_.empty()) {
    const auto first = std::min_element(delayed_.begin(), delayed_.end(),
                                        [](const Delayed& a, const Delayed& b) { return a.due < b.due; });
    const auto left = std::chrono::ceil<milliseconds>(first->due - clock_.steady_now());
    nap = std::clamp(left, milliseconds{0}, on_the_way_ > 0 ? kLongestNap : milliseconds::max());
  }
  if (on_the_way_ > 0)
    transport_.drive(nap);
  else if (!delayed_.empty())
    clock_.sleep_for(nap);  // cut short by a request to stop, which run() notices
}

}  // namespace os2sync::os2mo
