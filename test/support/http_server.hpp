// SPDX-License-Identifier: MPL-2.0
/// @file A loopback HTTP server whose every byte a test decides: it can cut, reset, fall silent and count connections.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace os2sync::test {

struct HttpRequest {
  std::string line;  ///< "POST /path HTTP/1.1"
  std::string head;  ///< all headers
  std::string body;
  int connection = 0;  ///< 1, 2, … in the order of accept
  int number = 0;      ///< the how-manieth request on this connection, from 1
};

/// What a handler wants done with a request.
struct HttpReply {
  enum class Then { keep, close, reset, say_nothing_more };
  std::string bytes;  ///< sent as they are
  Then then = Then::keep;
};

inline HttpReply answer(int status, std::string_view content_type, std::string_view body,
                        std::string_view more_headers = "") {
  return {fmt::format("HTTP/1.1 {} Some\r\nContent-Type: {}\r\n{}Content-Length: {}\r\n\r\n{}", status, content_type,
                      more_headers, body.size(), body)};
}

/// Answers with `handle`, each connection in a thread of its own; ends all of them when it goes.
class HttpServer {
 public:
  using Handler = std::function<HttpReply(const HttpRequest&)>;

  /// `greeting` is sent to everybody who connects, before a word was asked.
  explicit HttpServer(Handler handle, std::string greeting = "")
      : handle_{std::move(handle)}, greeting_{std::move(greeting)}, listener_{::socket(AF_INET, SOCK_STREAM, 0)} {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error{"the test server cannot listen"};
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread{[this] { accept_all(); }};
  }

  ~HttpServer() {
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
      for (const int connection : sockets_) ::shutdown(connection, SHUT_RDWR);
    }
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (std::thread& worker : workers_) worker.join();
    for (const int connection : sockets_) ::close(connection);
    ::close(listener_);
  }

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::string url(std::string_view path = "/") const { return fmt::format("http://127.0.0.1:{}{}", port_, path); }
  std::uint16_t port() const noexcept { return port_; }
  int connections() const noexcept { return connections_; }
  int requests() const noexcept { return requests_; }

 private:
  void accept_all() {
    for (;;) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      const std::lock_guard lock{mutex_};
      sockets_.push_back(connection);
      if (stopping_) return;
      const int number = ++connections_;
      workers_.emplace_back([this, connection, number] { serve(connection, number); });
    }
  }

  void serve(int connection, int connection_number) {
    std::string received;
    if (!greeting_.empty()) ::send(connection, greeting_.data(), greeting_.size(), MSG_NOSIGNAL);
    for (int number = 1;; ++number) {
      HttpRequest request;
      request.connection = connection_number;
      request.number = number;
      if (!receive(connection, received, request)) return;
      ++requests_;
      const HttpReply reply = handle_(request);
      if (!reply.bytes.empty()) ::send(connection, reply.bytes.data(), reply.bytes.size(), MSG_NOSIGNAL);
      switch (reply.then) {
        case HttpReply::Then::keep: continue;
        case HttpReply::Then::say_nothing_more: break;
        case HttpReply::Then::close: ::shutdown(connection, SHUT_RDWR); return;
        case HttpReply::Then::reset: reset(connection); return;
      }
      char sink = 0;
      while (::recv(connection, &sink, 1, 0) > 0) continue;
      return;
    }
  }

  /// shutdown() would say goodbye politely; a lingering time of zero makes close() a reset. The number is replaced by
  /// a harmless duplicate so that the destructor closes nothing twice.
  void reset(int connection) {
    const linger at_once{1, 0};
    ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::dup2(listener_, connection);
  }

  static bool receive(int connection, std::string& received, HttpRequest& request) {
    std::size_t head_end = std::string::npos;
    while ((head_end = received.find("\r\n\r\n")) == std::string::npos)
      if (!receive_some(connection, received)) return false;
    const std::size_t line_end = received.find("\r\n");
    request.line = received.substr(0, line_end);
    request.head = received.substr(line_end + 2, head_end - line_end);
    std::size_t length = 0;
    if (const auto at = request.head.find("Content-Length: "); at != std::string::npos)
      length = std::strtoul(request.head.c_str() + at + 16, nullptr, 10);
    while (received.size() < head_end + 4 + length)
      if (!receive_some(connection, received)) return false;
    request.body = received.substr(head_end + 4, length);
    received.erase(0, head_end + 4 + length);
    return true;
  }

  static bool receive_some(int connection, std::string& received) {
    char bytes[4096];
    const auto count = ::recv(connection, bytes, sizeof bytes, 0);
    if (count <= 0) return false;
    received.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  Handler handle_;
  std::string greeting_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_{0};
  std::atomic<int> requests_{0};
  bool stopping_ = false;
  std::mutex mutex_;  ///< guards sockets_, workers_ and stopping_
  std::vector<int> sockets_;
  std::vector<std::thread> workers_;
  std::thread acceptor_;
};

}  // namespace os2sync::test
