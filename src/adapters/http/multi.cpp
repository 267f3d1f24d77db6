// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/multi.hpp"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "adapters/http/exchange.hpp"
#include "core/error.hpp"

namespace os2sync::http {
namespace {

/// A smaller buffer saves nothing (a body that was moved away leaves one of a few bytes); a larger one was an
/// exception.
constexpr std::size_t kSmallestKeptBuffer = std::size_t{1} << 10;
constexpr std::size_t kLargestKeptBuffer = std::size_t{4} << 20;

void check(CURLMcode code) {
  if (code != CURLM_OK)
    throw Error{ErrorKind::unexpected, Text{"libcurl cannot go on: {}", "libcurl kan ikke fortsætte: {}"},
                curl_multi_strerror(code)};
}

struct EndMulti {
  void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};

/// One of the places on the wire. `ticket` 0 = free.
struct Slot {
  Slot(const TlsOptions& tls, std::chrono::milliseconds connect_timeout) : exchange{tls, connect_timeout} {}

  Exchange exchange;
  Transport::Ticket ticket = 0;
  Transport::OnDone done;
};

struct Waiting {
  Transport::Ticket ticket;
  Request request;
  Transport::OnDone done;
};

}  // namespace

struct Multi::Impl {
  std::unique_ptr<CURLM, EndMulti> multi;
  std::vector<std::unique_ptr<Slot>> slots;
  std::deque<Waiting> waiting;
  std::vector<std::string> buffers;
  Ticket last_ticket = 0;

  ~Impl() {
    for (const auto& slot : slots)
      if (slot->ticket != 0) curl_multi_remove_handle(multi.get(), slot->exchange.handle());
    slots.clear();  // easy handles end before the multi handle that holds their connections
  }

  Slot* find_slot(Ticket ticket) {
    const auto it = std::find_if(slots.begin(), slots.end(), [&](const auto& slot) { return slot->ticket == ticket; });
    return it == slots.end() ? nullptr : it->get();
  }

  std::string take_buffer() {
    if (buffers.empty()) return {};
    std::string buffer = std::move(buffers.back());
    buffers.pop_back();
    return buffer;
  }

  void keep_buffer(std::string buffer) {
    const bool is_useful = buffer.capacity() >= kSmallestKeptBuffer && buffer.capacity() <= kLargestKeptBuffer;
    if (is_useful && buffers.size() <= slots.size()) buffers.push_back(std::move(buffer));
  }

  void fill_free_slots() {
    bool begun = false;
    while (!waiting.empty()) {
      Slot* const slot = find_slot(0);
      if (slot == nullptr) break;
      Waiting next = std::move(waiting.front());
      waiting.pop_front();
      slot->exchange.prepare(std::move(next.request), take_buffer());
      check(curl_multi_add_handle(multi.get(), slot->exchange.handle()));
      slot->ticket = next.ticket;
      slot->done = std::move(next.done);
      begun = true;
    }
    // On a kept connection this one call puts the request on the wire, before the caller goes on to decode a page.
    if (begun) move_bytes();
  }

  void move_bytes() {
    int running = 0;
    check(curl_multi_perform(multi.get(), &running));
  }

  /// Reports one finished request; false when there is none.
  bool report_one() {
    int left = 0;
    const CURLMsg* const message = curl_multi_info_read(multi.get(), &left);
    if (message == nullptr) return false;
    if (message->msg != CURLMSG_DONE) return true;
    const CURLcode code = message->data.result;
    CURL* const handle = message->easy_handle;
    const auto it =
        std::find_if(slots.begin(), slots.end(), [&](const auto& slot) { return slot->exchange.handle() == handle; });
    Slot& slot = **it;
    check(curl_multi_remove_handle(multi.get(), handle));
    slot.ticket = 0;
    const OnDone done = std::move(slot.done);
    slot.done = nullptr;
    Result result = slot.exchange.finish(code);
    done(result);
    if (auto* const response = std::get_if<Response>(&result)) keep_buffer(std::move(response->body));
    fill_free_slots();
    return true;
  }
};

Multi::Multi(const TlsOptions& tls, std::size_t connections, std::chrono::milliseconds connect_timeout)
    : impl_{std::make_unique<Impl>()} {
  for (std::size_t i = 0; i < std::max<std::size_t>(connections, 1); ++i)
    impl_->slots.push_back(std::make_unique<Slot>(tls, connect_timeout));
  impl_->multi.reset(curl_multi_init());
  if (!impl_->multi)
    throw Error{ErrorKind::unexpected, Text{"libcurl has no memory for parallel requests",
                                            "libcurl mangler hukommelse til samtidige forespørgsler"}};
  // One more than the slots: the token server's connection must not push a reader's out of the cache.
  check(curl_multi_setopt(impl_->multi.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(impl_->slots.size() + 1)));
}

Multi::~Multi() = default;

Transport::Ticket Multi::start(Request request, OnDone done) {
  const Ticket ticket = ++impl_->last_ticket;
  impl_->waiting.push_back({ticket, std::move(request), std::move(done)});
  impl_->fill_free_slots();
  return ticket;
}

void Multi::cancel(Ticket ticket) {
  if (ticket == 0) return;
  std::erase_if(impl_->waiting, [&](const Waiting& one) { return one.ticket == ticket; });
  Slot* const slot = impl_->find_slot(ticket);
  if (slot == nullptr) return;
  // libcurl closes the connection: the rest of the answer is still to come on it.
  check(curl_multi_remove_handle(impl_->multi.get(), slot->exchange.handle()));
  slot->ticket = 0;
  slot->done = nullptr;
  impl_->fill_free_slots();
}

std::size_t Multi::in_flight() const {
  const auto busy =
      std::count_if(impl_->slots.begin(), impl_->slots.end(), [](const auto& slot) { return slot->ticket != 0; });
  return static_cast<std::size_t>(busy) + impl_->waiting.size();
}

void Multi::drive(std::chrono::milliseconds at_most) {
  // Starting a request moves the others' bytes too, so something may be finished already.
  bool reported = false;
  while (impl_->report_one()) reported = true;
  if (reported || in_flight() == 0) return;
  check(curl_multi_poll(impl_->multi.get(), nullptr, 0, static_cast<int>(at_most.count()), nullptr));
  impl_->move_bytes();
  while (impl_->report_one()) continue;
}

}  // namespace os2sync::http
