// SPDX-License-Identifier: MPL-2.0
/// @file Where changes go, and the little that is read back from there.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/fk_object.hpp"
#include "core/payload.hpp"
#include "core/said.hpp"
#include "core/set_aside.hpp"
#include "core/wanted.hpp"

namespace os2sync {

/// One write. The pointers are borrowed for the duration of the call.
struct PostUnit {
  const WantedUnit* unit;
  const FkFields* kept;       ///< fields we do not own, as FK-ORG holds them
  bool bypass_cache = false;  ///< revive after a delete, repair
};
struct PostUser {
  const WantedUser* user;
  const FkFields* kept;  ///< fields we do not own, as FK-ORG holds them
  bool bypass_cache = false;
};
struct DeleteObject {
  ObjectKind kind;
  Uuid uuid;
};
/// Takes an object out of FK-ORG's life cycle, positions and all: the repair of objects FK-ORG refuses to update. The
/// same uuid can be posted again once this one has left the queue.
struct PassivateObject {
  ObjectKind kind;
  Uuid uuid;
};
using Write = std::variant<PostUnit, PostUser, DeleteObject, PassivateObject>;

struct Accepted {};  ///< queued by OS2sync (200), not yet in FK-ORG
/// Asking again cannot help. `why` is a short, value-free reason.
struct Rejected {
  Said why;
  RejectionCode code = RejectionCode::refused_by_os2sync;
  std::string field{};  ///< the field or column at fault, if one is
};
/// Asking again may help.
struct Busy {
  Said why;
};
using PushResult = std::variant<Accepted, Rejected, Busy>;

/// What FK-ORG said about one object: its fields, or that it does not know it (which proves nothing while FK-ORG is
/// unwell), or that it could not say.
struct FkUnknown {};
struct FkUnavailable {
  Said why;
};
using FkRead = std::variant<FkObject, FkUnknown, FkUnavailable>;

/// Which objects of a kind FK-ORG holds, also those made by other systems.
struct FkList {
  std::vector<Uuid> uuids;  ///< ascending, each once
  /// Everything active is listed. False: OS2sync leaves some out by its nature, so absence from it proves nothing.
  bool complete = false;
};
using FkListing = std::variant<FkList, FkUnavailable>;

/// What the service in front of FK-ORG turned out to be.
struct SinkFacts {
  bool stub = false;       ///< nothing is sent
  bool version_4 = false;  ///< 4.1 or later: bypassCache, `all`
};

/// OS2sync. Every write is an upsert or a delete by uuid, so sending the same twice is harmless.
class Sink {
 public:
  virtual ~Sink() = default;

  /// Looks without side effects whether the service is there, lets us in and is a version we can talk to.
  /// Throws Error (unavailable, unauthorised, settings) when it is not.
  virtual SinkFacts probe() = 0;
  /// Callable from several threads for different uuids. Throws Error when the run cannot go on at all
  /// (key refused, media type refused, no CVR known).
  virtual PushResult push(const Write& write) = 0;
  /// A live read of FK-ORG: seconds, not milliseconds. Callable from several threads.
  virtual FkRead read(ObjectKind kind, const Uuid& uuid) = 0;
  /// A live list of FK-ORG: minutes, not seconds; one at a time. All that OS2sync can list or FkUnavailable, never a
  /// part and never an empty list for a failure.
  virtual FkListing list(ObjectKind kind) = 0;
};

}  // namespace os2sync
