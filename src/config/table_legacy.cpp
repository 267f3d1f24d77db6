// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the settings table: settings of the Python exporters that this release refuses or does not need.
#include "config/setting_rows.hpp"

namespace os2sync::rows {
namespace {

void add_not_yet_rows(std::vector<SettingSpec>& table) {
  const SettingGroup users = SettingGroup::users;
  table.push_back(
      row_not_yet(users, "os2sync.templates", {"TEMPLATES"}, SettingType::templates,
                  {"Templates for person.name and person.user_id.", "Skabeloner for person.name og person.user_id."}));
  table.push_back(row_not_yet(users, "os2sync.employee_engagement_address", {"EMPLOYEE_ENGAGEMENT_ADDRESS"},
                              SettingType::text_list,
                              {"Address types of the primary engagement's unit that give a user's Location.",
                               "Adressetyper på den primære ansættelses enhed, der giver en brugers Location."}));
  table.push_back(row_not_yet(users, "os2sync.extension_field_as_job_function", {"EXTENSION_FIELD_AS_JOB_FUNCTION"},
                              SettingType::text,
                              {"Job title from an engagement's extension field.",
                               "Stillingsbetegnelse fra et af ansættelsens ekstra felter."}));
  table.push_back(row_not_yet(users, "os2sync.use_extension_field_as_job_function",
                              {"USE_EXTENSION_FIELD_AS_JOB_FUNCTION"}, SettingType::flag,
                              {"Job title from an engagement's third extension field.",
                               "Stillingsbetegnelse fra ansættelsens tredje ekstra felt."}));
  table.push_back(row_not_yet(
      users, "os2sync.group_by_engagement_uuid", {"GROUP_BY_ENGAGEMENT_UUID"}, SettingType::flag,
      {"Only addresses tied to the account's engagement.", "Kun adresser knyttet til kontoens ansættelse."}));
  table.push_back(row_not_yet(users, "os2sync.use_nickname", {"USE_NICKNAME"}, SettingType::flag,
                              {"Nickname instead of name.", "Kaldenavn i stedet for navn."}));
  table.push_back(row_not_yet(users, "os2sync.randomize_fk_org_uuid", {"RANDOMIZE_FK_ORG_UUID"}, SettingType::flag,
                              {"New FK-ORG accounts get a random uuid.", "Nye FK-ORG-konti får et tilfældigt uuid."}));
  table.push_back(row_not_yet(users, "os2sync.new", {"NEW"}, SettingType::flag,
                              {"One user per it-account, with FK-ORG accounts kept in OS2MO.",
                               "Én bruger pr. it-konto, med FK-ORG-konti ført i OS2MO."}));
  table.push_back(
      row_not_yet(SettingGroup::scope, "os2sync.use_lc_db", {}, SettingType::flag,
                  {"Read from the LC database instead of OS2MO.", "Læs fra LC-databasen i stedet for OS2MO."}));
  table.push_back(
      row_not_yet(SettingGroup::safety, "os2sync.wash_foreign", {}, SettingType::flag,
                  {"Also delete what this program never sent.", "Slet også det, dette program aldrig har sendt."}));
}

/// File keys and environment names are separate worlds here: a bare "sentry_dsn" in a shared file is nobody's business.
void add_no_effect_row(std::vector<SettingSpec>& table, std::string key, Names environment, Text help) {
  SettingSpec spec;
  spec.key = std::move(key);
  spec.file_keys = {spec.key};
  spec.environment = std::move(environment);
  spec.group = SettingGroup::program;
  spec.type = SettingType::anything;
  spec.support = SettingSupport::no_effect;
  spec.help = help;
  table.push_back(std::move(spec));
}

}  // namespace

void add_legacy_rows(std::vector<SettingSpec>& table) {
  add_not_yet_rows(table);
  add_no_effect_row(table, "os2sync.log_file", {"OS2SYNC_LOG_FILE"},
                    {"The log goes to standard error.", "Loggen skrives til standard error."});
  add_no_effect_row(table, "os2sync.log_level", {}, {"log_level is the setting.", "log_level er indstillingen."});
  add_no_effect_row(table, "os2sync.it_system_user_keys", {"IT_SYSTEM_USER_KEYS", "OS2SYNC_IT_SYSTEM_USER_KEYS"},
                    {"Only `new` mode read it.", "Kun `new` læste den."});
  add_no_effect_row(table, "os2sync.log_format", {"FASTRAMQPI__JSON_LOGS", "LOG_FORMAT", "OS2SYNC_LOG_FORMAT"},
                    {"The log has one format.", "Loggen har ét format."});
  add_no_effect_row(table, "os2sync.sentry_dsn", {"SENTRY_DSN", "OS2SYNC_SENTRY_DSN"},
                    {"Errors are not sent anywhere.", "Fejl sendes ingen steder hen."});
  add_no_effect_row(table, "os2sync.saml_token", {"SAML_TOKEN", "OS2SYNC_SAML_TOKEN"},
                    {"Login goes through Keycloak.", "Login sker gennem Keycloak."});
  add_no_effect_row(table, "os2sync.amqp_url", {"FASTRAMQPI__AMQP__URL", "AMQP__URL", "OS2SYNC_AMQP_URL"},
                    {"No message broker is used.", "Der bruges ingen beskedkø."});
}

}  // namespace os2sync::rows
