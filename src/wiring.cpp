// SPDX-License-Identifier: MPL-2.0
#include "wiring.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "adapters/audit/audit_file.hpp"
#include "adapters/http/http_examiner.hpp"
#include "adapters/jinja/open_templates.hpp"
#include "adapters/lcdb/lcdb_source.hpp"
#include "adapters/ledger/open_ledger.hpp"
#include "adapters/os2mo/os2mo_accounts.hpp"
#include "adapters/os2mo/os2mo_source.hpp"
#include "adapters/os2sync/os2sync_sink.hpp"
#include "adapters/os2sync/recorded_posts.hpp"
#include "adapters/system/console.hpp"
#include "adapters/system/files.hpp"
#include "adapters/system/own_outlets.hpp"
#include "adapters/system/process_memory.hpp"
#include "adapters/system/results.hpp"
#include "adapters/system/system_clock.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kNarrowest = 40;

http::TlsOptions tls_of(bool verify, const std::string& ca_file, const std::string& certificate,
                        const std::string& key) {
  return {verify, ca_file, certificate, key};
}

os2mo::Options options_of(const Os2moSettings& settings) {
  os2mo::Options options;
  options.base_url = settings.base_url;
  options.graphql_version = settings.graphql_version;
  options.auth_server = settings.auth_server;
  options.auth_realm = settings.auth_realm;
  options.client_id = settings.client_id;
  options.client_secret = settings.client_secret;
  options.token_renewal = std::chrono::seconds{settings.token_renewal_seconds};
  options.tls = tls_of(settings.verify_tls, settings.ca_file, settings.client_certificate, settings.client_key);
  options.page_size = settings.page_size;
  options.connections = settings.connections;
  options.timeout = std::chrono::seconds{settings.timeout_seconds};
  options.attempts = settings.attempts;
  return options;
}

lcdb::Options lc_db_options_of(const Settings& settings) {
  lcdb::Options options;
  options.path = settings.lc_db_path;
  const auto demand = [&](bool made, const char* key, lcdb::Fact fact) {
    if (made) options.demands.push_back({key, fact});
  };
  const Rules& rules = settings.rules;
  demand(settings.new_mode, "os2sync.new", lcdb::Fact::it_system_user_keys);
  demand(rules.new_mode_it_systems != Rules{}.new_mode_it_systems, "os2sync.it_system_user_keys",
         lcdb::Fact::it_system_user_keys);
  demand(settings.randomize_fk_org_uuid, "os2sync.randomize_fk_org_uuid", lcdb::Fact::writing);
  demand(rules.position_dates, "os2sync.position_dates", lcdb::Fact::history);
  demand(rules.future_engagements, "os2sync.future_engagements", lcdb::Fact::history);
  demand(rules.group_by_engagement, "os2sync.group_by_engagement_uuid", lcdb::Fact::engagement_links);
  return options;
}

MessageLevel level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return MessageLevel::debug;
    case LogLevel::info: return MessageLevel::info;
    case LogLevel::warning: return MessageLevel::warning;
    case LogLevel::error: return MessageLevel::error;
  }
  return MessageLevel::warning;
}

/// The first of the variables that decide the language of messages, as gettext has it.
Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread is started
    if (value != nullptr && *value != '\0') return language_of_locale(value);
  }
  return Language::english;
}

class ConcreteToolbox final : public RealToolbox {
 public:
  ConcreteToolbox() : console_{clock_}, environment_{read_environment()}, language_{language_of_environment()} {}

  LoadedSettings load_settings(const GlobalOptions& options) override {
    return os2sync::load_settings(settings_sources(options));
  }

  SettingsSources settings_sources(const GlobalOptions& options) override {
    SettingsSources sources;
    sources.environment = environment_;
    sources.language = options.language;
    sources.read_file = [](const std::string& path) { return read_file(path); };
    const auto named = options.config_file.empty() ? std::nullopt : std::optional{options.config_file};
    for (const std::string& candidate : find_settings_file_candidates(named)) {
      if (auto text = read_file(candidate)) {
        sources.file = SettingsFile{candidate, std::move(*text)};
        break;
      }
    }
    if (named && !sources.file) {
      throw Error{ErrorKind::settings,
                  Text{"{}: there is no such settings file; check --config",
                       "{}: der er ingen indstillingsfil af det navn; se på --config"},
                  *named};
    }
    return sources;
  }

  void start(const GlobalOptions& options, const LoadedSettings& loaded) override {
    ConsoleOptions console;
    console.level = options.verbose ? MessageLevel::debug : level_of(loaded.settings.log_level);
    console.terminal = isatty(STDERR_FILENO) == 1;
    console.show_progress = !options.quiet;
    console.danish = options.language == Language::danish;
    console.run_id = fmt::format("{:08x}", clock_.random());
    console_.configure(console);
    for (const std::string& warning : loaded.warnings) console_.warn(os2sync::say(warning));
  }

  std::unique_ptr<PersonTemplates> open_templates(const Settings& settings, Language language) override {
    return os2sync::open_templates(settings.templates, {settings.rules.xfer_cpr, !settings.use_lc_db}, language);
  }

  std::unique_ptr<Source> open_source(const Settings& settings) override {
    if (settings.use_lc_db) return std::make_unique<lcdb::LcDbSource>(lc_db_options_of(settings), clock_);
    return std::make_unique<os2mo::Os2moSource>(options_of(settings.os2mo), clock_);
  }

