// SPDX-License-Identifier: MPL-2.0
// The two ways of asking OS2sync what FK-ORG holds: `all` from 4.1 on, a crawl of the hierarchy before.
#include <algorithm>

#include <fmt/format.h>

#include "adapters/os2sync/answers.hpp"
#include "adapters/os2sync/fk_list.hpp"
#include "adapters/os2sync/os2sync_sink.hpp"
#include "adapters/os2sync/paths.hpp"
#include "adapters/os2sync/refusals.hpp"

namespace os2sync {
namespace {

constexpr std::chrono::milliseconds kFirstWait = std::chrono::seconds{5};
constexpr std::chrono::milliseconds kLongestWait = std::chrono::seconds{10};

}  // namespace

FkListing Os2syncSink::list(ObjectKind kind) {
  // The probe has made sure that the setting tells the truth.
  return options_.server_version >= 4 ? list_all(kind) : crawl(kind);
}

FkListing Os2syncSink::list_all(ObjectKind kind) {
  http::Request request = make_request("GET", fmt::format("{}/all", path_of(kind)));
  request.timeout = std::max(options_.list_timeout, options_.timeout);
  const http::Result result = lanes_.send(request);
  if (const auto* failure = std::get_if<http::Failure>(&result)) return FkUnavailable{describe_failure(*failure)};
  const auto& response = std::get<http::Response>(result);
  if (is_html(response)) return FkUnavailable{describe_answer(response)};
  if (response.status == 401) throw_unauthorised(shown_url_);
  // An OS2sync without the list takes "all" for the uuid of one object and knows none of that name: 404.
  if (response.status != 200) return FkUnavailable{describe_answer(response)};
  return parse_all(response.body);
}

FkListing Os2syncSink::crawl(ObjectKind kind) {
  http::Request request = make_request("GET", "/hierarchy");
  // Exactly this text; any other means everything, which takes far longer.
  if (kind == ObjectKind::unit) request.headers.emplace_back("onlyOUs: true");
  const http::Result result = lanes_.send(request);
  if (const auto* failure = std::get_if<http::Failure>(&result)) return FkUnavailable{describe_failure(*failure)};
  const auto& response = std::get<http::Response>(result);
  if (is_html(response)) return FkUnavailable{describe_answer(response)};
  if (response.status == 401) throw_unauthorised(shown_url_);
  if (response.status != 200) return FkUnavailable{describe_answer(response)};
  const auto ticket = Uuid::parse(unquote_text(response.body));
  if (!ticket)
    return FkUnavailable{say({"OS2sync answered 200 without a ticket for the hierarchy",
                              "OS2sync svarede 200 uden det uuid, hierarkiet skal hentes med"})};
  return await_tree(kind, *ticket);
}

/// 404 is "not yet" as well as "never": only our own deadline ends the waiting.
FkListing Os2syncSink::await_tree(ObjectKind kind, const Uuid& ticket) {
  const auto limit = kind == ObjectKind::unit ? options_.unit_crawl_deadline : options_.user_crawl_deadline;
  const auto deadline = clock_.steady_now() + limit;
  for (auto wait = kFirstWait;; wait = std::min(wait + kFirstWait, kLongestWait)) {
    const http::Result result = lanes_.send(make_request("GET", fmt::format("/hierarchy/{}", ticket)));
    if (const auto* failure = std::get_if<http::Failure>(&result)) {
      // Once handed out the result is gone: waiting on after a broken answer would be waiting for ever.
      if (failure->kind != http::FailureKind::connect) return FkUnavailable{describe_failure(*failure)};
    } else {
      const auto& response = std::get<http::Response>(result);
      if (is_html(response)) return FkUnavailable{describe_answer(response)};
      if (response.status == 401) throw_unauthorised(shown_url_);
      if (response.status == 200) return parse_tree(response.body, kind);
      if (response.status != 404) return FkUnavailable{describe_answer(response)};
    }
    if (clock_.steady_now() + wait > deadline) {
      return FkUnavailable{say({"OS2sync had no hierarchy ready within {} minutes",
                                "OS2sync havde ikke hierarkiet klar inden for {} minutter"},
                               std::chrono::floor<std::chrono::minutes>(limit).count())};
    }
    if (!clock_.sleep_for(wait))
      return FkUnavailable{
          say({"asked to stop while waiting for the hierarchy", "bedt om at stoppe under ventetiden på hierarkiet"})};
  }
}

}  // namespace os2sync
