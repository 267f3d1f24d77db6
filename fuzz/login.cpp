// SPDX-License-Identifier: MPL-2.0
// The login server's answer: a status in one byte (200 when even), then the body.
#include "adapters/os2mo/login.hpp"
#include "harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  fuzz::Input input{data, size};
  os2mo::Options options;
  options.auth_server = "http://localhost/auth";
  options.client_id = "dipex";
  os2mo::Login login{options};
  const std::uint8_t status = input.byte();
  http::Response response;
  response.status = status % 2 == 0 ? 200 : 100 + status * 2;
  response.content_type = "application/json";
  response.body = std::string{input.rest()};
  const os2mo::Login::TimePoint now{};
  const os2mo::Verdict verdict = login.take_answer(response, now);
  fuzz::require_no_cpr(verdict.why);
  const bool taken = verdict.remedy == os2mo::Remedy::use;
  fuzz::require(taken == login.is_good(now), "a token that is taken is good at once, and no other answer is a token");
  if (taken) {
    fuzz::require(login.header().starts_with("Authorization: Bearer "), "the token goes into its header");
    fuzz::require(login.header().find_first_of("\r\n") == std::string::npos, "a token is no second header line");
  }
  return 0;
}
