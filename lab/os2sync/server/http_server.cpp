// SPDX-License-Identifier: MPL-2.0
// cpp-httplib parses and formats; the sockets are ours, because only then can an answer be torn in the middle.
#include "os2sync/server/http_server.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

#include <httplib.h>

namespace os2sync_lab {
namespace {

constexpr int kIdleMilliseconds = 130'000;  // Kestrel keeps an idle connection for 130 s
constexpr std::size_t kThreads = 64;        // one per open connection
constexpr std::size_t kReadBuffer = 64 * 1024;

/// Sleeps that a stopping server cuts short.
class Stopper {
 public:
  void stop() {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    wake_.notify_all();
  }
  bool stopped() const { return stopped_; }
  bool wait(std::chrono::milliseconds time) {
    std::unique_lock lock{mutex_};
    return !wake_.wait_for(lock, time, [&] { return stopped_.load(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> stopped_ = false;
};

/// One connection: reads through a buffer, holds the answer back until it is complete.
class Wire : public httplib::Stream {
 public:
  Wire(int socket, Stopper& stopper) : socket_{socket}, stopper_{stopper} {}

  /// Waits for the first byte of the next request.
  bool has_request() {
    if (begin_ != end_) return true;
    pollfd waiting{socket_, POLLIN, 0};
    return poll(&waiting, 1, kIdleMilliseconds) > 0 && fill();
  }

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }

  ssize_t read(char* to, std::size_t size) override {
    if (begin_ == end_) {
      // A client that waits for "100 Continue" must see it before it sends its body.
      if (!out_.empty() && !send_all(std::exchange(out_, {}))) return -1;
      if (!fill()) return 0;
    }
    const std::size_t count = std::min(size, end_ - begin_);
    std::copy_n(in_.data() + begin_, count, to);
    begin_ += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* from, std::size_t size) override {
    out_.append(from, size);
    return static_cast<ssize_t>(size);
  }

  /// Hands the held-back answer over as planned. False: the connection is of no more use.
  bool deliver(Reply& reply) {
    const std::string answer = std::exchange(out_, {});
    const Delivery& plan = reply.delivery;
    const auto end_of_head = answer.find("\r\n\r\n");
    const std::size_t head = end_of_head == std::string::npos ? answer.size() : end_of_head + 4;
    if (plan.breaks != Delivery::Break::none) {
      reply.under_way.reset();
      if (plan.breaks == Delivery::Break::reset) reset();
      return false;
    }
    if (plan.cut_after) {
      // Without a body the head itself is torn.
      const std::size_t length = answer.size() > head ? std::min(head + *plan.cut_after, answer.size() - 1) : head - 2;
      reply.under_way.reset();
      send_all(std::string_view{answer}.substr(0, length));
      return false;
    }
    std::size_t sent = 0;
    if (plan.chunk > 0) {
      for (std::size_t next = head; next < answer.size(); next = sent + plan.chunk) {
        if (!send_all(std::string_view{answer}.substr(sent, next - sent))) return false;
        sent = next;
        if (!stopper_.wait(plan.pause)) return false;
      }
    }
    reply.under_way.reset();
    return send_all(std::string_view{answer}.substr(sent));
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override { loopback(ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { loopback(ip, port); }
  socket_t socket() const override { return socket_; }

 private:
  static void loopback(std::string& ip, int& port) {
    ip = "127.0.0.1";
    port = 0;
  }

  bool fill() {
    const ssize_t count = recv(socket_, in_.data(), in_.size(), 0);
    begin_ = 0;
    end_ = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count > 0;
  }

  bool send_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// The close that follows sends RST instead of FIN.
  void reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }

  int socket_;
  Stopper& stopper_;
  std::array<char, kReadBuffer> in_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string out_;
};

/// The reply of the request that this thread is serving: httplib has no place to carry it.
thread_local Reply current_reply;

os2sync_model::Request converted(const httplib::Request& request) {
  const std::string& target = request.target;
  const auto mark = target.find('?');
  os2sync_model::Request result{request.method, target.substr(0, mark), {}, {}, request.body};
  if (mark != std::string::npos) result.query = target.substr(mark + 1);
  for (const auto& [name, value] : request.headers) result.headers.emplace_back(name, value);
  return result;
}

void set_options(socket_t socket) {
  // Only this: httplib's own choice would let two labs share a port.
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

}  // namespace

class HttpServer::Implementation : public httplib::Server {
 public:
  Implementation(HttpServer::Handler handler, ConnectionWatcher* watcher)
      : handler_{std::move(handler)}, watcher_{watcher} {
    const auto serve = [this](const httplib::Request& request, httplib::Response& response) {
      current_reply = handler_(converted(request));
      const os2sync_model::Response& made = current_reply.response;
      response.status = made.status;
      if (!made.content_type.empty()) response.set_content(made.body, made.content_type);
      if (!made.allow.empty()) response.set_header("Allow", made.allow);
    };
    const std::string anything = ".*";
    Get(anything, serve).Post(anything, serve).Put(anything, serve).Patch(anything, serve);
    Delete(anything, serve).Options(anything, serve);
    set_tcp_nodelay(true);
    set_socket_options(set_options);
    set_keep_alive_max_count(1'000'000'000);
    set_keep_alive_timeout(kIdleMilliseconds / 1000);
    set_read_timeout(30);
    set_write_timeout(30);
    new_task_queue = [] { return new httplib::ThreadPool{kThreads}; };  // httplib deletes it
  }

  int start(int port) {
    const int bound = port == 0 ? bind_to_any_port("127.0.0.1") : (bind_to_port("127.0.0.1", port) ? port : -1);
    if (bound <= 0) throw std::runtime_error{"cannot listen on 127.0.0.1:" + std::to_string(port)};
    acceptor_ = std::thread{[this] { listen_after_bind(); }};
    return bound;
  }

  void shut_down() {
    if (!acceptor_.joinable()) return;
    stopper_.stop();
    while (!is_running()) std::this_thread::yield();  // httplib ignores a stop that comes before it accepts
    stop();
    {
      const std::lock_guard lock{mutex_};
      for (const int socket : open_) shutdown(socket, SHUT_RDWR);
    }
    acceptor_.join();
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    enter(socket);
    const auto wire = std::make_unique<Wire>(socket, stopper_);
    while (!stopper_.stopped() && wire->has_request()) {
      bool closed = false;
      current_reply = {};
      const bool fine = process_request(*wire, false, closed, tidy);
      if (!wire->deliver(current_reply) || !fine || closed) break;
    }
    current_reply = {};
    leave(socket);
    return true;
  }

  /// Keeps httplib from being too clever: OS2sync never compresses, a request without a length has no body rather
  /// than an endless one, and a form (which curl says by default) is bytes like any other.
  static void tidy(httplib::Request& request) {
    if (request.get_header_value("Content-Type").starts_with("application/x-www-form-urlencoded")) {
      request.headers.erase("Content-Type");
      request.headers.emplace("Content-Type", "text/plain");
    }
    request.headers.erase("Accept-Encoding");
    if (!request.has_header("Content-Length") && !request.has_header("Transfer-Encoding")) {
      request.headers.emplace("Content-Length", "0");
    }
  }

  void enter(int socket) {
    const std::lock_guard lock{mutex_};
    open_.insert(socket);
    if (stopper_.stopped()) shutdown(socket, SHUT_RDWR);
    if (watcher_ == nullptr) return;
    // A connection that its client has closed already may still wait for its thread to notice.
    std::size_t alive = 0;
    for (const int other : open_) {
      char byte = 0;
      if (recv(other, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0) ++alive;
    }
    watcher_->opened(alive);
  }

  void leave(int socket) {
    const std::lock_guard lock{mutex_};
    open_.erase(socket);
    close(socket);
    if (watcher_ != nullptr) watcher_->closed(open_.size());
  }

  HttpServer::Handler handler_;
  ConnectionWatcher* watcher_;
  Stopper stopper_;
  std::thread acceptor_;
  std::mutex mutex_;
  std::set<int> open_;
};

HttpServer::HttpServer(Handler handler, ConnectionWatcher* watcher)
    : implementation_{std::make_unique<Implementation>(std::move(handler), watcher)} {}

HttpServer::~HttpServer() { stop(); }

int HttpServer::start(int port) { return implementation_->start(port); }

void HttpServer::stop() { implementation_->shut_down(); }

}  // namespace os2sync_lab
