// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/os2sync_sink.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/os2sync/answers.hpp"
#include "adapters/os2sync/fk_object.hpp"
#include "adapters/os2sync/paths.hpp"
#include "adapters/os2sync/payload_json.hpp"
#include "adapters/os2sync/refusals.hpp"
#include "adapters/os2sync/stub_sink.hpp"
#include "adapters/os2sync/validate.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr Text kNoUuid{"Uuid is missing", "Uuid mangler"};

std::string strip_slashes(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string hide_user(const std::string& url) {
  const auto scheme = url.find("://");
  const auto host = scheme == std::string::npos ? 0 : scheme + 3;
  const auto at = url.find('@', host);
  if (at == std::string::npos || url.find('/', host) < at) return url;
  return url.substr(0, host) + url.substr(at + 1);
}

/// A line break in a header's value would begin another header.
void check_header(std::string_view setting, std::string_view value) {
  const bool clean = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!clean) {
    throw Error{ErrorKind::settings,
                Text{"{}: holds a line break or another character that a header cannot carry; check for a stray end of "
                     "line",
                     "{}: indeholder et linjeskift eller et andet tegn, som en header ikke kan rumme; se efter et "
                     "linjeskift for meget"},
                setting};
  }
}

/// How OS2sync 3.x fails to show a deleted user.
bool is_user_without_person(const http::Response& response) {
  return response.status == 400 &&
         unquote_text(response.body) == "Object reference not set to an instance of an object.";
}

/// OS2sync 3.x has no bypassCache: it skips a post that equals the last one it filed, even when the object was deleted
/// between. With another ShortKey, the one field nobody fills, it looks again. `kept` outlives what is returned.
template <typename Post>
Post with_new_short_key(Post post, FkFields& kept, Clock& clock) {
  if (post.kept) kept = *post.kept;
  kept["ShortKey"] = fmt::format("{:08x}", clock.random());  // eight hex digits, as OS2sync draws them itself
  post.kept = &kept;
  return post;
}

/// Splits "DELETE, GET, POST".
bool allows_post(std::string_view allow) { return allow.find("POST") != std::string_view::npos; }
bool allows_get(std::string_view allow) { return allow.find("GET") != std::string_view::npos; }

}  // namespace

Os2syncSink::Os2syncSink(Os2syncOptions options, OpenLane open_lane, Clock& clock)
    : options_{std::move(options)},
      base_{strip_slashes(options_.api_url)},
      shown_url_{hide_user(base_)},
      lanes_{std::move(open_lane), options_.connections},
      clock_{clock} {
  check_header("os2sync.api_key", options_.api_key.reveal());
  check_header("municipality.cvr", options_.cvr);
}

SinkFacts Os2syncSink::probe() {
  probe_access();
  return {.stub = false, .version_4 = probe_version_4()};
}

/// An empty unit fails OS2sync's validation, which comes after the check of key and CVR and before everything else.
void Os2syncSink::probe_access() {
  http::Request request = make_request("POST", "/orgUnit");
  request.headers.emplace_back("Content-Type: application/json");
  request.body = "{}";
  const http::Response response = ask(request);
  if (is_html(response)) throw_not_os2sync(shown_url_, response);
  if (response.status == 401) throw_unauthorised(shown_url_);
  if (response.status == 405 || response.status == 415) throw_wrong_service(shown_url_, response.status);
  if (response.status != 400) throw_not_os2sync(shown_url_, response);
  const std::string text = unquote_text(response.body);
  if (text.empty()) throw_no_cvr(shown_url_);
  if (text != "name is null") throw_not_os2sync(shown_url_, response);
}

/// No action answers OPTIONS, so it runs nothing, and the 405 lists what the path could do: `cleanup` is an action from
/// 4.1 on and a user's name before. A proxy that answers OPTIONS itself leaves it to the setting.
bool Os2syncSink::probe_version_4() {
  const bool configured = options_.server_version >= 4;
  const http::Response response = ask(make_request("OPTIONS", "/user/cleanup"));
  if (response.status != 405 || !allows_get(response.allow)) return configured;
  const bool found = allows_post(response.allow);
  if (found != configured) throw_version_mismatch(shown_url_, options_.server_version);
  return found;
}

