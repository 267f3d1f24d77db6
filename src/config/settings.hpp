// SPDX-License-Identifier: MPL-2.0
/// @file Every setting with its default, as typed values. The table that fills it is settings_table.hpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/mapping_test.hpp"
#include "core/ownership.hpp"
#include "core/secret.hpp"
#include "core/uuid.hpp"
#include "plan/plan.hpp"
#include "plan/queue_estimate.hpp"
#include "rules/rules.hpp"

namespace os2sync {

enum class LogLevel { debug, info, warning, error };

struct Os2moSettings {
  std::string base_url = "http://localhost:5000";  ///< mora.base, no trailing slash
  int graphql_version = 25;
  std::string auth_server = "http://localhost:8080/auth";
  std::string auth_realm = "mo";
  std::string client_id = "dipex";
  Secret client_secret;
  int token_renewal_seconds = 30;  ///< renew this long before expiry
  bool verify_tls = true;
  std::string ca_file;
  std::string client_certificate;
  std::string client_key;
  std::size_t page_size = 200;
  std::size_t connections = 4;
  int timeout_seconds = 120;
  std::size_t attempts = 5;  ///< per request, first one included
};

struct Os2syncSettings {
  std::string api_url = "http://localhost:8081/api";  ///< or "stub": nothing is sent
  std::string cvr;
  Secret api_key;
  bool verify_tls = true;
  std::string ca_file;
  std::string client_certificate;
  std::string client_key;
  int server_version = 4;  ///< 3 or 4; decides text limits and bypassCache
  std::size_t connections = 2;
  int timeout_seconds = 30;
  std::vector<int> retry_seconds{5, 30, 120, 300};  ///< waits between attempts at one object

  bool is_stub() const { return api_url == "stub"; }
};

/// How FK-ORG is made sure to hold what was sent.
struct DeliverySettings {
  QueuePace pace;
  std::size_t reads_per_run = 50;    ///< objects a sync reads back; 0 = none
  int list_hours = 24;               ///< between two comparisons with FK-ORG's lists in a sync; 0 = never
  int max_reposts = 3;               ///< of the same content
  std::size_t max_waiting = 10'000;  ///< objects in OS2sync's queue beyond which sending waits; 0 = never
};

struct Settings {
  Os2moSettings os2mo;
  Os2syncSettings os2sync;
  Rules rules;
  std::size_t truncate_length = 200;  ///< as asked for; rules.limits is what comes of it on this server_version
  bool autowash = false;
  bool wash_foreign = false;  ///< delete also what the ledger does not know
  FieldOwnerships field_ownership;
  std::map<std::string, std::string> templates;  ///< Jinja texts by field: "person.name", "person.user_id"
  /// As given; rules.job_title_extension is what comes of it together with extension_field_as_job_function.
  bool use_extension_field = false;
  bool new_mode = false;  ///< one user per account, FK-ORG accounts kept in OS2MO
  bool randomize_fk_org_uuid = false;
  std::optional<bool> position_dates;      ///< as given; rules.position_dates is what comes of it in this mode
  std::optional<bool> future_engagements;  ///< likewise
  bool use_lc_db = false;                  ///< read from lc_db_path instead of OS2MO
  std::string lc_db_path = "ActualState.db";
  Guards guards;
  DeliverySettings delivery;
  std::vector<MappingTest> mapping_tests;
  bool switched_on = false;  ///< crontab.RUN_OS2SYNC; only `sync --if-enabled` looks at it
  std::string state_path;    ///< hash_cache; empty = the default place
  std::string audit_path;    ///< empty = beside the ledger, "off" = none
  LogLevel log_level = LogLevel::warning;

  bool has_audit_trail() const { return audit_path != "off"; }
};

}  // namespace os2sync
