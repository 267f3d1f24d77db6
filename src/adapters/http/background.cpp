// SPDX-License-Identifier: MPL-2.0
#include "adapters/http/background.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "adapters/http/multi.hpp"

namespace os2sync::http {
namespace {

/// How long the thread waits for bytes before it looks around; orders wake it at once.
constexpr std::chrono::seconds kLongestPoll{10};

struct Order {
  Transport::Ticket ticket;
  std::optional<Request> request;  ///< none = cancel
};
struct Finished {
  Transport::Ticket ticket;
  Result result;
};

}  // namespace

struct Background::Impl {
  Impl(const TlsOptions& tls, std::size_t connections, std::chrono::milliseconds connect_timeout)
      : multi{tls, connections, connect_timeout}, thread{[this] { run(); }} {}

  ~Impl() {
    {
      const std::lock_guard lock{mutex};
      stopping = true;
    }
    wake();
    thread.join();
  }

  void wake() {
    orders_came.notify_one();
    multi.wake();
  }

  void give(Order order) {
    {
      const std::lock_guard lock{mutex};
      orders.push_back(std::move(order));
    }
    wake();
  }

  // --- in the thread ---

  void run() noexcept {
    try {
      while (carry_out_orders()) multi.drive(kLongestPoll);
    } catch (...) {
      const std::lock_guard lock{mutex};
      failure = std::current_exception();
      answers_came.notify_one();
    }
  }

  /// Waits for orders only when nothing is on its way. False = stop.
  bool carry_out_orders() {
    std::vector<Order> now;
    {
      std::unique_lock lock{mutex};
      if (multi.in_flight() == 0) orders_came.wait(lock, [this] { return stopping || !orders.empty(); });
      if (stopping) return false;
      now.swap(orders);
      for (std::string& buffer : buffers) multi.lend(std::move(buffer));
      buffers.clear();
    }
    for (Order& order : now) {
      if (order.request)
        numbers[order.ticket] = multi.start(
            std::move(*order.request), [this, ticket = order.ticket](Result& result) { hand_over(ticket, result); });
      else if (const auto number = numbers.extract(order.ticket))
        multi.cancel(number.mapped());
    }
    return true;
  }

  void hand_over(Ticket ticket, Result& result) {
    numbers.erase(ticket);
    {
      const std::lock_guard lock{mutex};
      finished.push_back({ticket, std::move(result)});
    }
    answers_came.notify_one();
  }

  std::mutex mutex;  ///< guards what both threads touch:
  std::vector<Order> orders;
  std::deque<Finished> finished;
  std::vector<std::string> buffers;  ///< read answers, on their way back
  std::exception_ptr failure;
  bool stopping = false;
  std::condition_variable orders_came;
  std::condition_variable answers_came;

  // The caller's own.
  std::map<Ticket, OnDone> open;
  std::deque<Finished> arrived;
  Ticket last_ticket = 0;

  // The thread's own, but for Multi::wake().
  Multi multi;
  std::map<Ticket, Ticket> numbers;  ///< our ticket to Multi's
  std::thread thread;                ///< last: it begins when all else is there
};

Background::Background(const TlsOptions& tls, std::size_t connections, std::chrono::milliseconds connect_timeout)
    : impl_{std::make_unique<Impl>(tls, connections, connect_timeout)} {}

Background::~Background() = default;

Transport::Ticket Background::start(Request request, OnDone done) {
  const Ticket ticket = ++impl_->last_ticket;
  impl_->open.emplace(ticket, std::move(done));
  impl_->give({ticket, std::move(request)});
  return ticket;
}

void Background::cancel(Ticket ticket) {
  if (impl_->open.erase(ticket) > 0) impl_->give({ticket, std::nullopt});
}

std::size_t Background::in_flight() const { return impl_->open.size(); }

void Background::drive(std::chrono::milliseconds at_most) {
  Impl& impl = *impl_;
  if (impl.open.empty()) return;
  if (impl.arrived.empty()) {
    std::unique_lock lock{impl.mutex};
    impl.answers_came.wait_for(lock, at_most, [&] { return !impl.finished.empty() || impl.failure; });
    if (impl.failure) std::rethrow_exception(impl.failure);
    impl.arrived.swap(impl.finished);
  }
  // Kept in `arrived` until its turn: a callback may throw or cancel.
  while (!impl.arrived.empty()) {
    Finished one = std::move(impl.arrived.front());
    impl.arrived.pop_front();
    const auto done = impl.open.extract(one.ticket);
    if (!done) continue;  // cancelled
    done.mapped()(one.result);
    if (auto* const response = std::get_if<Response>(&one.result)) {
      const std::lock_guard lock{impl.mutex};
      impl.buffers.push_back(std::move(response->body));
    }
  }
}

}  // namespace os2sync::http
