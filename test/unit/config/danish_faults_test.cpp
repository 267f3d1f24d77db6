// SPDX-License-Identifier: MPL-2.0
/// @file Faults and warnings of settings told in Danish.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/config_builders.hpp"

namespace os2sync {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

SettingsSources in_danish(SettingsSources from) {
  from.language = Language::danish;
  return from;
}
std::vector<std::string> danish_faults_of(const std::string& file,
                                          const std::map<std::string, std::string>& more = {}) {
  return test::faults_of(in_danish(test::sources(file, more)));
}
std::vector<std::string> danish_warnings_of(const std::string& file,
                                            const std::map<std::string, std::string>& more = {}) {
  return load_settings(in_danish(test::sources(file, more))).warnings;
}

TEST(DanishFaults, NamePlaceKeyValueAndRemedy) {
  EXPECT_THAT(danish_faults_of(R"({"os2sync.autowash": "måske"})"),
              ElementsAre("settings.json:1: os2sync.autowash: 'måske' er hverken true eller false; skriv true eller "
                          "false"));
  EXPECT_THAT(danish_faults_of(R"({"os2sync.autowahs": true})"),
              ElementsAre("settings.json:1: 'os2sync.autowahs' er ikke en indstilling; mente du os2sync.autowash?"));
  EXPECT_THAT(danish_faults_of("{,}"),
              ElementsAre("settings.json:1:2: ikke gyldig JSON: ventede en nøgle i anførselstegn, fandt ','"));
  EXPECT_THAT(danish_faults_of(R"({"os2sync.unit_address_table": [{"scope": "DAR", "field": "Pots"}]})"),
              ElementsAre("settings.json:1: os2sync.unit_address_table: række 1: field: 'Pots' er ikke et felt, en "
                          "adresse kan udfylde; mente du Post?"));
  SettingsSources nothing;
  nothing.language = Language::danish;
  EXPECT_THAT(test::faults_of(nothing), Contains(HasSubstr("os2sync.top_unit_uuid: ikke sat; angiv den i")));
}

/// One wrong file for each sentence there is; a sentence that is told in English only is the same in both languages.
TEST(DanishFaults, ThereIsADanishSentenceForEveryFault) {
  const std::vector<std::string> wrong_values{
      R"("os2sync.filter_hierarchy_names": true)",
      R"("os2sync.filter_hierarchy_names": "[")",
      R"("mora.page_size": "x")",
      R"("mora.page_size": 0)",
      R"("client_id": [])",
      R"("client_id": "a\u0001b")",
      R"("mora.base": "http://a@b")",
      R"("mora.base": "ftp://a")",
      R"("mora.base": "http://a?b")",
      R"("mora.base": "http://:x")",
      R"("municipality.cvr": "1")",
      R"("os2sync.top_unit_uuid": "x")",
      R"("os2sync.ignored.unit_types": "x")",
      R"("os2sync.ignored.unit_types": "x,y")",
      R"("log_level": "LOUD")",
      R"("os2sync.templates": 1)",
      R"("os2sync.templates": {"a": 1})",
      R"("os2sync.extension_field_as_job_function": 2)",
      R"("os2sync.unit_address_table": "x")",
      R"("os2sync.unit_address_table": [1])",
      R"("os2sync.unit_address_table": [{"x": 1}])",
      R"("os2sync.unit_address_table": [{"scope": "DAR"}])",
      R"("os2sync.unit_address_table": [{"scope": "X", "field": "Post"}])",
      R"("os2sync.field_ownership": 1)",
      R"("os2sync.field_ownership": {"User.Emial": "ours"})",
      R"("os2sync.field_ownership": {"x": "ours"})",
      R"("os2sync.field_ownership": {"User.Email": "x"})",
      R"("os2sync.field_ownership": {"Unit.Name": "theirs"})",
      R"("os2sync.field_ownership": {"User.Positions": "theirs"})",
      R"("os2sync.field_ownership": {"Unit.SOR": "ours"})",
      R"("os2sync.autowash": true, "os2sync.autowash": true)",
      R"("os2sync.autowash": true, "os2sync": {"autowash": true})",
      R"("os2sync.colour": 1)",
      R"("client_secret": 1)",
      R"("client_secret": "a\nb")",
      R"("client_secret_file": 1)",
      R"("client_secret_file": "/none")",
      R"("client_secret_file": "/empty")",
      R"("mora.client_key": "k")",
  };
  for (const std::string& member : wrong_values) {
    SettingsSources from = test::sources("{" + member + "}");
    from.environment = {};
    from.read_file = [](const std::string& path) {
      return path == "/empty" ? std::optional<std::string>{""} : std::nullopt;
    };
    if (member.find("mora.client_key") != std::string::npos) from.environment = test::required_environment();
    const std::vector<std::string> english = test::faults_of(from);
    const std::vector<std::string> danish = test::faults_of(in_danish(from));
    ASSERT_EQ(english.size(), danish.size()) << member;
    ASSERT_FALSE(english.empty()) << member;
    for (std::size_t i = 0; i < english.size(); ++i) EXPECT_NE(english[i], danish[i]) << member;
  }
}

TEST(DanishWarnings, TellOfNamesThatDisagreeOfRisksAndOfWhatHasNoEffect) {
  EXPECT_THAT(danish_warnings_of("{}", {{"SYNC_CPR", "1"}, {"OS2SYNC_XFER_CPR", "0"}}),
              ElementsAre("SYNC_CPR og OS2SYNC_XFER_CPR er uenige om os2sync.xfer_cpr; SYNC_CPR bruges, fjern den "
                          "anden"));
  EXPECT_THAT(danish_warnings_of(R"({"os2sync.ca_verify_os2mo": false})"), ElementsAre(HasSubstr("enhver undervejs")));
  EXPECT_THAT(danish_warnings_of(R"({"os2sync.log_file": "x"})"),
              ElementsAre(HasSubstr("har ingen virkning i dette program: Loggen skrives")));
  EXPECT_THAT(danish_warnings_of("{}", {{"FASTRAMQPI__DAP", "1"}}), ElementsAre(HasSubstr("har ingen virkning")));
}

}  // namespace
}  // namespace os2sync