PushResult Os2syncSink::push(const Write& write) {
  if (const auto* unit = std::get_if<PostUnit>(&write)) {
    if (auto fault = find_fault(*unit->unit, options_.server_version)) return *std::move(fault);
    return post("/orgUnit", *unit, write_unit_json);
  }
  if (const auto* user = std::get_if<PostUser>(&write)) {
    if (auto fault = find_fault(*user->user, options_.server_version)) return *std::move(fault);
    return post("/user", *user, write_user_json);
  }
  if (const auto* object = std::get_if<PassivateObject>(&write)) {
    if (object->uuid.is_nil()) return Rejected{say(kNoUuid)};
    const auto request = make_request("POST", fmt::format("{}/passiver/{}", path_of(object->kind), object->uuid));
    return judge_answer(lanes_.send(request), WriteKind::passivate, shown_url_);
  }
  const auto& object = std::get<DeleteObject>(write);
  if (object.uuid.is_nil()) return Rejected{say(kNoUuid), RejectionCode::reference_broken, "Uuid"};
  const auto request = make_request("DELETE", fmt::format("{}/{}", path_of(object.kind), object.uuid));
  return judge_answer(lanes_.send(request), WriteKind::remove, shown_url_);
}

template <typename Post>
PushResult Os2syncSink::post(std::string_view path, const Post& object, std::string (*write_json)(const Post&)) {
  FkFields kept;
  const bool knows_bypass = options_.server_version >= 4;
  std::string body =
      write_json(object.bypass_cache && !knows_bypass ? with_new_short_key(object, kept, clock_) : object);
  // Any other spelling of true would silently be false.
  const bool bypass = object.bypass_cache && knows_bypass;
  http::Request request = make_request("POST", fmt::format("{}{}", path, bypass ? "?bypassCache=true" : ""));
  request.headers.emplace_back("Content-Type: application/json");
  request.body = std::move(body);
  const http::Result result = lanes_.send(request);
  if (const auto* response = std::get_if<http::Response>(&result);
      response && response->status == 200 && is_written_by_version_2(response->body)) {
    throw_too_old(shown_url_);
  }
  return judge_answer(result, WriteKind::post, shown_url_);
}

FkRead Os2syncSink::read(ObjectKind kind, const Uuid& uuid) {
  http::Request request = make_request("GET", fmt::format("{}/{}", path_of(kind), uuid));
  request.timeout = std::max(options_.read_timeout, options_.timeout);
  const http::Result result = lanes_.send(request);
  if (const auto* failure = std::get_if<http::Failure>(&result)) return FkUnavailable{describe_failure(*failure)};
  const auto& response = std::get<http::Response>(result);
  if (is_html(response))
    return FkUnavailable{say({"answered {} with a web page", "svarede {} med en webside"}, response.status)};
  if (response.status == 401) throw_unauthorised(shown_url_);
  if (response.status == 404) return FkUnknown{};
  if (kind == ObjectKind::user && options_.server_version < 4 && is_user_without_person(response))
    return FkObject{.fields = {}, .inactive = true};
  if (response.status != 200) return FkUnavailable{describe_answer(response)};
  if (is_written_by_version_2(response.body)) throw_too_old(shown_url_);
  auto object = parse_fk_object(response.body, kind);
  if (!object)
    return FkUnavailable{say({"OS2sync answered 200 with something that is no object",
                              "OS2sync svarede 200 med noget, der ikke er et objekt"})};
  return *std::move(object);
}

http::Request Os2syncSink::make_request(std::string method, std::string_view path) const {
  http::Request request;
  request.method = std::move(method);
  request.url = fmt::format("{}{}", base_, path);
  request.timeout = options_.timeout;
  request.headers.emplace_back("Accept: application/json");
  if (!options_.api_key.empty()) request.headers.push_back("ApiKey: " + options_.api_key.reveal());
  if (!options_.cvr.empty()) request.headers.push_back("Cvr: " + options_.cvr);
  return request;
}

/// For the probe, where no answer at all ends the run.
http::Response Os2syncSink::ask(const http::Request& request) {
  http::Result result = lanes_.send(request);
  if (const auto* failure = std::get_if<http::Failure>(&result)) throw_unavailable(shown_url_, *failure);
  return std::get<http::Response>(std::move(result));
}

std::unique_ptr<Sink> open_sink(const Os2syncOptions& options, Clock& clock) {
  if (options.api_url == "stub") return std::make_unique<StubSink>();
  return std::make_unique<Os2syncSink>(options, open_http_lanes(options.tls), clock);
}

}  // namespace os2sync
