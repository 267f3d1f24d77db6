// SPDX-License-Identifier: MPL-2.0
/// @file Secrets: three ways to give one, and none to see it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/convert_settings.hpp"
#include "config/load_settings.hpp"
#include "config/render_settings.hpp"
#include "support/config_builders.hpp"

namespace os2sync {
namespace {

using test::faults_of;
using test::find_loaded;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Sources without a client secret, and a file system of one file: /run/key.
SettingsSources without_secret(const std::optional<std::string>& key_file) {
  SettingsSources made = test::sources("{}");
  made.environment.erase("OS2SYNC_CLIENT_SECRET");
  made.read_file = [key_file](const std::string& path) { return path == "/run/key" ? key_file : std::nullopt; };
  return made;
}

TEST(LoadSecrets, NamesTheThreeWaysToGiveAMissingSecret) {
  EXPECT_THAT(
      faults_of(without_secret(std::nullopt)),
      ElementsAre("client_secret: not set; give it as \"client_secret\" in settings.json, as the environment variable "
                  "OS2SYNC_CLIENT_SECRET, or put it into a file and name that in \"client_secret_file\" or "
                  "OS2SYNC_CLIENT_SECRET_FILE"));
}

TEST(LoadSecrets, TakesTheSecretTheJobRunnerWouldPassOn) {
  SettingsSources from = without_secret(std::nullopt);
  from.file->text = R"({"crontab.CLIENT_SECRET": "hunter2"})";
  EXPECT_EQ(load_settings(from).settings.os2mo.client_secret.reveal(), "hunter2");
}

TEST(LoadSecrets, ReadsASecretFromAFileWithoutTheLineBreakAtItsEnd) {
  for (const char* content : {"hunter2", "hunter2\n", "hunter2\r\n"}) {
    SettingsSources from = without_secret(content);
    from.file->text = R"({"client_secret_file": "/run/key", "os2sync.api_key_file": "/run/key"})";
    const LoadedSettings loaded = load_settings(from);
    EXPECT_EQ(loaded.settings.os2mo.client_secret.reveal(), "hunter2");
    EXPECT_EQ(loaded.settings.os2sync.api_key.reveal(), "hunter2");
    EXPECT_EQ(find_loaded(loaded, "client_secret").secret_file, "/run/key");
    EXPECT_EQ(find_loaded(loaded, "client_secret").origin.to_string(), "settings.json:1");
  }
}

TEST(LoadSecrets, KeepsBlanksInsideASecret) {
  SettingsSources from = without_secret(" hun ter2 \n");
  from.environment["CLIENT_SECRET_FILE"] = "/run/key";
  EXPECT_EQ(load_settings(from).settings.os2mo.client_secret.reveal(), " hun ter2 ");
  from.environment["CLIENT_SECRET"] = " hunter2 ";
  EXPECT_EQ(load_settings(from).settings.os2mo.client_secret.reveal(), " hunter2 ");
}

TEST(LoadSecrets, SaysWhichFileCannotBeUsed) {
  SettingsSources from = without_secret(std::nullopt);
  from.environment["CLIENT_SECRET_FILE"] = "/run/key";
  EXPECT_THAT(faults_of(from),
              ElementsAre("CLIENT_SECRET_FILE: client_secret_file: the file '/run/key' cannot be read; "
                          "create it and let this program's user read it"));
  from.read_file = nullptr;
  EXPECT_THAT(faults_of(from), ElementsAre(HasSubstr("cannot be read")));
  from.read_file = [](const std::string&) { return "\n"; };
  EXPECT_THAT(faults_of(from), ElementsAre(HasSubstr("the file '/run/key' is empty")));
}

TEST(LoadSecrets, RefusesASecretThatWouldBreakAHeaderWithoutShowingIt) {
  SettingsSources from = without_secret("hunter2\nX-Other: 1\n");
  from.environment["CLIENT_SECRET_FILE"] = "/run/key";
  EXPECT_THAT(faults_of(from),
              ElementsAre("CLIENT_SECRET_FILE: client_secret: the secret holds a line break or control "
                          "character; give it alone on one line"));
  from.environment["CLIENT_SECRET"] = "hunter2\t";
  EXPECT_THAT(faults_of(from), ElementsAre(HasSubstr("the secret holds a line break")));
}

TEST(LoadSecrets, RefusesASecretThatIsNoTextWithoutShowingIt) {
  SettingsSources from = without_secret(std::nullopt);
  from.file->text = R"({"client_secret": 4711})";
  EXPECT_THAT(faults_of(from),
              ElementsAre("settings.json:1: client_secret: a secret is a text; write it in double quotes"));
  from.file->text = R"({"client_secret_file": ["4711"]})";
  EXPECT_THAT(faults_of(from), ElementsAre("settings.json:1: client_secret_file: the path of a file is a text"));
}

TEST(LoadSecrets, PrefersTheEnvironmentsFileToTheFilesSecretAndWarns) {
  SettingsSources from = without_secret("from-file");
  from.file->text = R"({"client_secret": "from-settings"})";
  from.environment["CLIENT_SECRET_FILE"] = "/run/key";
  const LoadedSettings loaded = load_settings(from);
  EXPECT_EQ(loaded.settings.os2mo.client_secret.reveal(), "from-file");
  EXPECT_THAT(loaded.warnings, ElementsAre("client_secret is given by settings.json:1 and by CLIENT_SECRET_FILE; "
                                           "CLIENT_SECRET_FILE is used, remove the other"));
}

TEST(LoadSecrets, PrefersTheSecretItselfWithinOneSourceAndWarns) {
  SettingsSources from = without_secret("from-file");
  from.environment["CLIENT_SECRET_FILE"] = "/run/key";
  from.environment["CLIENT_SECRET"] = "direct";
  const LoadedSettings loaded = load_settings(from);
  EXPECT_EQ(loaded.settings.os2mo.client_secret.reveal(), "direct");
  EXPECT_THAT(loaded.warnings, ElementsAre(HasSubstr("CLIENT_SECRET is used, remove the other")));
  EXPECT_EQ(find_loaded(loaded, "client_secret").secret_file, "");
}

TEST(LoadSecrets, TakesTheWordNullAsASecretLikeAnyOther) {
  SettingsSources from = without_secret(std::nullopt);
  from.environment["CLIENT_SECRET"] = "null";
  EXPECT_EQ(load_settings(from).settings.os2mo.client_secret.reveal(), "null");
}

TEST(LoadSecrets, NeverShowsASecretAnywhere) {
  SettingsSources from = without_secret("file-hunter2");
  from.environment["FASTRAMQPI__CLIENT_SECRET"] = "hunter2";
  from.environment["CLIENT_SECRET"] = "older-hunter2";
  from.environment["OS2SYNC_API_KEY_FILE"] = "/run/key";
  from.environment["FASTRAMQPI__AMQP__URL"] = "amqp://guest:hunter2@broker";
  from.environment["SENTRY_DSN"] = "https://hunter2@sentry";
  from.file->text = R"({"client_secret": "settings-hunter2", "os2sync.api_key": "key-hunter2"})";
  const LoadedSettings loaded = load_settings(from);
  ASSERT_EQ(loaded.settings.os2mo.client_secret.reveal(), "hunter2");
  ASSERT_EQ(loaded.settings.os2sync.api_key.reveal(), "file-hunter2");
  for (const std::string& shown :
       {render_settings_text(loaded, Language::english, 80), render_settings_text(loaded, Language::danish, 80),
        render_settings_json(loaded), convert_settings(loaded, Spelling::file, Language::english),
        convert_settings(loaded, Spelling::today, Language::english)}) {
    EXPECT_THAT(shown, Not(HasSubstr("hunter2")));
  }
  for (const std::string& warning : loaded.warnings) EXPECT_THAT(warning, Not(HasSubstr("hunter2")));
  from.file->text =
      R"({"client_secret": "settings-hunter2", "os2sync.api_key": ["key-hunter2"], "os2sync.zzz": "hunter2"})";
  from.environment["OS2SYNC_API_KEY"] = "key\nhunter2";
  from.environment["OS2SYNC_API_URL"] = "http://u:hunter2@host";
  EXPECT_THAT(faults_of(from), testing::SizeIs(3));
  for (const std::string& line : faults_of(from)) EXPECT_THAT(line, Not(HasSubstr("hunter2")));
}

TEST(LoadSecrets, NeedsNoApiKey) { EXPECT_TRUE(test::load("{}").settings.os2sync.api_key.empty()); }

}  // namespace
}  // namespace os2sync
