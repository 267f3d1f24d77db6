// SPDX-License-Identifier: MPL-2.0
/// @file A loopback HTTP server that can also answer badly: torn, slow or not at all.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "os2sync/model/http.hpp"

namespace os2sync_lab {

/// How an answer travels once it is made.
struct Delivery {
  enum class Break {
    none,
    reset,  ///< TCP reset instead of an answer
    close,  ///< plain end of the connection instead of an answer
  };
  Break breaks = Break::none;
  std::optional<std::size_t> cut_after;  ///< bytes of body that still arrive before the connection ends
  std::size_t chunk = 0;                 ///< a slow body: so many bytes at a time …
  std::chrono::milliseconds pause{0};    ///< … with this pause in between
};

struct Reply {
  os2sync_model::Response response;
  Delivery delivery;
  /// Let go just before the last bytes leave, so that a client never overtakes our counting.
  std::shared_ptr<void> under_way;
};

/// What a server tells about its connections.
class ConnectionWatcher {
 public:
  virtual ~ConnectionWatcher() = default;
  /// A connection was taken; `open` is how many are open now, this one included.
  virtual void opened(std::size_t open) = 0;
  virtual void closed(std::size_t open) = 0;
};

class HttpServer {
 public:
  using Handler = std::function<Reply(const os2sync_model::Request&)>;

  /// `handler` is called from many threads. `watcher` may be null and must outlive the server.
  HttpServer(Handler handler, ConnectionWatcher* watcher);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Listens on 127.0.0.1 (0: any free port) and serves from threads of its own. Returns the port; throws
  /// std::runtime_error when the port is taken.
  int start(int port);
  /// Breaks off every connection and waits for the threads.
  void stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace os2sync_lab
