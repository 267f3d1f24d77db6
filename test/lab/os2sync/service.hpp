// SPDX-License-Identifier: MPL-2.0
/// @file A modelled service under a hand-turned clock, and the objects the conformance cases speak of.
#pragma once

#include <cctype>
#include <chrono>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "os2sync/model/model.hpp"

namespace os2sync_lab_test {

using nlohmann::json;
using os2sync_model::Fault;
using os2sync_model::FaultMode;
using os2sync_model::FaultTarget;
using os2sync_model::Kind;
using os2sync_model::Life;
using os2sync_model::Operation;
using os2sync_model::Options;
using os2sync_model::Request;
using os2sync_model::Response;
using os2sync_model::TickReport;
using os2sync_model::Version;
using Headers = std::vector<std::pair<std::string, std::string>>;

inline const std::string kCvr = "12345678";
inline const std::string R = "11111111-1111-4111-8111-111111111111";
inline const std::string A = "22222222-2222-4222-8222-222222222222";
inline const std::string U = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
inline const std::string V = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
inline const std::string W = "cccccccc-cccc-4ccc-8ccc-cccccccccccc";

inline json user(const std::string& uuid, const std::string& title = "Clerk") {
  return {{"Uuid", uuid},
          {"UserId", "anna"},
          {"Person", {{"Name", "Anna Test"}}},
          {"Positions", json::array({{{"Name", title}, {"OrgUnitUuid", A}}})}};
}

inline json unit(const std::string& uuid, const std::string& name, json parent = nullptr) {
  return {{"Uuid", uuid}, {"Name", name}, {"ParentOrgUnitUuid", std::move(parent)}};
}

/// A uuid for each number; equal numbers give equal uuids.
inline std::string numbered(int number) {
  const std::string digits = std::to_string(number);
  return "dddddddd-dddd-4ddd-8ddd-" + std::string(12 - digits.size(), '0') + digits;
}

/// "…-aaaa…" in capitals, for the traps around letter case.
inline std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

inline Options options_of(Version version) {
  Options options;
  options.version = version;
  options.api_key = "k-test";
  return options;
}

inline Headers headers() { return {{"ApiKey", "k-test"}, {"Cvr", kCvr}, {"Content-Type", "application/json"}}; }

class Service {
 public:
  explicit Service(Version version = Version::v4_9_1) : Service{options_of(version)} {}
  explicit Service(Options options) : model_{std::move(options), [this] { return now_; }} {}

  Response send(const std::string& method, const std::string& target, std::string body = {}, Headers with = headers()) {
    const auto mark = target.find('?');
    Request request{method, target.substr(0, mark), {}, std::move(with), std::move(body)};
    if (mark != std::string::npos) request.query = target.substr(mark + 1);
    return model_.handle(request);
  }
  Response get(const std::string& target) { return send("GET", target); }
  Response remove(const std::string& target) { return send("DELETE", target); }
  Response post(const std::string& target, const json& body) { return send("POST", target, body.dump()); }
  Response post_user(const json& body, const std::string& query = {}) { return post("/api/user" + query, body); }
  Response post_unit(const json& body) { return post("/api/orgUnit", body); }

  /// The next scheduler minute.
  TickReport tick() {
    now_ += std::chrono::minutes{1};
    return model_.tick();
  }
  void advance(std::chrono::seconds time) { now_ += time; }
  os2sync_model::Moment now() const { return now_; }

  os2sync_model::Model& model() { return model_; }
  std::size_t queued() const { return model_.queue().size(); }
  std::vector<const os2sync_model::QueueRow*> rows() const { return model_.queue().waiting(); }
  const std::vector<os2sync_model::DoneRow>& success() const { return model_.queue().success(); }
  const std::vector<os2sync_model::DoneRow>& failure() const { return model_.queue().failure(); }
  const std::vector<os2sync_model::FkCall>& calls() const { return model_.fk().calls(); }
  Life life_of_user(const std::string& uuid) const { return model_.fk().user(kCvr, uuid)->life; }
  /// The title of a user's first position in FK-ORG.
  std::string title_of(const std::string& uuid) const {
    return model_.fk().user(kCvr, uuid)->record.positions.at(0).name.value();
  }

  /// Root, unit A and user U in FK-ORG, the way case 11 leaves them.
  void settle() {
    post_user(user(U));
    post_unit(unit(R, "Root"));
    post_unit(unit(A, "Unit A", R));
    tick();
  }
  /// Users in FK-ORG without a trace in OS2sync's tables.
  void seed_users(const std::vector<std::string>& uuids) {
    for (const std::string& uuid : uuids) {
      os2sync_model::User held;
      held.uuid = uuid;
      held.user_id = "seed";
      held.person.name = "Seed Test";
      held.positions.push_back({"Clerk", A, {}, {}});
      model_.fk().seed(kCvr, held, Life::active, now_);
    }
  }
  void fault(FaultTarget target, FaultMode mode = FaultMode::temporary, std::string text = {}) {
    model_.faults().set({target, mode, std::move(text), {}, {}});
  }

 private:
  os2sync_model::Moment now_ = os2sync_model::parse_iso("2025-07-25T12:00:00+02:00").value();
  os2sync_model::Model model_;
};

inline json parsed(const Response& response) { return json::parse(response.body); }

inline std::vector<std::string> uuids_of(const std::vector<os2sync_model::FkCall>& calls) {
  std::vector<std::string> uuids;
  for (const auto& call : calls) uuids.push_back(call.uuid);
  return uuids;
}

inline constexpr std::string_view kPlain = "text/plain; charset=utf-8";

/// A 400 without a word: the service has crashed over the request.
inline void expect_empty_400(const Response& response) {
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.content_type, "");
}

inline void expect_text_400(const Response& response, std::string_view text) {
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.content_type, kPlain);
  EXPECT_EQ(response.body, text);
}

}  // namespace os2sync_lab_test