  std::unique_ptr<Sink> open_sink(const Settings& settings) override {
    const Os2syncSettings& os2sync = settings.os2sync;
    Os2syncOptions options;
    options.api_url = os2sync.api_url;
    options.cvr = os2sync.cvr;
    options.api_key = os2sync.api_key;
    options.tls = tls_of(os2sync.verify_tls, os2sync.ca_file, os2sync.client_certificate, os2sync.client_key);
    options.server_version = os2sync.server_version;
    options.connections = os2sync.connections;
    options.timeout = std::chrono::seconds{os2sync.timeout_seconds};
    return os2sync::open_sink(options, clock_);
  }

  std::unique_ptr<AccountBook> open_account_book(const Settings& settings) override {
    return std::make_unique<os2mo::Os2moAccounts>(options_of(settings.os2mo), clock_);
  }

  std::unique_ptr<Examiner> open_examiner(const Settings& settings, Peer peer) override {
    const Os2syncSettings& os2sync = settings.os2sync;
    return std::make_unique<http::HttpExaminer>(
        peer == Peer::os2mo
            ? options_of(settings.os2mo).tls
            : tls_of(os2sync.verify_tls, os2sync.ca_file, os2sync.client_certificate, os2sync.client_key));
  }
  std::string lc_db_exported(const Settings& settings) override {
    return lcdb::exported_at(lc_db_options_of(settings));
  }
  FileFacts look_at_file(const std::string& path) override { return os2sync::look_at_file(path); }
  std::string state_path(const Settings& settings) override {
    return settings.state_path.empty() ? default_ledger_path(environment_) : settings.state_path;
  }

  Recording read_recording(const std::string& path) override {
    const auto text = read_file(path);
    if (!text)
      throw Error{ErrorKind::usage,
                  Text{"{}: there is no such file; name the recorded posts",
                       "{}: der er ingen fil af det navn; angiv de optagede POST"},
                  path};
    return parse_recording(*text, path);
  }
  std::string read_input(const std::string& path) override {
    auto text = read_file(path);
    if (!text)
      throw Error{ErrorKind::usage, Text{"{}: there is no such file", "{}: der er ingen fil af det navn"}, path};
    return *std::move(text);
  }

  OpenLedger open_ledger(const Settings& settings, LedgerAccess access) override {
    const std::string path = state_path(settings);
    OpenedLedger opened;
    if (access == LedgerAccess::write) {
      make_parent_directories(path);
      opened = os2sync::open_ledger(path);
    } else {
      opened = open_ledger_for_reading(path);
    }
    for (const Said& remark : opened.remarks) console_.warn(remark);
    return {std::move(opened.ledger),     std::move(opened.guard_memory),
            std::move(opened.digester),   std::move(opened.quarantine),
            std::move(opened.upkeep),     access == LedgerAccess::write ? open_audit(settings) : nullptr,
            std::move(opened.deliveries), std::move(opened.repairs)};
  }

  std::unique_ptr<AuditArchive> open_audit_archive(const Settings& settings) override {
    if (!settings.has_audit_trail()) {
      throw Error{ErrorKind::settings,
                  Text{"os2sync.audit_log is off: there is no audit trail; name a file or unset it",
                       "os2sync.audit_log er off: der er intet revisionsspor; nævn en fil, eller fjern indstillingen"}};
    }
    return os2sync::open_audit_archive(audit_path(settings));
  }

  Clock& clock() override { return clock_; }
  Observer& observer() override { return console_; }
  void finish_progress() override { console_.finish_progress(); }
  std::string_view version() const override { return OS2SYNC_EXPORT_VERSION; }
  Language default_language() const override { return language_; }

  void print(std::string_view text) override { tell_if_masked(print_result(text)); }
  void write_file(const std::string& path, std::string_view text) override {
    tell_if_masked(write_private_file(path, text));
  }
  LeakTools leak_tools() override {
    return {
        [this](Outlet outlet, std::string_view text) { return pass_through(outlet, text, clock_); },
        [](const std::function<void(Ledger&, const Digester&)>& work) {
          return collect_files([&](const std::string& folder) {
            const OpenedLedger opened = os2sync::open_ledger(folder + "/ledger.db");
            work(*opened.ledger, *opened.digester);
          });
        },
        is_memory_private,
    };
  }
  void say(std::string_view text) override { console_.say(text); }
  void fail(std::string_view message) override { console_.fail(message); }

  bool colour() const override { return isatty(STDOUT_FILENO) == 1 && !environment_.contains("NO_COLOR"); }
  std::size_t width() const override {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualWidth;
    return std::max<std::size_t>(size.ws_col, kNarrowest);
  }
  int stop_signal() const override { return clock_.stop_signal(); }

 private:
  std::string audit_path(const Settings& settings) {
    return settings.audit_path.empty() ? state_path(settings) + ".audit.ndjson" : settings.audit_path;
  }
  std::unique_ptr<AuditTrail> open_audit(const Settings& settings) {
    if (!settings.has_audit_trail()) return nullptr;
    OpenedAuditTrail opened = open_audit_trail(audit_path(settings), clock_);
    for (const Said& remark : opened.remarks) console_.warn(remark);
    return std::move(opened.trail);
  }

  /// A result that was changed must not look as if it was whole.
  void tell_if_masked(bool masked) {
    constexpr Text kMasked{
        "something in the result looks like a CPR number and is shown as [cpr]; man os2sync-export says what else can",
        "noget i resultatet ligner et CPR-nummer og vises som [cpr]; man os2sync-export fortæller, hvad der ellers "
        "kan"};
    if (masked) console_.warn(os2sync::say(kMasked));
  }

  SystemClock clock_;
  Console console_;
  std::map<std::string, std::string> environment_;
  Language language_;
};

}  // namespace

std::unique_ptr<RealToolbox> make_toolbox() { return std::make_unique<ConcreteToolbox>(); }

}  // namespace os2sync
