// SPDX-License-Identifier: MPL-2.0
/// @file The lab program as a child process, and a plain HTTP client to talk to it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace os2sync_lab_test {

/// What a client saw; `broken` when no complete answer came.
struct Answer {
  bool broken = false;
  int status = 0;
  std::string content_type;
  std::string body;
};

/// One keep-alive connection.
class Connection {
 public:
  /// `origin` is http://127.0.0.1:port.
  explicit Connection(const std::string& origin);
  ~Connection();
  Connection(Connection&&) noexcept;

  Answer send(const std::string& method, const std::string& path, const std::string& body = {});

 private:
  struct Client;
  std::unique_ptr<Client> client_;
};

/// Started on free ports with the key k-test; ended when it goes out of scope.
class Program {
 public:
  explicit Program(std::vector<std::string> arguments = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Its first line on standard output.
  const std::string& greeting() const { return greeting_; }
  Connection connect() const { return Connection{service_}; }
  /// A request to the control plane, as text.
  Answer steer(const std::string& method, const std::string& path, const std::string& body = {});

  void signal(int number) const;
  void close_stdin();
  /// Waits for the end and returns the exit code, -1 if a signal killed it.
  int wait();

 private:
  pid_t process_ = -1;
  int stdin_ = -1;
  std::string greeting_;
  std::string service_;
  std::unique_ptr<Connection> control_;
};

}  // namespace os2sync_lab_test
