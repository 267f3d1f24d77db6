// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the settings table: settings of the Python exporters that this program does not need.
#include "config/setting_rows.hpp"

namespace os2sync::rows {
namespace {

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
  add_no_effect_row(table, "os2sync.log_file", {"OS2SYNC_LOG_FILE"},
                    {"The log goes to standard error.", "Loggen skrives til standard error."});
  add_no_effect_row(table, "os2sync.log_level", {}, {"log_level is the setting.", "log_level er indstillingen."});
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
