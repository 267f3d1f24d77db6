// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/os2sync_sink.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "adapters/os2sync/stub_sink.hpp"
#include "support/plan_errors.hpp"
#include "support/plan_fake_lanes.hpp"
#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::VariantWith;

template <typename Matcher>
auto rejected_because(const Matcher& english) {
  return VariantWith<Rejected>(testing::Field(&Rejected::why, testing::Field(&Said::english, english)));
}

// push

TEST(PushUnit, PostsWithAllHeaders) {
  SinkRig rig{always_answer(response(200, "{\"Uuid\":\"x\"}"))};
  const WantedUnit one = unit("U", "TOP");
  const FkFields kept{{"SOR", std::string{"123"}}};
  EXPECT_THAT(rig.sink.push(PostUnit{&one, &kept}), VariantWith<Accepted>(testing::_));
  const http::Request& request = rig.service.last();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://os2sync.example/api/orgUnit");
  EXPECT_TRUE(has_header(request, "ApiKey: k-test"));
  EXPECT_TRUE(has_header(request, "Cvr: 12345678"));
  EXPECT_TRUE(has_header(request, "Accept: application/json"));
  EXPECT_TRUE(has_header(request, "Content-Type: application/json"));
  EXPECT_EQ(request.timeout, std::chrono::seconds{30});
  EXPECT_EQ(nlohmann::json::parse(request.body).at("SOR"), "123");
}

TEST(PushUnit, NeedsNothingKept) {
  SinkRig rig{always_answer(response(200))};
  const WantedUnit one = unit("U", "TOP");
  EXPECT_THAT(rig.sink.push(PostUnit{&one, nullptr}), VariantWith<Accepted>(testing::_));
}

TEST(PushUser, Posts) {
  SinkRig rig{always_answer(response(200))};
  const WantedUser person = user("P");
  EXPECT_THAT(rig.sink.push(PostUser{&person, nullptr}), VariantWith<Accepted>(testing::_));
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/user");
  EXPECT_EQ(nlohmann::json::parse(rig.service.last().body).at("UserId"), "login-P");
}

TEST(PushUser, BypassesTheCacheOfVersion4WithTheOneSpellingThatWorksConformance12) {
  const WantedUser person = user("P");
  SinkRig four{always_answer(response(200)), options_of(4)};
  four.sink.push(PostUser{&person, nullptr, true});
  EXPECT_EQ(four.service.last().url, "https://os2sync.example/api/user?bypassCache=true");
  SinkRig three{always_answer(response(200)), options_of(3)};
  three.sink.push(PostUser{&person, nullptr, true});
  EXPECT_EQ(three.service.last().url, "https://os2sync.example/api/user");
}

TEST(PushUser, HasVersion3LookAgainByAnotherShortKeyConformance15) {
  const WantedUser person = user("P");
  const FkFields kept{{"ShortKey", std::string{"mine"}}, {"RacfID", std::string{"R"}}};
  SinkRig three{always_answer(response(200)), options_of(3)};
  const auto last = [&] { return nlohmann::json::parse(three.service.last().body); };
  three.sink.push(PostUser{&person, &kept});
  EXPECT_EQ(last().at("ShortKey"), "mine") << "what FK-ORG holds stays, unless OS2sync has to look again";
  three.sink.push(PostUser{&person, &kept, true});
  EXPECT_THAT(last().at("ShortKey").get<std::string>(), testing::MatchesRegex("[0-9a-f]{8}"));
  EXPECT_EQ(last().at("RacfID"), "R");
  three.sink.push(PostUser{&person, nullptr, true});
  EXPECT_TRUE(last().contains("ShortKey")) << "also where FK-ORG holds nothing";
  SinkRig four{always_answer(response(200)), options_of(4)};
  four.sink.push(PostUser{&person, &kept, true});
  EXPECT_EQ(nlohmann::json::parse(four.service.last().body).at("ShortKey"), "mine");
}

TEST(PushUnit, BypassesTheCacheToo) {
  SinkRig rig{always_answer(response(200))};
  const WantedUnit one = unit("U", "TOP");
  rig.sink.push(PostUnit{&one, nullptr, true});
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/orgUnit?bypassCache=true");
}

