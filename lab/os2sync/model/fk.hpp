// SPDX-License-Identifier: MPL-2.0
/// @file FK-ORG as OS2sync meets it: objects per municipality, their life cycle, and a log of the writes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "os2sync/model/moment.hpp"
#include "os2sync/model/options.hpp"
#include "os2sync/model/registration.hpp"

namespace os2sync_model {

/// active; inactive = soft-deleted, still readable; passive = passivated, as good as gone.
enum class Life { active, inactive, passive };
std::string_view name_of(Life life) noexcept;

template <typename Record>
struct Held {
  Record record;
  Life life = Life::active;
  Moment registered;
};

/// One kind's objects in the order in which they first came.
template <typename Record>
class Shelf {
 public:
  Held<Record>* find(const std::string& uuid) {
    const auto at = index_.find(uuid);
    return at == index_.end() ? nullptr : &held_[at->second];
  }
  const Held<Record>* find(const std::string& uuid) const { return const_cast<Shelf*>(this)->find(uuid); }
  void put(const std::string& uuid, Held<Record> held) {
    const auto [at, added] = index_.try_emplace(uuid, held_.size());
    if (added) {
      held_.push_back(std::move(held));
    } else {
      held_[at->second] = std::move(held);
    }
  }
  const std::vector<Held<Record>>& all() const { return held_; }

 private:
  std::vector<Held<Record>> held_;
  std::unordered_map<std::string, std::size_t> index_;
};

struct Municipality {
  Shelf<Unit> units;
  Shelf<User> users;
};

/// One queued item that reached FK-ORG.
struct FkCall {
  Operation operation = Operation::update;
  Kind kind = Kind::unit;
  std::string cvr;
  std::string uuid;
  bool wrote = false;
};

/// FK-ORG took it; `wrote` is false when nothing differed.
struct Taken {
  bool wrote = false;
};
/// FK-ORG refuses, and will again.
struct Refused {
  std::string text;
};
using FkOutcome = std::variant<Taken, Refused>;

class Fk {
 public:
  Fk(Options options, Profile profile) : options_{std::move(options)}, profile_{profile}, random_{options_.seed} {}

  FkOutcome update(const std::string& cvr, const Unit& unit, Moment now);
  FkOutcome update(const std::string& cvr, const User& user, Moment now);
  /// Soft-deletes; an object that is not there is no error.
  FkOutcome remove(Kind kind, const std::string& cvr, const std::string& uuid, Moment now);
  FkOutcome passivate(Kind kind, const std::string& cvr, const std::string& uuid, Moment now);

  /// What FK-ORG says of a municipality it does not know; nothing when it does.
  std::optional<std::string> stranger(const std::string& cvr) const;

  const Held<Unit>* unit(const std::string& cvr, const std::string& uuid) const;
  const Held<User>* user(const std::string& cvr, const std::string& uuid) const;
  const std::map<std::string, Municipality>& municipalities() const { return municipalities_; }
  /// Uuids of the active objects in insertion order.
  std::vector<std::string> active(Kind kind, const std::string& cvr) const;

  /// Puts an object there as another system would have: no rules, no log.
  void seed(const std::string& cvr, Unit unit, Life life, Moment now);
  void seed(const std::string& cvr, User user, Life life, Moment now);

  const std::vector<FkCall>& calls() const { return calls_; }
  void log(FkCall call) { calls_.push_back(std::move(call)); }

 private:
  Unit resolved(const Unit& wanted, const Held<Unit>* held);
  User resolved(const User& wanted, const Held<User>* held, Moment now);
  std::optional<std::string> objection(const std::string& cvr, const Unit& unit) const;
  std::string short_key();
  std::string today(Moment now) const { return day_text(now, options_.utc_offset); }

  Options options_;
  Profile profile_;
  std::mt19937_64 random_;
  std::map<std::string, Municipality> municipalities_;
  std::vector<FkCall> calls_;
};

/// A random lower-case uuid of version 4.
std::string random_uuid(std::mt19937_64& random);

}  // namespace os2sync_model
