// SPDX-License-Identifier: MPL-2.0
/// @file Looks at one peer: does it answer, what is its time, how long is its certificate good.
#pragma once

#include "adapters/http/http.hpp"
#include "ports/examiner.hpp"

namespace os2sync::http {

class HttpExaminer final : public Examiner {
 public:
  explicit HttpExaminer(TlsOptions tls) : tls_{std::move(tls)} {}

  PeerLook look(const std::string& url) override;
  std::optional<std::chrono::sys_seconds> certificate_file_ends(const std::string& path) override;

 private:
  TlsOptions tls_;
};

}  // namespace os2sync::http