TEST(PushDelete, NamesTheObjectInLowerCaseWithoutABodyConformance15) {
  SinkRig rig{always_answer(response(200))};
  const auto uuid = *Uuid::parse("AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA");
  EXPECT_THAT(rig.sink.push(DeleteObject{ObjectKind::user, uuid}), VariantWith<Accepted>(testing::_));
  EXPECT_EQ(rig.service.last().method, "DELETE");
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/user/aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
  EXPECT_EQ(rig.service.last().body, "");
  rig.sink.push(DeleteObject{ObjectKind::unit, uuid});
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/orgUnit/aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
}

TEST(PushDelete, TakesAnUnknownObjectForDeleted) {
  SinkRig rig{always_answer(response(404))};
  EXPECT_THAT(rig.sink.push(DeleteObject{ObjectKind::user, id("P")}), VariantWith<Accepted>(testing::_));
}

TEST(PushPassivate, PostsWithoutABodyOrItsTypeConformance16) {
  SinkRig rig{always_answer(response(200))};
  const auto uuid = *Uuid::parse("AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA");
  EXPECT_THAT(rig.sink.push(PassivateObject{ObjectKind::user, uuid}), VariantWith<Accepted>(testing::_));
  EXPECT_EQ(rig.service.last().method, "POST");
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/user/passiver/aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
  EXPECT_EQ(rig.service.last().body, "");
  EXPECT_FALSE(has_header(rig.service.last(), "Content-Type: application/json"));
  rig.sink.push(PassivateObject{ObjectKind::unit, uuid});
  EXPECT_EQ(rig.service.last().url,
            "https://os2sync.example/api/orgUnit/passiver/aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa");
}

TEST(PushPassivate, IsRejectedByAnOs2syncThatCannotConformance9) {
  SinkRig rig{always_answer(response(404))};
  EXPECT_THAT(rig.sink.push(PassivateObject{ObjectKind::user, id("P")}), rejected_because(HasSubstr("4.7")));
}

TEST(Push, SendsNothingThatOs2syncWouldChokeOnConformance22) {
  SinkRig rig{always_answer(response(200))};
  WantedUser person = user("P");
  person.positions[0].name.assign(201, 'x');
  WantedUnit one = unit("U", "TOP");
  one.name.clear();
  EXPECT_THAT(rig.sink.push(PostUser{&person, nullptr}), rejected_because(HasSubstr("Positions.Name")));
  EXPECT_THAT(rig.sink.push(PostUnit{&one, nullptr}), rejected_because(HasSubstr("Name")));
  EXPECT_THAT(rig.sink.push(DeleteObject{ObjectKind::user, {}}), VariantWith<Rejected>(testing::_));
  EXPECT_THAT(rig.sink.push(PassivateObject{ObjectKind::user, {}}), VariantWith<Rejected>(testing::_));
  EXPECT_TRUE(rig.service.requests.empty());
}

TEST(Push, StopsTheRunWhenTheKeyIsRefusedConformance7) {
  SinkRig rig{always_answer(response(401))};
  const WantedUser person = user("P");
  const Error error = error_of([&] { rig.sink.push(PostUser{&person, nullptr}); });
  EXPECT_EQ(error.kind(), ErrorKind::unauthorised);
  EXPECT_THAT(error.what(), Not(HasSubstr("k-test")));
}

TEST(Push, StopsTheRunWhenTheEchoIsOfVersion2Conformance25) {
  SinkRig rig{always_answer(response(200, R"({"uuid":"x","userId":"p"})"))};
  const WantedUser person = user("P");
  const Error error = error_of([&] { rig.sink.push(PostUser{&person, nullptr}); });
  EXPECT_EQ(error.kind(), ErrorKind::settings);
  EXPECT_THAT(error.what(), HasSubstr("2.x"));
}

TEST(Push, LeavesOutHeadersThatAreNotConfigured) {
  Os2syncOptions bare = options_of();
  bare.api_key = Secret{};
  bare.cvr.clear();
  SinkRig rig{always_answer(response(200)), bare};
  rig.sink.push(DeleteObject{ObjectKind::user, id("P")});
  EXPECT_THAT(rig.service.last().headers, testing::ElementsAre("Accept: application/json"));
}

