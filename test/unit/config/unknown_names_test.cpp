// SPDX-License-Identifier: MPL-2.0
/// @file Names that are nobody's setting: refused when they look like ours, passed over when they are others'.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/config_builders.hpp"

namespace os2sync {
namespace {

using test::faults_of;
using test::load;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(UnknownNames, AreRefusedInOurFamiliesWithTheNearestKnownName) {
  EXPECT_THAT(faults_of(R"({"os2sync.autowahs": true})"),
              ElementsAre("settings.json:1: 'os2sync.autowahs' is not a setting; did you mean os2sync.autowash?"));
  EXPECT_THAT(faults_of(R"({"os2sync_top_unit_uid": "x"})"),
              ElementsAre(HasSubstr("did you mean os2sync.top_unit_uuid?")));
  EXPECT_THAT(faults_of(R"({"mora.bsae": "x"})"), ElementsAre(HasSubstr("did you mean mora.base?")));
  EXPECT_THAT(faults_of(R"({"municipality.cvrr": "x"})"), ElementsAre(HasSubstr("did you mean municipality.cvr?")));
  EXPECT_THAT(faults_of(R"({"os2sync": {"ignored": {"unit_level": []}}})"),
              ElementsAre("settings.json:1: 'os2sync.ignored.unit_level' is not a setting; did you mean "
                          "os2sync.ignored.unit_levels?"));
  EXPECT_THAT(faults_of(R"({"os2sync.Autowash": true})"), ElementsAre(HasSubstr("did you mean os2sync.autowash?")));
}

TEST(UnknownNames, AreRefusedWithoutASuggestionWhenNothingIsNear) {
  EXPECT_THAT(
      faults_of(R"({"os2sync.colour": true})"),
      ElementsAre("settings.json:1: 'os2sync.colour' is not a setting; see docs/settings.md for the known ones"));
}

TEST(UnknownNames, AreRefusedAmongOurVariables) {
  EXPECT_THAT(faults_of(std::nullopt, {{"OS2SYNC_AUTOWAHS", "1"}}),
              ElementsAre("OS2SYNC_AUTOWAHS: is not a setting; did you mean OS2SYNC_AUTOWASH?"));
  EXPECT_THAT(faults_of(std::nullopt, {{"os2sync_colour", "1"}}),
              ElementsAre(HasSubstr("os2sync_colour: is not a setting")));
}

TEST(UnknownNames, OfOtherProgramsArePassedOver) {
  const LoadedSettings loaded =
      load(R"({"crontab.RUN_OS2SYNC": true, "crontab.CLIENT_SECRET": "x", "exporters.actual_state.type": "SQLite",
      "municipality.name": "Kolding", "municipality.code": 621, "mora.folder.query_exports": "/tmp", "mox.base": "x",
      "lc-for-jobs.actual_db_name": "ActualState", "os2syncish": 1, "integrations": {"os2sync": {"colour": 1}}})",
           {{"PATH", "/bin"}, {"LANG", "da_DK"}, {"MORA_COLOUR", "x"}});
  EXPECT_THAT(loaded.warnings, IsEmpty());
}

TEST(UnknownNames, ThatKubernetesMakesForAServiceArePassedOver) {
  EXPECT_THAT(faults_of(std::nullopt, {{"OS2SYNC_SERVICE_HOST", "10.0.0.1"},
                                       {"OS2SYNC_SERVICE_PORT", "5000"},
                                       {"OS2SYNC_SERVICE_PORT_HTTP", "5000"},
                                       {"OS2SYNC_PORT", "tcp://10.0.0.1:5000"},
                                       {"OS2SYNC_PORT_5000_TCP", "tcp://10.0.0.1:5000"},
                                       {"OS2SYNC_PORT_5000_TCP_ADDR", "10.0.0.1"},
                                       {"OS2SYNC_EXPORT_SERVICE_HOST", "10.0.0.2"}}),
              IsEmpty());
}

TEST(UnknownNames, ThatOnlyResembleThoseOfKubernetesAreRefused) {
  for (const char* name : {"OS2SYNC_API_PORT", "OS2SYNC_PORT_", "OS2SYNC_PORT_NUMBER", "OS2SYNC_SERVICE"}) {
    EXPECT_THAT(faults_of(std::nullopt, {{name, "5000"}}), testing::SizeIs(1)) << name;
  }
}

TEST(UnknownNames, ThatAreVariablesAreRemarkedOnInAFile) {
  const LoadedSettings loaded = load(R"({"AUTOWASH": true})");
  EXPECT_FALSE(loaded.settings.autowash);
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre("settings.json:1: AUTOWASH is read from the environment only; in a file write os2sync.autowash"));
}

}  // namespace
}  // namespace os2sync
