// SPDX-License-Identifier: MPL-2.0
#include "os2sync/server/lab.hpp"

#include <algorithm>
#include <utility>

namespace os2sync_lab {
namespace {

using os2sync_model::Moment;

/// How long a program under test may take to its first request, on the busiest of machines.
constexpr std::chrono::seconds kPatience{240};

/// The object a request is about; empty for lists, tickets and wrong methods.
std::string subject_of(const os2sync_model::Request& request, const os2sync_model::Route& route) {
  switch (route.endpoint) {
    case os2sync_model::Endpoint::post: return os2sync_model::peek_uuid(request.body);
    case os2sync_model::Endpoint::remove:
    case os2sync_model::Endpoint::passivate:
    case os2sync_model::Endpoint::read: return route.argument;
    default: return {};
  }
}

/// Names of the faults that hit a request, for the journal.
std::string names_of(const std::vector<HttpFault>& hits) {
  std::string names;
  for (const HttpFault& fault : hits) {
    if (!names.empty()) names += ' ';
    names += name_of(fault.kind);
  }
  return names;
}

const HttpFault* find(const std::vector<HttpFault>& hits, HttpFaultKind kind) {
  const auto at = std::find_if(hits.begin(), hits.end(), [&](const HttpFault& fault) { return fault.kind == kind; });
  return at == hits.end() ? nullptr : &*at;
}

void replace_answer(Reply& reply, const HttpFault& fault) {
  reply.response = {fault.status, fault.content_type, fault.body, {}};
}

void break_off(Reply& reply, const HttpFault& fault) {
  reply.delivery.breaks = fault.plain_close ? Delivery::Break::close : Delivery::Break::reset;
}

/// What happens to an answer on its way back.
void spoil(Reply& reply, const std::vector<HttpFault>& hits) {
  for (const HttpFault& fault : hits) {
    switch (fault.kind) {
      case HttpFaultKind::reset_after: break_off(reply, fault); break;
      case HttpFaultKind::status_after: replace_answer(reply, fault); break;
      case HttpFaultKind::content_type: reply.response.content_type = fault.content_type; break;
      case HttpFaultKind::truncate: reply.delivery.cut_after = fault.bytes; break;
      case HttpFaultKind::slow_body:
        reply.delivery.chunk = std::max<std::size_t>(fault.bytes, 1);
        reply.delivery.pause = fault.pause;
        break;
      case HttpFaultKind::hold:
      case HttpFaultKind::delay:
      case HttpFaultKind::reset_before:
      case HttpFaultKind::status: break;
    }
  }
}

}  // namespace

Moment LabClock::now() const {
  const Moment base =
      fixed_ ? *fixed_ : std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  return base + skipped_;
}

Lab::Lab(os2sync_model::Options options, std::optional<Moment> fixed_time) : clock_{fixed_time} {
  reset(std::move(options));
}

Reply Lab::serve(const os2sync_model::Request& request) {
  std::unique_lock lock{mutex_};
  const auto route = os2sync_model::find_route(request.method, request.path, model_->profile());
  const std::string uuid = subject_of(request, route);
  const std::vector<HttpFault> hits = faults_.strike(request.method, request.path, uuid);
  traffic_.begin(uuid);
  Reply reply;
  reply.under_way = std::shared_ptr<void>{nullptr, [this, uuid](void*) {
                                            const std::lock_guard ending{mutex_};
                                            traffic_.end(uuid);
                                          }};

  for (const HttpFault& fault : hits) {
    if (fault.kind == HttpFaultKind::hold) hold(lock);
    if (fault.kind == HttpFaultKind::delay) delay(lock, fault.pause);
  }
  JournalEntry entry{request.method, request.path, request.query, uuid, 0, names_of(hits), request.body};
  if (const HttpFault* fault = find(hits, HttpFaultKind::reset_before)) {
    break_off(reply, *fault);
  } else if (const HttpFault* proxy = find(hits, HttpFaultKind::status)) {
    replace_answer(reply, *proxy);
  } else {
    reply.response = model_->handle(request);
    spoil(reply, hits);
  }
  if (reply.delivery.breaks == Delivery::Break::none) entry.status = reply.response.status;
  journal_.add(std::move(entry), route);
  return reply;
}

os2sync_model::TickReport Lab::tick(std::chrono::seconds advance) {
  return with([&](const Inside& inside) {
    inside.clock.advance(advance);
    return inside.model.tick();
  });
}

void Lab::reset(os2sync_model::Options options) {
  const std::lock_guard lock{mutex_};
  model_ = std::make_unique<os2sync_model::Model>(std::move(options), [this] { return clock_.now(); });
  faults_.clear();
  journal_.clear();
  traffic_.clear();
  ++releases_;
  held_ = 0;
  changed_.notify_all();
}

void Lab::release() {
  const std::lock_guard lock{mutex_};
  ++releases_;
  held_ = 0;  // at once: they themselves wake when they can
  changed_.notify_all();
}

bool Lab::wait_for_held(std::size_t count) {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, kPatience, [&] { return held_ >= count || stopping_; });
}

std::size_t Lab::held() {
  const std::lock_guard lock{mutex_};
  return held_;
}

void Lab::stop() {
  const std::lock_guard lock{mutex_};
  stopping_ = true;
  changed_.notify_all();
}

void Lab::hold(std::unique_lock<std::mutex>& lock) {
  ++held_;
  changed_.notify_all();
  changed_.wait(lock, [&, at = releases_] { return releases_ != at || stopping_; });
}

void Lab::delay(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time) {
  changed_.wait_for(lock, time, [&] { return stopping_; });
}

void Lab::opened(std::size_t open) {
  const std::lock_guard lock{mutex_};
  traffic_.opened(open);
}

void Lab::closed(std::size_t open) {
  const std::lock_guard lock{mutex_};
  traffic_.closed(open);
}

}  // namespace os2sync_lab