TEST(Os2syncSink, RefusesAKeyThatWouldBecomeASecondHeader) {
  Os2syncOptions broken = options_of();
  broken.api_key = Secret{"k-test\r\nCvr: 1"};
  const Error error = error_of([&] { SinkRig{always_answer(response(200)), broken}; });
  EXPECT_EQ(error.kind(), ErrorKind::settings);
  EXPECT_THAT(error.what(), AllOf(HasSubstr("os2sync.api_key"), Not(HasSubstr("k-test"))));
  broken = options_of();
  broken.cvr = "1234\n5678";
  EXPECT_THAT(error_of([&] { SinkRig{always_answer(response(200)), broken}; }).what(), HasSubstr("municipality.cvr"));
}

// read

TEST(Read, ReturnsTheFields) {
  SinkRig rig{always_answer(response(200, R"({"Uuid":"x","Name":"Root","SOR":null})"))};
  const FkRead read = rig.sink.read(ObjectKind::unit, id("TOP"));
  ASSERT_TRUE(std::holds_alternative<FkObject>(read));
  EXPECT_EQ(std::get<FkObject>(read).fields, (FkFields{{"Name", std::string{"Root"}}}));
  EXPECT_EQ(rig.service.last().method, "GET");
  EXPECT_EQ(rig.service.last().url, "https://os2sync.example/api/orgUnit/" + id("TOP").to_string());
  EXPECT_EQ(rig.service.last().timeout, std::chrono::seconds{120});
}

TEST(Read, TellsUnknownFromUnavailable) {
  const auto read = [](http::Result answer) {
    return SinkRig{always_answer(std::move(answer))}.sink.read(ObjectKind::user, id("P"));
  };
  EXPECT_TRUE(std::holds_alternative<FkUnknown>(read(response(404))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(404, "<html>", "text/html"))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(400, "\"Service 'bruger/6.Laes' returned (40)\""))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(500, "<html>", "text/html"))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(200, "<html>", "text/html"))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(200, "[]"))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(200, "{\"Uuid\":"))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(response(503))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(read(http::Failure{http::FailureKind::timed_out, false, ""})));
}

TEST(Read, RecognisesADeletedUserOfVersion3Conformance15) {
  const auto answer = response(400, "\"Object reference not set to an instance of an object.\"");
  const FkRead three = SinkRig{always_answer(answer), options_of(3)}.sink.read(ObjectKind::user, id("P"));
  ASSERT_TRUE(std::holds_alternative<FkObject>(three));
  EXPECT_TRUE(std::get<FkObject>(three).inactive);
  const FkRead unit = SinkRig{always_answer(answer), options_of(3)}.sink.read(ObjectKind::unit, id("P"));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(unit));
  const FkRead four = SinkRig{always_answer(answer), options_of(4)}.sink.read(ObjectKind::user, id("P"));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(four));
}

TEST(Read, RepeatsNothingOfTheAnswerInItsReason) {
  SinkRig rig{always_answer(response(400, "\"trouble with 0101011234\""))};
  EXPECT_THAT(std::get<FkUnavailable>(rig.sink.read(ObjectKind::user, id("P"))).why.english,
              Not(HasSubstr("0101011234")));
}

TEST(Read, StopsTheRunForARefusedKeyAndForVersion2Conformance25) {
  SinkRig refused{always_answer(response(401))};
  EXPECT_EQ(error_of([&] { refused.sink.read(ObjectKind::unit, id("TOP")); }).kind(), ErrorKind::unauthorised);
  SinkRig old{always_answer(response(200, R"({"uuid":"x","name":"Root"})"))};
  EXPECT_THAT(error_of([&] { old.sink.read(ObjectKind::unit, id("TOP")); }).what(), HasSubstr("2.x"));
}

// stub

TEST(OpenSink, SendsNothingForStub) {
  Os2syncOptions stub = options_of();
  stub.api_url = "stub";
  HttpFakeClock clock;
  const auto sink = open_sink(stub, clock);
  EXPECT_TRUE(sink->probe().stub);
  EXPECT_THAT(sink->push(DeleteObject{ObjectKind::user, id("P")}), VariantWith<Accepted>(testing::_));
  EXPECT_TRUE(std::holds_alternative<FkUnknown>(sink->read(ObjectKind::user, id("P"))));
  EXPECT_TRUE(std::holds_alternative<FkUnavailable>(sink->list(ObjectKind::user)));
  EXPECT_NE(dynamic_cast<StubSink*>(sink.get()), nullptr);
  EXPECT_EQ(dynamic_cast<StubSink*>(open_sink(options_of(), clock).get()), nullptr);
}

}  // namespace
}  // namespace os2sync::test
