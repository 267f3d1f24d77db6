// SPDX-License-Identifier: MPL-2.0
/// @file Every setting in every spelling: the value arrives where it belongs and nowhere else.
#include "config/settings_table.hpp"

#include <map>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/setting_types.hpp"
#include "config/settings_json.hpp"
#include "support/config_builders.hpp"
#include "support/config_samples.hpp"

namespace os2sync {
namespace {

using test::find_loaded;
using test::sample_of;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;

/// The same value as an environment variable holds it: texts without their quotes.
std::string as_variable(const std::string& json) {
  const SettingValue value = parse_settings_json(json);
  return value.kind == SettingValue::Kind::text ? value.text : json;
}

std::vector<SettingSpec> select(SettingSupport support) {
  std::vector<SettingSpec> selected = make_settings_table();
  std::erase_if(selected, [&](const SettingSpec& spec) { return spec.support != support; });
  return selected;
}

/// What the test removes from the required environment so that the spelling under test is the only one.
SettingsSources sources_without(const SettingSpec& spec) {
  SettingsSources from = test::sources("{}");
  for (const std::string& name : spec.environment) from.environment.erase(name);
  from.read_file = [](const std::string& path) {
    return path == "/sample/path" ? std::optional<std::string>{"content"} : std::nullopt;
  };
  return from;
}

/// client_key alone is a contradiction; its certificate goes with it, as the path does with os2sync.use_lc_db.
void add_companion(const SettingSpec& spec, SettingsSources& from) {
  if (spec.key == "mora.client_key") from.environment["OS2SYNC_MORA_CLIENT_CERTIFICATE"] = "/c";
  if (spec.key == "os2sync.client_key") from.environment["OS2SYNC_CLIENT_CERTIFICATE"] = "/c";
  if (spec.key == "os2sync.use_lc_db") from.environment["OS2SYNC_LC_FOR_JOBS_ACTUAL_DB_NAME"] = "/lc";
  if (spec.key == "client_secret_file") from.environment.erase("OS2SYNC_CLIENT_SECRET");
}

void expect_arrived(const SettingSpec& spec, const LoadedSettings& loaded, const std::string& origin) {
  const LoadedSetting& setting = find_loaded(loaded, spec.key);
  EXPECT_EQ(setting.origin.to_string(), origin);
  EXPECT_TRUE(setting.is_set);
  EXPECT_FALSE(setting.is_default);
  EXPECT_EQ(setting.value, spec.is_secret() ? "null" : sample_of(spec));
  if (spec.is_secret()) {
    const bool is_login = spec.key == "client_secret";
    const Secret& secret = is_login ? loaded.settings.os2mo.client_secret : loaded.settings.os2sync.api_key;
    EXPECT_EQ(secret.reveal(), "s3cret");
  }
}

TEST(SettingsTable, EverySpellingInTheFileArrivesWithItsPlace) {
  std::size_t tried = 0;
  for (const SettingSpec& spec : select(SettingSupport::honoured)) {
    for (const std::string& key : spec.file_keys) {
      std::vector<std::string> spellings{key};
      std::string underscored = key;
      std::replace(underscored.begin(), underscored.end(), '.', '_');
      if (key.starts_with("os2sync.")) spellings.push_back(underscored);
      for (const std::string& spelling : spellings) {
        SCOPED_TRACE(spelling);
        SettingsSources from = sources_without(spec);
        add_companion(spec, from);
        from.file->text = fmt::format("{{\n\"{}\": {}}}", spelling, sample_of(spec));
        expect_arrived(spec, load_settings(from), "settings.json:2");
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 90U);
}

TEST(SettingsTable, EverySpellingInTheEnvironmentArrivesWithItsName) {
  std::size_t tried = 0;
  for (const SettingSpec& spec : select(SettingSupport::honoured)) {
    if (spec.key == "os2sync.wash_foreign") continue;  // S11: no variable switches it on
    for (const std::string& name : spec.environment) {
      SCOPED_TRACE(name);
      SettingsSources from = sources_without(spec);
      add_companion(spec, from);
      from.environment[name] = as_variable(sample_of(spec));
      expect_arrived(spec, load_settings(from), name);
      ++tried;
    }
  }
  EXPECT_GT(tried, 80U);
}

TEST(SettingsTable, NewerVariablesBeatOlderOnesForEverySetting) {
  std::size_t tried = 0;
  for (const SettingSpec& spec : select(SettingSupport::honoured)) {
    if (spec.is_secret() || !spec.secret_key.empty()) continue;
    for (std::size_t i = 0; i + 1 < spec.environment.size(); ++i) {
      SCOPED_TRACE(spec.environment[i]);
      SettingsSources from = sources_without(spec);
      from.environment[spec.environment[i]] = as_variable(sample_of(spec));
      from.environment[spec.environment[i + 1]] = "null";
      const LoadedSettings loaded = load_settings(from);
      EXPECT_EQ(find_loaded(loaded, spec.key).origin.to_string(), spec.environment[i]);
      // What is merged member by member does not disagree.
      if (!spec.is_merged()) {
        EXPECT_THAT(loaded.warnings, Contains(HasSubstr(spec.environment[i + 1])));
      }
      ++tried;
    }
  }
  EXPECT_GT(tried, 30U);
}

TEST(SettingsTable, ASettingChangesItsOwnMemberAndNoOther) {
  const std::vector<SettingSpec> table = make_settings_table();
  for (const SettingSpec& changed : table) {
    if (!changed.assign || changed.is_secret()) continue;
    Settings settings;
    changed.assign(settings, parse_settings_json(sample_of(changed)));
    for (const SettingSpec& other : table) {
      if (!other.show) continue;
      SCOPED_TRACE(changed.key + " / " + other.key);
      EXPECT_EQ(other.show(settings), other.key == changed.key ? sample_of(changed) : other.default_text());
    }
  }
}

TEST(SettingsTable, TiesEveryKeyToTheMemberItIsMeantFor) {
  const LoadedSettings loaded =
      test::load(R"({"mora.base": "http://mo", "client_id": "c", "auth_server": "http://kc/auth",
    "auth_realm": "r", "oidc_token_lifespan_offset": 7, "os2sync.ca_verify_os2mo": false, "mora.ca_file": "mca",
    "mora.client_certificate": "mcc", "mora.client_key": "mck", "mora.graphql_version": 30, "mora.page_size": 11,
    "mora.connections": 3, "mora.timeout_seconds": 13, "mora.attempts": 14, "os2sync.api_url": "http://os2sync/api",
    "os2sync.ca_file": "oca", "os2sync.client_certificate": "occ", "os2sync.client_key": "ock", "os2sync.server_version": 3,
    "os2sync.connections": 1, "os2sync.timeout_seconds": 17, "os2sync.retry_seconds": [1], "log_level": "INFO",
    "os2sync.hash_cache": "/s", "os2sync.autowash": true, "os2sync.guard.user_count": 21, "os2sync.guard.user_percent": 22,
    "os2sync.guard.unit_count": 23, "os2sync.guard.unit_percent": 24, "os2sync.guard.shrink_percent": 25,
    "os2sync.guard.window_hours": 26, "os2sync.guard.change_count": 27, "os2sync.guard.change_percent": 28})");
  const Os2moSettings& os2mo = loaded.settings.os2mo;
  EXPECT_EQ(os2mo.base_url, "http://mo");
  EXPECT_EQ(os2mo.client_id, "c");
  EXPECT_EQ(os2mo.auth_server, "http://kc/auth");
  EXPECT_EQ(os2mo.auth_realm, "r");
  EXPECT_EQ(os2mo.token_renewal_seconds, 7);
  EXPECT_FALSE(os2mo.verify_tls);
  EXPECT_EQ(os2mo.ca_file, "mca");
  EXPECT_EQ(os2mo.client_certificate, "mcc");
  EXPECT_EQ(os2mo.client_key, "mck");
  EXPECT_EQ(os2mo.graphql_version, 30);
  EXPECT_EQ(os2mo.page_size, 11U);
  EXPECT_EQ(os2mo.connections, 3U);
  EXPECT_EQ(os2mo.timeout_seconds, 13);
  EXPECT_EQ(os2mo.attempts, 14U);
  const Os2syncSettings& os2sync = loaded.settings.os2sync;
  EXPECT_EQ(os2sync.api_url, "http://os2sync/api");
  EXPECT_TRUE(os2sync.verify_tls);
  EXPECT_EQ(os2sync.ca_file, "oca");
  EXPECT_EQ(os2sync.client_certificate, "occ");
  EXPECT_EQ(os2sync.client_key, "ock");
  EXPECT_EQ(os2sync.server_version, 3);
  EXPECT_EQ(os2sync.connections, 1U);
  EXPECT_EQ(os2sync.timeout_seconds, 17);
  EXPECT_THAT(os2sync.retry_seconds, testing::ElementsAre(1));
  EXPECT_EQ(loaded.settings.log_level, LogLevel::info);
  EXPECT_EQ(loaded.settings.state_path, "/s");
  EXPECT_TRUE(loaded.settings.autowash);
  EXPECT_EQ(loaded.settings.guards.users.count, 21U);
  EXPECT_EQ(loaded.settings.guards.users.percent, 22U);
  EXPECT_EQ(loaded.settings.guards.units.count, 23U);
  EXPECT_EQ(loaded.settings.guards.units.percent, 24U);
  EXPECT_EQ(loaded.settings.guards.max_shrink_percent, 25U);
  EXPECT_EQ(loaded.settings.guards.window_hours, 26U);
  EXPECT_EQ(loaded.settings.guards.changes.count, 27U);
  EXPECT_EQ(loaded.settings.guards.changes.percent, 28U);
}

TEST(SettingsTable, TiesEveryMappingKeyToTheRuleItIsMeantFor) {
  const auto uuid = [](int n) { return fmt::format("cccccccc-0000-4000-8000-00000000000{}", n); };
  const LoadedSettings loaded = test::load(fmt::format(
      R"({{"os2sync.filter_hierarchy_names": ["h"], "os2sync.filter_orgunit_uuid": ["{}"], "os2sync.ignored.unit_levels": ["{}"],
      "os2sync.ignored.unit_types": ["{}"], "os2sync.uuid_from_it_systems": ["u"], "os2sync.require_visibility": true,
      "os2sync.truncate_length": 99, "os2sync.sync_managers": true, "os2sync.enable_kle": false,
      "os2sync.use_contact_for_tasks": true, "os2sync.unit_address_table": "current", "os2sync.xfer_cpr": true,
      "os2sync.user_key_it_system_name": "k", "os2sync.filter_users_by_it_system": true,
      "os2sync.phone_scope_classes": ["{}"], "os2sync.landline_scope_classes": ["{}"],
      "os2sync.email_scope_classes": ["{}"]}})",
      uuid(1), uuid(2), uuid(3), uuid(4), uuid(5), uuid(6)));
  const Rules& rules = loaded.settings.rules;
  const auto is = [&](int n) { return testing::ElementsAre(*Uuid::parse(uuid(n))); };
  EXPECT_THAT(rules.filter_hierarchy_names, testing::ElementsAre("h"));
  EXPECT_THAT(rules.filter_units, is(1));
  EXPECT_THAT(rules.ignored_unit_levels, is(2));
  EXPECT_THAT(rules.ignored_unit_types, is(3));
  EXPECT_THAT(rules.uuid_from_it_systems, testing::ElementsAre("u"));
  EXPECT_TRUE(rules.require_visibility);
  EXPECT_EQ(rules.limits.text, 99U);
  EXPECT_TRUE(rules.sync_managers);
  EXPECT_FALSE(rules.enable_kle);
  EXPECT_TRUE(rules.use_contact_for_tasks);
  EXPECT_EQ(rules.unit_addresses, current_address_table());
  EXPECT_TRUE(rules.xfer_cpr);
  EXPECT_THAT(rules.user_name_it_systems, testing::ElementsAre("k"));
  EXPECT_TRUE(rules.filter_users_by_it_system);
  EXPECT_THAT(rules.phone_classes, is(4));
  EXPECT_THAT(rules.landline_classes, is(5));
  EXPECT_THAT(rules.email_classes, is(6));
}

