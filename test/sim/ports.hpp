// SPDX-License-Identifier: MPL-2.0
/// @file What the exporter is given in place of sockets and a terminal, and its sabotaged parts.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/transport.hpp"
#include "adapters/os2sync/lanes.hpp"
#include "core/error.hpp"
#include "ports/observer.hpp"
#include "ports/sink.hpp"
#include "ports/source.hpp"
#include "sim/world.hpp"

namespace os2sync::sim {

/// Parallel requests to OS2MO, answered one at a time in any order.
class SimTransport final : public http::Transport {
 public:
  explicit SimTransport(World& world) : world_{world} {}

  Ticket start(http::Request request, OnDone done) override {
    waiting_.push_back({++last_ticket_, std::move(request), std::move(done)});
    return last_ticket_;
  }
  void cancel(Ticket ticket) override {
    std::erase_if(waiting_, [&](const Waiting& one) { return one.ticket == ticket; });
  }
  std::size_t in_flight() const override { return waiting_.size(); }
  void drive(std::chrono::milliseconds) override {
    if (waiting_.empty()) return;
    const auto chosen = waiting_.begin() + static_cast<std::ptrdiff_t>(world_.chance.index(waiting_.size()));
    const Waiting one = std::move(*chosen);
    waiting_.erase(chosen);
    http::Result result = world_.answer_mo(one.request);
    one.done(result);
  }

 private:
  struct Waiting {
    Ticket ticket;
    http::Request request;
    OnDone done;
  };
  World& world_;
  std::vector<Waiting> waiting_;
  Ticket last_ticket_ = 0;
};

class SimLane final : public Lane {
 public:
  explicit SimLane(World& world) : world_{world} {}
  http::Result send(const http::Request& request) override { return world_.answer_sync(request); }

 private:
  World& world_;
};

/// Everything the program says goes through the witness.
class SimObserver final : public Observer {
 public:
  explicit SimObserver(World& world) : world_{world} {}
  void progress(Stage, std::size_t, std::size_t) override {}
  void warn(const Said& message) override {
    world_.tell(message.english);
    world_.witness.hears(message.english);
    world_.witness.hears(message.danish);
  }
  void debug(std::string_view message) override { world_.witness.hears(message); }

 private:
  World& world_;
};

/// Tells the witness when reading is through, and reads half when sabotaged.
class WatchedSource final : public Source {
 public:
  WatchedSource(Source& source, World& world, Sabotage sabotage)
      : source_{source}, world_{world}, sabotage_{sabotage} {}
  Snapshot read(const ReadRequest& request, Observer& observer) override {
    Snapshot rows = source_.read(request, observer);
    if (sabotage_ == Sabotage::reads_half && rows.engagements.size() > 4)
      rows.engagements.resize(rows.engagements.size() - 2);
    world_.witness.read_is_through();
    return rows;
  }
  Scope find_owners(const std::string& user_key, Observer& observer) override {
    return source_.find_owners(user_key, observer);
  }
  std::size_t requests_made() const override { return source_.requests_made(); }

 private:
  Source& source_;
  World& world_;
  Sabotage sabotage_;
};

class SabotagedSink final : public Sink {
 public:
  SabotagedSink(Sink& sink, World& world, Sabotage sabotage) : sink_{sink}, world_{world}, sabotage_{sabotage} {}
  SinkFacts probe() override { return sink_.probe(); }
  FkRead read(ObjectKind kind, const Uuid& uuid) override { return sink_.read(kind, uuid); }
  FkListing list(ObjectKind kind) override { return sink_.list(kind); }
  PushResult push(const Write& write) override {
    if (sabotage_ == Sabotage::takes_the_root && std::holds_alternative<DeleteObject>(write)) {
      return sink_.push(DeleteObject{ObjectKind::unit, world_.municipality.top_unit()});
    }
    if (sabotage_ == Sabotage::reorders) send_late(write);
    PushResult result = sink_.push(write);
    const bool busy = std::holds_alternative<Busy>(result);
    if (sabotage_ == Sabotage::remembers_too_early && busy) return Accepted{};
    if (sabotage_ == Sabotage::gives_up_lightly && busy) return Rejected{std::get<Busy>(result).why};
    if (sabotage_ == Sabotage::talks && busy) {
      Said& why = std::get<Busy>(result).why;
      why = say({"{} for {}-0001", "{} for {}-0001"}, why, kCanary);
    }
    return result;
  }

 private:
  /// Sends again what a user was a few writes ago.
  void send_late(const Write& write) {
    const auto* const post = std::get_if<PostUser>(&write);
    if (post == nullptr) return;
    if (!old_) {
      old_ = *post->user;
      kept_ = *post->kept;
    } else if (++later_ == 1) {
      WantedUser stale = *old_;
      stale.name += " (old)";
      sink_.push(PostUser{&stale, &kept_, false});
    }
  }

  Sink& sink_;
  World& world_;
  Sabotage sabotage_;
  std::optional<WantedUser> old_;
  FkFields kept_;
  int later_ = 0;
};

}  // namespace os2sync::sim
