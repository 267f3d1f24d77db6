// SPDX-License-Identifier: MPL-2.0
#include "app/read_objects.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

namespace os2sync {
namespace {

/// What the lanes of one reading share.
struct Shared {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;  ///< guards the rest, and `take`
  std::size_t taken = 0;
  std::exception_ptr failure;
};

}  // namespace

bool read_objects(Sink& fk, const std::vector<ObjectKey>& objects, Clock& clock, Observer& observer,
                  const std::function<void(const ObjectKey&, const FkRead&)>& take) {
  Shared shared;
  const auto run_lane = [&] {
    // Outlives what is thrown: no other lane may take between the throwing and its being known.
    std::unique_lock lock{shared.mutex, std::defer_lock};
    try {
      for (std::size_t at = shared.next++; at < objects.size() && !clock.stop_requested(); at = shared.next++) {
        const FkRead read = fk.read(objects[at].first, objects[at].second);
        lock.lock();
        if (shared.failure) return;
        take(objects[at], read);
        observer.progress(Stage::asking, ++shared.taken, objects.size());
        lock.unlock();
      }
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      if (!shared.failure) shared.failure = std::current_exception();
    }
  };
  {
    const std::jthread beside{run_lane};
    run_lane();
  }
  if (shared.failure) std::rethrow_exception(shared.failure);
  return shared.taken == objects.size();
}

}  // namespace os2sync
