// SPDX-License-Identifier: MPL-2.0
/// @file HTTP as the other adapters see it: requests, answers and failures as values. The only room that knows libcurl.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace os2sync::http {

struct TlsOptions {
  bool verify = true;
  std::string ca_file;             ///< empty = the system's
  std::string client_certificate;  ///< PEM file; empty = none
  std::string client_key;          ///< PEM file; empty = in the certificate file
  bool operator==(const TlsOptions&) const = default;
};

struct Request {
  std::string method;  ///< GET, POST, DELETE, OPTIONS
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string body;
  std::chrono::milliseconds timeout{30'000};
};

struct Response {
  int status = 0;
  std::string content_type;  ///< as received, empty when none
  std::string allow;         ///< the Allow header
  std::string body;
};

enum class FailureKind {
  connect,  ///< refused, unresolved, unreachable
  timed_out,
  tls,     ///< certificate or handshake
  broken,  ///< reset or cut short; the request may have been carried out
};
struct Failure {
  FailureKind kind{};
  bool answer_begun = false;  ///< some byte of the answer had arrived
  std::string detail;         ///< libcurl's words; no body, no header
};
using Result = std::variant<Response, Failure>;

/// One keep-alive connection, one request at a time. Never follows redirects, never logs bodies or headers.
/// Not for use by several threads at once. A connection found dead before any answer byte is reopened once.
class Client {
 public:
  explicit Client(const TlsOptions& tls, std::chrono::milliseconds connect_timeout = std::chrono::seconds{5});
  ~Client();
  Client(Client&&) noexcept;
  Client& operator=(Client&&) noexcept;

  Result send(const Request& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace os2sync::http