TEST(SettingsTable, TiesTheKeysOfTheServiceToTheirMembers) {
  Settings settings;
  const std::vector<SettingSpec> table = make_settings_table();
  const auto assign = [&](std::string_view key, std::string_view json) {
    find_setting(table, key)->assign(settings, parse_settings_json(json));
  };
  assign("os2sync.templates", R"({"person.name": "{{ name }}", "person.user_id": null})");
  assign("os2sync.employee_engagement_address", R"(["Arbejdssted"])");
  assign("os2sync.extension_field_as_job_function", "3");
  assign("os2sync.use_extension_field_as_job_function", "true");
  assign("os2sync.group_by_engagement_uuid", "true");
  assign("os2sync.use_nickname", "true");
  assign("os2sync.position_dates", "true");
  assign("os2sync.future_engagements", "false");
  assign("os2sync.new", "true");
  assign("os2sync.it_system_user_keys", R"(["AD", "SAPA"])");
  assign("os2sync.randomize_fk_org_uuid", "true");
  assign("os2sync.use_lc_db", "true");
  assign("lc-for-jobs.actual_db_name", R"("/var/lib/lc/Actual")");
  assign("os2sync.wash_foreign", "true");
  assign("os2sync.field_ownership", R"({"User.ShortKey": "theirs", "Unit.Email": "fill-if-empty"})");
  using Templates = std::map<std::string, std::string>;
  EXPECT_EQ(settings.templates, (Templates{{"person.name", "{{ name }}"}}));
  EXPECT_THAT(settings.rules.work_address_types, testing::ElementsAre("Arbejdssted"));
  EXPECT_EQ(settings.rules.job_title_extension, 3);
  EXPECT_TRUE(settings.use_extension_field);
  EXPECT_TRUE(settings.rules.group_by_engagement);
  EXPECT_TRUE(settings.rules.use_nickname);
  EXPECT_EQ(settings.position_dates, true);
  EXPECT_EQ(settings.future_engagements, false);
  EXPECT_TRUE(settings.new_mode);
  EXPECT_THAT(settings.rules.new_mode_it_systems, testing::ElementsAre("AD", "SAPA"));
  EXPECT_TRUE(settings.randomize_fk_org_uuid);
  EXPECT_TRUE(settings.use_lc_db);
  EXPECT_EQ(settings.lc_db_path, "/var/lib/lc/Actual.db");
  EXPECT_TRUE(settings.wash_foreign);
  EXPECT_EQ(settings.field_ownership, (FieldOwnerships{{"User.ShortKey", FieldOwnership::theirs},
                                                       {"Unit.Email", FieldOwnership::fill_if_empty}}));
}

