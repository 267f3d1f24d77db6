// SPDX-License-Identifier: MPL-2.0
#include "sim/net_fault.hpp"

#include <string>
#include <utility>

namespace os2sync::sim {
namespace {

using http::Failure;
using http::FailureKind;
using http::Response;
using std::chrono::milliseconds;

constexpr const char* kHtml = "<html><body>gateway</body></html>";

NetFault fails(bool before, const char* name, Failure failure, milliseconds delay = {}) {
  return {before, name, http::Result{std::move(failure)}, 1, delay};
}
NetFault answers(bool before, const char* name, int status, std::string type, std::string body) {
  return {before, name, http::Result{Response{status, std::move(type), "", std::move(body)}}, 1, milliseconds{0}};
}
NetFault network_trouble(Chance& chance, bool before, milliseconds timeout) {
  switch (chance.below(3)) {
    case 0: return fails(before, "reset", {FailureKind::broken, !before, "Recv failure: Connection reset by peer"});
    case 1: return fails(before, "timeout", {FailureKind::timed_out, false, "Operation timed out"}, timeout);
    default: break;
  }
  return before ? fails(true, "refused", {FailureKind::connect, false, "Connection refused"})
                : fails(false, "cut", {FailureKind::broken, true, "transfer closed with bytes remaining"});
}
NetFault proxy_trouble(Chance& chance, bool before) {
  const int status = chance.pick({502, 503, 504, 500});
  return answers(before, "proxy page", status, "text/html", kHtml);
}

}  // namespace

NetFault draw_mo_fault(Chance& chance) {
  switch (chance.below(11)) {
    case 0:
    case 1: return network_trouble(chance, chance.percent(50), milliseconds{120'000});
    case 2: return proxy_trouble(chance, chance.percent(50));
    case 3: return answers(true, "429", 429, "text/plain", "slow down");
    case 4: return answers(true, "500", 500, "application/json", R"({"detail":"Internal Server Error"})");
    case 5: return answers(true, "html with 200", 200, "text/html; charset=utf-8", kHtml);
    case 6:
      return answers(true, "GraphQL error", 200, "application/json",
                     R"({"data":null,"errors":[{"message":"QueuePool limit of size 5 overflow 10 reached"}]})");
    case 7:
      return answers(true, "logged out", 200, "application/json",
                     R"({"data":null,"errors":[{"message":"User is not authenticated"}]})");
    case 8:
      // A body that breaks off inside, as a proxy leaves it; it still says 200 and JSON.
      return {false, "truncated", std::nullopt, 0.05 + 0.009 * chance.below(100), milliseconds{0}};
    case 9: return {false, "slow", std::nullopt, 1, milliseconds{chance.between(1'000, 60'000)}};
    default: break;
  }
  return chance.percent(90) ? answers(true, "401", 401, "application/json", "{}")
                            : answers(true, "404", 404, "application/json", R"({"detail":"Not Found"})");
}

NetFault draw_sync_fault(Chance& chance, bool is_delete) {
  switch (chance.below(10)) {
    case 0:
    case 1: return network_trouble(chance, true, milliseconds{30'000});
    case 2:
    case 3: return network_trouble(chance, false, milliseconds{30'000});
    case 4: return proxy_trouble(chance, true);
    case 5: return proxy_trouble(chance, false);
    case 6: return answers(true, "429", 429, "text/plain", "slow down");
    case 7:
      return answers(true, "400 of a database", 400, "text/plain; charset=utf-8",
                     "Unable to connect to any of the specified MySQL hosts.");
    case 8: return {false, "slow", std::nullopt, 1, milliseconds{chance.between(1'000, 25'000)}};
    default: break;
  }
  if (chance.percent(15)) return answers(true, "401", 401, "", "");
  return answers(true, "404", 404, is_delete ? "text/html" : "", is_delete ? kHtml : "");
}

http::Result carry_out(const NetFault& fault, http::Result answer) {
  if (fault.instead) return *fault.instead;
  if (auto* response = std::get_if<Response>(&answer); response != nullptr && fault.cut < 1) {
    response->body.resize(static_cast<std::size_t>(static_cast<double>(response->body.size()) * fault.cut));
  }
  return answer;
}

}  // namespace os2sync::sim
