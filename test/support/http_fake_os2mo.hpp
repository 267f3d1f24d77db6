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

  Json organisation{{"uuid", "d1dbf9ef-9cab-441b-9940-bb26bdffbcd7"}, {"user_key", "by"}, {"name", "Byen"}};
  /// By collection and uuid, for questions about all times; what is missing has one period of no bounds.
  std::map<std::string, std::map<std::string, Json>> validities;
  std::vector<HttpFakeQuestion> asked;
  std::set<std::string> good_tokens;
  std::size_t logins = 0;
  std::size_t bundles = 0;  ///< requests for several collections at once
  int token_life = 300;

  http::Result answer(const http::Request& request) {
    if (request.url.find("/openid-connect/token") != std::string::npos) return log_in(request);
    const Json variables = Json::parse(request.body).value("variables", Json::object());
    if (variables.contains("f0")) return answer_bundle(request, variables);
    HttpFakeQuestion question = understand(request);
    asked.push_back(question);
    if (interfere)
      if (auto result = interfere(question)) return *result;
    if (!good_tokens.contains(question.token)) return graphql_error("User is not authenticated");
    Json page = make_page(question, variables);
    if (spoil) spoil(question, page);
    return json_response({{"data", {{question.collection, page}}}});
  }

  std::size_t count(const std::string& collection) const {
    return static_cast<std::size_t>(
        std::count_if(asked.begin(), asked.end(), [&](const auto& one) { return one.collection == collection; }));
  }

 private:
  /// Every collection of a bundle is a question of its own to the hooks; the first interference is the whole answer.
  http::Result answer_bundle(const http::Request& request, const Json& variables) {
    Json data = Json::object();
    ++bundles;
    const HttpFakeQuestion whole = understand(request);
    for (std::size_t i = 0; whole.query.find(fmt::format("p{}:", i)) != std::string::npos; ++i) {
      HttpFakeQuestion part = whole;
      const std::string alias = fmt::format("p{}", i);
      const std::size_t at = whole.query.find(alias + ":") + alias.size() + 1;
      part.collection = whole.query.substr(at, whole.query.find_first_of("({", at) - at);
      part.nth = count(part.collection) + 1;
      const Json filter = variables.value(fmt::format("f{}", i), Json(nullptr));
      note_filter(filter, part);
      asked.push_back(part);
      if (interfere)
        if (auto result = interfere(part)) return *result;
      if (!good_tokens.contains(part.token)) return graphql_error("User is not authenticated");
      data[alias] = make_page(part, {{"limit", variables["limit"]}, {"filter", filter}});
      if (spoil) spoil(part, data[alias]);
    }
    return json_response({{"data", data}});
  }

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
    question.collection = question.query.substr(brace + 1, question.query.find_first_of("({", brace + 1) - brace - 1);
    const Json variables = body.value("variables", Json::object());
    if (variables.contains("cursor") && !variables["cursor"].is_null()) question.cursor = variables["cursor"];
    if (variables.contains("filter")) note_filter(variables["filter"], question);
    constexpr std::string_view kBearer = "Authorization: Bearer ";
    for (const std::string& header : request.headers)
      if (header.starts_with(kBearer)) question.token = header.substr(kBearer.size());
    question.nth = count(question.collection) + 1;
    return question;
  }

  static void note_filter(const Json& filter, HttpFakeQuestion& question) {
    if (filter.is_null()) return;
    for (const char* by : {"uuids", "user_keys", "external_ids", "org_unit", "employee", "descendant"}) {
      if (!filter.contains(by)) continue;
      question.by = by;
      question.ids = filter[by].is_array() ? filter[by] : find_uuids(filter[by]);
    }
  }
  static const Json& find_uuids(const Json& filter) {
    return filter.contains("descendant") ? filter["descendant"]["uuids"] : filter["uuids"];
  }

  /// The units of a filter {"uuids": …} or {"descendant": {"uuids": …}}: the latter with all units above them.
  Json choose_units(const Json& filter) const {
    if (!filter.contains("descendant")) return filter["uuids"];
    Json chosen = Json::array();
    for (std::string unit : filter["descendant"]["uuids"]) {
      for (auto row = units().find(unit); row != units().end() && !lists(chosen, unit); row = units().find(unit)) {
        chosen.push_back(unit);
        const Json& parent = row->second["parent_response"];
        if (parent.is_null()) break;
        unit = parent["uuid"];
      }
    }
    return chosen;
  }
  const std::map<std::string, Json>& units() const {
    static const std::map<std::string, Json> none;
    const auto found = objects_.find("org_units");
    return found == objects_.end() ? none : found->second;
  }

  static bool lists(const Json& uuids, const std::string& uuid) {
    return std::find(uuids.begin(), uuids.end(), uuid) != uuids.end();
  }
  bool passes(const std::string& uuid, const Json& current, const Json& filter) const {
    if (filter.is_null()) return true;
    if (filter.contains("user_keys") && !lists(filter["user_keys"], current["user_key"])) return false;
    if (filter.contains("external_ids") && !lists(filter["external_ids"], current["external_id"])) return false;
    if (filter.contains("descendant") && !lists(choose_units(filter), uuid)) return false;
    if (filter.contains("uuids") && !lists(filter["uuids"], uuid)) return false;
    const std::map<std::string, std::string> members{{"org_unit", "org_unit_response"},
                                                     {"employee", "person_response"},
                                                     {"itsystem", "itsystem_response"},
                                                     {"address_type", "address_type_response"}};
    for (const auto& [member, field] : members) {
      if (!filter.contains(member)) continue;
      if (!current.is_object() || !current[field].is_object() ||
          !lists(member == "org_unit" ? choose_units(filter[member]) : filter[member]["uuids"], current[field]["uuid"]))
        return false;
    }
    return true;
  }

  Json make_page(const HttpFakeQuestion& question, const Json& variables) {
    if (question.collection == "org") return organisation;
    const auto limit = variables.at("limit").get<std::size_t>();
    Json page{{"page_info", {{"next_cursor", nullptr}}}, {"objects", Json::array()}};
    for (const auto& [uuid, current] : objects_[question.collection]) {
      if (uuid <= question.cursor || !passes(uuid, current, variables["filter"])) continue;
      if (page["objects"].size() == limit) {
        page["page_info"]["next_cursor"] = page["objects"].back()["uuid"];
        break;
      }
      page["objects"].push_back({{"uuid", uuid}, {"current", current}});
      if (question.query.find("validities{") == std::string::npos) continue;
      const auto& known = validities[question.collection];
      page["objects"].back()["validities"] = known.contains(uuid) ? known.at(uuid) : Json::array({current});
    }
    return page;
  }

  std::map<std::string, std::map<std::string, Json>> objects_;
};

}  // namespace os2sync::test