TEST(SettingsTable, HasTheDefaultsThatPagePromises) {
  const std::vector<SettingSpec> table = make_settings_table();
  const auto default_of = [&](std::string_view key) { return find_setting(table, key)->default_text(); };
  EXPECT_EQ(default_of("os2sync.api_url"), "\"http://localhost:8081/api\"");
  EXPECT_EQ(default_of("os2sync.ca_verify_os2mo"), "true");
  EXPECT_EQ(default_of("os2sync.ca_verify_os2sync"), "true");
  EXPECT_EQ(default_of("os2sync.xfer_cpr"), "false");
  EXPECT_EQ(default_of("os2sync.autowash"), "false");
  EXPECT_EQ(default_of("os2sync.user_key_it_system_name"), "[\"Active Directory\"]");
  EXPECT_EQ(default_of("os2sync.filter_users_by_it_system"), "false");
  EXPECT_EQ(default_of("os2sync.unit_address_table"), "\"documented\"");
  EXPECT_EQ(default_of("log_level"), "\"WARNING\"");
  EXPECT_EQ(default_of("os2sync.truncate_length"), "200");
}

TEST(SettingsTable, KnowsEveryKeyOfPage) {
  const std::vector<SettingSpec> table = make_settings_table();
  for (const char* key : {"mora.base",
                          "municipality.cvr",
                          "log_level",
                          "os2sync.api_url",
                          "os2sync.top_unit_uuid",
                          "os2sync.ca_verify_os2mo",
                          "os2sync.ca_verify_os2sync",
                          "os2sync.hash_cache",
                          "os2sync.phone_scope_classes",
                          "os2sync.landline_scope_classes",
                          "os2sync.email_scope_classes",
                          "os2sync.xfer_cpr",
                          "os2sync.use_lc_db",
                          "os2sync.ignored.unit_levels",
                          "os2sync.ignored.unit_types",
                          "os2sync.autowash",
                          "os2sync.sync_managers",
                          "os2sync.templates",
                          "os2sync.user_key_it_system_name",
                          "os2sync.filter_users_by_it_system",
                          "os2sync.uuid_from_it_systems",
                          "os2sync.filter_hierarchy_names"}) {
    EXPECT_NE(find_setting(table, key), nullptr) << key;
  }
}

