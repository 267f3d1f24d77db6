// SPDX-License-Identifier: MPL-2.0
/// @file One request on one libcurl handle, whoever drives the handle. Private to this room.
#pragma once

#include <memory>
#include <string>

#include <curl/curl.h>

#include "adapters/http/http.hpp"

namespace os2sync::http {

/// Owns a libcurl handle, the request it carries and the answer as it arrives. Not movable: libcurl keeps its address.
class Exchange {
 public:
  Exchange(const TlsOptions& tls, std::chrono::milliseconds connect_timeout);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  /// Makes the handle ready to carry out `request`. `buffer` lends its capacity to the answer's body.
  void prepare(Request request, std::string buffer);
  /// What came of it, once libcurl has finished with `code`. Leaves the body empty.
  Result finish(CURLcode code);

  CURL* handle() const noexcept { return handle_.get(); }

 private:
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  void apply_transport_options();
  void apply_request_options();

  struct CleanUp {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
  };

  TlsOptions tls_;
  std::chrono::milliseconds connect_timeout_;
  std::unique_ptr<CURL, CleanUp> handle_;
  std::unique_ptr<curl_slist, CleanUp> headers_;
  Request request_;
  std::string body_;
  std::string allow_;
  bool answer_begun_ = false;
  char error_text_[CURL_ERROR_SIZE] = {};
};

}  // namespace os2sync::http
