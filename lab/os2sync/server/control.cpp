// SPDX-License-Identifier: MPL-2.0
#include "os2sync/server/control.hpp"

#include "os2sync/server/lab_json.hpp"

namespace os2sync_lab {
namespace {

using os2sync_model::query_number;

constexpr long kMinute = 60;

std::string query_word(std::string_view query, std::string_view name) {
  const std::string key = std::string{name} + "=";
  const auto at = query.starts_with(key) ? 0 : query.find("&" + key);
  if (at == std::string_view::npos) return {};
  const std::string_view value = query.substr(query.find('=', at) + 1);
  return os2sync_model::url_decoded(value.substr(0, value.find('&')), true);
}

}  // namespace

Reply Control::serve(const os2sync_model::Request& request) {
  Reply reply;
  try {
    const bool reads = request.method == "GET";
    if (request.method == "DELETE" && request.path == "/fault") {
      lab_.with([](const Lab::Inside& inside) {
        inside.faults.clear();
        inside.model.faults().clear();
      });
      reply.response = os2sync_model::json_answer("{}");
    } else if (!reads && request.method != "POST") {
      reply.response.status = 405;
    } else {
      reply.response = os2sync_model::json_answer(reads ? get(request) : post(request));
    }
  } catch (const BadRequest& error) {
    reply.response = os2sync_model::text_answer(400, error.what(), {});
  }
  return reply;
}

std::string Control::post(const os2sync_model::Request& request) {
  const std::string& path = request.path;
  const std::string& body = request.body;
  if (path == "/tick") {
    const long seconds = parse_number(body, "advance_seconds", kMinute);
    const auto report = lab_.tick(std::chrono::seconds{seconds});
    return lab_.with([&](const Lab::Inside& inside) { return report_json(report, inside.model); });
  }
  if (path == "/drain") {
    return lab_.with([](const Lab::Inside& inside) { return report_json(inside.model.drain(), inside.model); });
  }
  if (path == "/clock") {
    const long seconds = parse_number(body, "advance_seconds", 0);
    return lab_.with([&](const Lab::Inside& inside) {
      inside.clock.advance(std::chrono::seconds{seconds});
      return state_json(inside.model, {"none", false});
    });
  }
  if (path == "/reset") {
    const auto before = lab_.with([](const Lab::Inside& inside) { return inside.model.options(); });
    lab_.reset(parse_options(body, before));
    return "{}";
  }
  if (path == "/forget") {
    lab_.with([](const Lab::Inside& inside) {
      inside.journal.clear();
      inside.traffic.clear();
    });
    return "{}";
  }
  if (path == "/fault") {
    const AnyFault fault = parse_fault(body);
    lab_.with([&](const Lab::Inside& inside) {
      if (const auto* http = std::get_if<HttpFault>(&fault)) inside.faults.add(*http);
      if (const auto* behind = std::get_if<os2sync_model::Fault>(&fault)) inside.model.faults().set(*behind);
    });
    return "{}";
  }
  if (path == "/fk") {
    const auto count = lab_.with([&](const Lab::Inside& inside) { return seed_fk(body, inside.model); });
    return "{\"seeded\":" + std::to_string(count) + "}";
  }
  if (path == "/release") {
    lab_.release();
    return "{}";
  }
  if (path == "/quit") {
    quit_();
    return "{}";
  }
  throw BadRequest{"unknown: POST " + path};
}

std::string Control::get(const os2sync_model::Request& request) {
  const std::string& path = request.path;
  const std::string& query = request.query;
  if (path == "/state") {
    const StateParts parts{query_word(query, "parts"), query_number(query, "payload", 1) != 0};
    return lab_.with([&](const Lab::Inside& inside) { return state_json(inside.model, parts); });
  }
  if (path == "/journal") {
    const auto since = static_cast<std::size_t>(std::max(query_number(query, "since", 0), 0));
    const bool bodies = query_number(query, "bodies", 0) != 0;
    return lab_.with([&](const Lab::Inside& inside) { return journal_json(inside.journal, since, bodies); });
  }
  if (path == "/counters") {
    const int held = query_number(query, "held", 0);
    if (held > 0 && !lab_.wait_for_held(static_cast<std::size_t>(held))) throw BadRequest{"so many are not held"};
    const std::size_t now_held = lab_.held();
    return lab_.with(
        [&](const Lab::Inside& inside) { return counters_json(inside.journal, inside.traffic, now_held); });
  }
  throw BadRequest{"unknown: GET " + path};
}

}  // namespace os2sync_lab