TEST(SettingsTable, NamesNothingTwiceAndExplainsEverythingInBothLanguages) {
  std::set<std::string> keys;
  std::set<std::string> variables;
  for (const SettingSpec& spec : make_settings_table()) {
    for (const std::string& key : spec.file_keys) EXPECT_TRUE(keys.insert(key).second) << key;
    for (const std::string& name : spec.environment) EXPECT_TRUE(variables.insert(name).second) << name;
    EXPECT_TRUE(spec.help.english.ends_with('.')) << spec.key;
    EXPECT_TRUE(spec.help.danish.ends_with('.')) << spec.key;
    EXPECT_NE(spec.help.english, spec.help.danish) << spec.key;
  }
}

TEST(SettingsTable, HasAFileTwinForEverySecret) {
  const std::vector<SettingSpec> table = make_settings_table();
  for (const SettingSpec& spec : table) {
    if (!spec.is_secret()) continue;
    const SettingSpec* twin = find_setting(table, spec.key + "_file");
    ASSERT_NE(twin, nullptr) << spec.key;
    EXPECT_EQ(twin->secret_key, spec.key);
  }
}

TEST(SettingsTable, RefusesNumbersOutsideTheirRange) {
  for (const SettingSpec& spec : select(SettingSupport::honoured)) {
    if (!spec.range || spec.type != SettingType::number) continue;
    Settings settings;
    for (const std::int64_t wrong : {spec.range->first - 1, spec.range->second + 1}) {
      EXPECT_ANY_THROW(spec.assign(settings, SettingValue::of_text(std::to_string(wrong)))) << spec.key;
    }
    EXPECT_NO_THROW(spec.assign(settings, SettingValue::of_text(std::to_string(spec.range->first)))) << spec.key;
    EXPECT_NO_THROW(spec.assign(settings, SettingValue::of_text(std::to_string(spec.range->second)))) << spec.key;
  }
}

