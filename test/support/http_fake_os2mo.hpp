// SPDX-License-Identifier: MPL-2.0
/// @file A small OS2MO in memory: collections with filters and keyset paging, a login, and hooks to spoil both.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "adapters/http/http.hpp"
#include "core/uuid.hpp"

namespace os2sync::test {

using Json = nlohmann::json;

inline Json reference(const std::optional<Uuid>& uuid) {
  return uuid ? Json{{"uuid", uuid->to_string()}} : Json(nullptr);
}

inline http::Response json_response(const Json& body, int status = 200) {
  return {status, "application/json", "", body.dump()};
}
inline http::Response graphql_error(const std::string& message) {
  return json_response({{"data", nullptr}, {"errors", Json::array({{{"message", message}}})}});
}

/// A page request as the fake understood it.
struct HttpFakeQuestion {
  std::string collection;
  std::string query;
  std::string by;  ///< "", "uuids", "org_unit" or "employee"
  std::vector<std::string> ids;
  std::string cursor;
  std::string token;
  std::string url;
  std::size_t nth = 0;  ///< of this collection, from 1
};

class HttpFakeOs2mo {
 public:
  void add(const std::string& collection, const Uuid& uuid, Json current) {
    objects_[collection][uuid.to_string()] = std::move(current);
  }
  void remove(const std::string& collection, const Uuid& uuid) { objects_[collection].erase(uuid.to_string()); }

  /// Instead of an answer; none = answer as usual.
  std::function<std::optional<http::Result>(const HttpFakeQuestion&)> interfere;
  std::function<std::optional<http::Result>(const http::Request&)> interfere_with_login;
  /// Changes a page {"objects": …, "page_info": …} before it is sent.
  std::function<void(const HttpFakeQuestion&, Json&)> spoil;

  std::vector<HttpFakeQuestion> asked;
  std::set<std::string> good_tokens;
  std::size_t logins = 0;
  int token_life = 300;

  http::Result answer(const http::Request& request) {
    if (request.url.find("/openid-connect/token") != std::string::npos) return log_in(request);
    HttpFakeQuestion question = understand(request);
    asked.push_back(question);
    if (interfere)
      if (auto result = interfere(question)) return *result;
    if (!good_tokens.contains(question.token)) return graphql_error("User is not authenticated");
    Json page = make_page(question, Json::parse(request.body)["variables"]);
    if (spoil) spoil(question, page);
    return json_response({{"data", {{question.collection, page}}}});
  }

  std::size_t count(const std::string& collection) const {
    return static_cast<std::size_t>(
        std::count_if(asked.begin(), asked.end(), [&](const auto& one) { return one.collection == collection; }));
  }

 private:
  http::Result log_in(const http::Request& request) {
    ++logins;
    if (interfere_with_login)
      if (auto result = interfere_with_login(request)) return *result;
    const std::string token = fmt::format("token-{}", logins);
    good_tokens.insert(token);
    return json_response({{"access_token", token}, {"expires_in", token_life}});
  }

  HttpFakeQuestion understand(const http::Request& request) {
    const Json body = Json::parse(request.body);
    HttpFakeQuestion question;
    question.url = request.url;
    question.query = body["query"];
    const auto brace = question.query.find('{');
    question.collection = question.query.substr(brace + 1, question.query.find('(', brace) - brace - 1);
    question.cursor = body["variables"]["cursor"].is_null() ? "" : body["variables"]["cursor"].get<std::string>();
    const Json& filter = body["variables"]["filter"];
    if (!filter.is_null())
      for (const char* by : {"uuids", "org_unit", "employee"})
        if (filter.contains(by)) {
          question.by = by;
          question.ids = by == std::string{"uuids"} ? filter[by] : filter[by]["uuids"];
        }
    constexpr std::string_view kBearer = "Authorization: Bearer ";
    for (const std::string& header : request.headers)
      if (header.starts_with(kBearer)) question.token = header.substr(kBearer.size());
    question.nth = count(question.collection) + 1;
    return question;
  }

  static bool lists(const Json& uuids, const std::string& uuid) {
    return std::find(uuids.begin(), uuids.end(), uuid) != uuids.end();
  }
  static bool passes(const std::string& uuid, const Json& current, const Json& filter) {
    if (filter.is_null()) return true;
    if (filter.contains("uuids") && !lists(filter["uuids"], uuid)) return false;
    const std::map<std::string, std::string> members{{"org_unit", "org_unit_response"},
                                                     {"employee", "person_response"},
                                                     {"itsystem", "itsystem_response"},
                                                     {"address_type", "address_type_response"}};
    for (const auto& [member, field] : members) {
      if (!filter.contains(member)) continue;
      if (!current.is_object() || !current[field].is_object() ||
          !lists(filter[member]["uuids"], current[field]["uuid"]))
        return false;
    }
    return true;
  }

  Json make_page(const HttpFakeQuestion& question, const Json& variables) {
    const auto limit = variables["limit"].get<std::size_t>();
    Json page{{"page_info", {{"next_cursor", nullptr}}}, {"objects", Json::array()}};
    for (const auto& [uuid, current] : objects_[question.collection]) {
      if (uuid <= question.cursor || !passes(uuid, current, variables["filter"])) continue;
      if (page["objects"].size() == limit) {
        page["page_info"]["next_cursor"] = page["objects"].back()["uuid"];
        break;
      }
      page["objects"].push_back({{"uuid", uuid}, {"current", current}});
    }
    return page;
  }

  std::map<std::string, std::map<std::string, Json>> objects_;
};

}  // namespace os2sync::test