TEST(SettingsTable, KeepsTheBoundsTheReceiversAskFor) {
  const std::vector<SettingSpec> table = make_settings_table();
  const auto range_of = [&](std::string_view key) { return *find_setting(table, key)->range; };
  EXPECT_EQ(range_of("mora.page_size"), (std::pair<std::int64_t, std::int64_t>{1, 1000}));
  EXPECT_EQ(range_of("mora.connections"), (std::pair<std::int64_t, std::int64_t>{1, 8}));
  EXPECT_EQ(range_of("os2sync.connections"), (std::pair<std::int64_t, std::int64_t>{1, 4}));
  EXPECT_EQ(range_of("os2sync.server_version"), (std::pair<std::int64_t, std::int64_t>{3, 4}));
  EXPECT_LE(Settings{}.os2mo.connections, 4U);
}

/// Values that mean "off" whatever the type.
const std::vector<std::string> kOff{"null", "false", "\"\"", "\"no\"", "[]", "{}", "\"[]\"", "0"};

TEST(SettingsTable, RefusesWhatThisReleaseCannotDoUnlessItIsOff) {
  for (const SettingSpec& spec : select(SettingSupport::not_yet)) {
    for (const std::string& value : kOff) {
      const std::string file = fmt::format("{{\"{}\": {}}}", spec.key, value);
      EXPECT_THAT(test::faults_of(file), testing::IsEmpty()) << file;
    }
    {
      const std::string file = fmt::format("{{\"{}\": {}}}", spec.key, sample_of(spec));
      EXPECT_THAT(test::faults_of(file),
                  testing::ElementsAre(testing::AllOf(
                      testing::StartsWith(fmt::format("settings.json:1: {}: not supported in this release", spec.key)),
                      testing::EndsWith("remove it or keep the old exporter for now"))))
          << file;
    }
    for (const std::string& name : spec.environment) {
      EXPECT_THAT(test::faults_of(std::nullopt, {{name, as_variable(sample_of(spec))}}),
                  testing::ElementsAre(testing::StartsWith(fmt::format("{}: {}: not supported", name, spec.key))))
          << name;
    }
  }
}

TEST(SettingsTable, AcceptsHarmlessOldNamesWithARemark) {
  for (const SettingSpec& spec : select(SettingSupport::no_effect)) {
    EXPECT_THAT(test::load(fmt::format("{{\"{}\": 1}}", spec.key)).warnings,
                testing::ElementsAre(
                    testing::StartsWith(fmt::format("settings.json:1: {} has no effect in this program", spec.key))));
    for (const std::string& name : spec.environment) {
      EXPECT_THAT(test::load(std::nullopt, {{name, "x"}}).warnings,
                  testing::ElementsAre(testing::StartsWith(fmt::format("{} has no effect", name))));
    }
  }
  EXPECT_THAT(test::load(std::nullopt, {{"FASTRAMQPI__ENABLE_METRICS", "true"}}).warnings,
              testing::ElementsAre("FASTRAMQPI__ENABLE_METRICS has no effect in this program; remove it"));
}

}  // namespace
}  // namespace os2sync
