// SPDX-License-Identifier: MPL-2.0
#include "app/doctor.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>

#include <fmt/format.h>

#include "config/check_names.hpp"
#include "config/setting_error.hpp"
#include "core/danish_time.hpp"
#include "core/error.hpp"
#include "render/time_text.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr seconds kClockMayDiffer{60};  ///< login tokens live minutes, and a day begins for both at once
constexpr days kRenewCertificates{30};
constexpr const char* kWrongKey = "a-key-that-doctor-made-up";

/// The order in which faults decide the exit code: what has to be mended first comes first.
constexpr std::array kGravity{ErrorKind::settings, ErrorKind::unauthorised, ErrorKind::unavailable};

/// Keeps what reading the source warns of: it belongs to the result here.
class WarningsKept final : public Observer {
 public:
  explicit WarningsKept(Observer& others) : others_{others} {}
  void progress(Stage stage, std::size_t done, std::size_t total) override { others_.progress(stage, done, total); }
  void debug(std::string_view message) override { others_.debug(message); }
  void warn(const Said& message) override {
    const std::lock_guard lock{mutex_};
    warnings_.push_back(message);
  }
  std::vector<Said> take() { return std::move(warnings_); }

 private:
  Observer& others_;
  std::mutex mutex_;
  std::vector<Said> warnings_;
};

class Doctor {
 public:
  Doctor(const Settings& settings, const DoctorTools& tools, Language language)
      : settings_{settings}, tools_{tools}, language_{language} {}

  DoctorReport examine() {
    if (settings_.use_lc_db) {
      check_lc_db();
    } else {
      check_os2mo();
    }
    check_os2sync();
    check_client_certificate("os2sync.client_certificate", settings_.os2sync.client_certificate);
    check_state();
    return {{std::make_move_iterator(checks_.begin()), std::make_move_iterator(checks_.end())}, exit_code()};
  }

 private:
  template <typename... Args>
  std::string say(Text text, const Args&... args) const {
    return fill_in(language_, text, args...);
  }

  Check& begin(std::string id, Text title) {
    Check& check = checks_.emplace_back();
    check.id = std::move(id);
    check.title = title.in(language_);
    return check;
  }

  void fail(Check& check, ErrorKind kind, std::string fault) {
    check.faults.push_back(std::move(fault));
    kinds_.push_back(kind);
  }

  /// Runs a part of the examination; what ends it is the check's fault.
  template <typename Work>
  bool attempt(Check& check, Work work) {
    try {
      work();
      return true;
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::interrupted) throw;
      fail(check, error.kind(), error.in(language_));
      return false;
    }
  }

  int exit_code() const {
    for (const ErrorKind kind : kGravity) {
      if (std::ranges::find(kinds_, kind) != kinds_.end()) return exit_code_of(kind);
    }
    return kinds_.empty() ? 0 : exit_code_of(kinds_.front());
  }

  void check_os2mo() {
    check_source(begin("os2mo", {"OS2MO and login", "OS2MO og login"}));
    check_clock();
    check_certificate("os2mo.certificate", {"Certificate of OS2MO", "OS2MO's certifikat"}, Peer::os2mo,
                      settings_.os2mo.base_url);
    check_certificate("login.certificate", {"Certificate of the login", "Logintjenestens certifikat"}, Peer::os2mo,
                      settings_.os2mo.auth_server);
    check_client_certificate("mora.client_certificate", settings_.os2mo.client_certificate);
  }

  /// Reads no more than the settings can name, and the top unit's own accounts.
  void check_source(Check& check) {
    attempt(check, [&] {
      ReadRequest request;
      request.with_engagements = false;
      request.candidate_units = [this](const std::vector<SourceUnit>&) {
        return std::vector{settings_.rules.top_unit};
      };
      WarningsKept observer{tools_.observer};
      const Snapshot snapshot = tools_.open_source(settings_)->read(request, observer);
      for (const Said& warning : observer.take()) check.warnings.push_back(warning.in(language_));
      describe_source(check, snapshot.units.size());
      NameFindings names = check_names(settings_, snapshot, language_);
      for (std::string& fault : names.faults) fail(check, ErrorKind::settings, std::move(fault));
      for (std::string& warning : names.warnings) check.warnings.push_back(std::move(warning));
      if (check.faults.empty()) map_top_unit(snapshot);
    });
  }

  void describe_source(Check& check, std::size_t units) {
    if (settings_.use_lc_db) {
      check.detail += say({"; {} units", "; {} enheder"}, units);
      return;
    }
    check.detail = say({"{} lets client {} in and serves GraphQL v{}; {} units",
                        "{} lukker klienten {} ind og tilbyder GraphQL v{}; {} enheder"},
                       settings_.os2mo.base_url, settings_.os2mo.client_id, settings_.os2mo.graphql_version, units);
  }

  /// The top unit as FK-ORG should know it, by its own accounts.
  void map_top_unit(const Snapshot& snapshot) {
    const Wanted wanted = map_snapshot(snapshot, settings_.rules);
    const auto top = std::ranges::find(wanted.units, wanted.top_unit, &WantedUnit::uuid);
    if (top != wanted.units.end()) top_unit_ = *top;
  }

  void check_clock() {
    Check& check = begin("clock", {"Clock", "Ur"});
    const PeerLook look = tools_.open_examiner(Peer::os2mo)->look(settings_.os2mo.base_url);
    if (!look.date) {
      check.skipped = true;
      check.detail = say({"OS2MO does not tell its time", "OS2MO fortæller ikke, hvad klokken er"});
      return;
    }
    const auto ahead = tools_.clock.now() - *look.date;
    check.detail = say({"{} s ahead of OS2MO's", "{} s foran OS2MO's"}, ahead.count());
    if (ahead <= kClockMayDiffer && -ahead <= kClockMayDiffer) return;
    check.warnings.push_back(say(
        {"the clocks differ by more than {} s: logins are refused and changes come a day early or late; let both "
         "machines take their time from the network (NTP)",
         "urene er mere end {} s fra hinanden: login afvises, og ændringer kommer en dag for tidligt eller sent; lad "
         "begge maskiner stille uret efter nettet (NTP)"},
        kClockMayDiffer.count()));
  }

  void check_certificate(std::string id, Text title, Peer peer, const std::string& url) {
    if (!url.starts_with("https://")) return;
    Check& check = begin(std::move(id), title);
    const PeerLook look = tools_.open_examiner(peer)->look(url);
    if (!look.answered) {
      return fail(check, ErrorKind::unavailable,
                  say({"{} does not answer: {}; check the address, the network and the CA file in the settings",
                       "{} svarer ikke: {}; kontrollér adressen, netværket og CA-filen i indstillingerne"},
                      url, look.why_not));
    }
    judge_end(check, look.certificate_ends, {"have it renewed", "få det fornyet"});
  }

  void check_client_certificate(const std::string& key, const std::string& path) {
    if (path.empty()) return;
    Check& check = begin(key, {"Client certificate", "Klientcertifikat"});
    const auto ends = tools_.open_examiner(Peer::os2mo)->certificate_file_ends(path);
    if (!ends) {
      return fail(check, ErrorKind::settings,
                  say({"{}: {} cannot be read as a PEM certificate; check the path and who may read it",
                       "{}: {} kan ikke læses som et PEM-certifikat; kontrollér stien, og hvem der må læse filen"},
                      key, path));
    }
    judge_end(check, ends, {"order a new one and put it in its place", "bestil et nyt, og læg det på dets plads"});
  }

  void judge_end(Check& check, std::optional<sys_seconds> ends, Text remedy) {
    if (!ends) return;
    const auto left = std::chrono::floor<days>(*ends - tools_.clock.now());
    check.detail = say({"good until {}", "gælder til {}"}, danish_date_and_clock(*ends));
    if (*ends <= tools_.clock.now()) {
      fail(check, ErrorKind::settings,
           say({"it has expired; {}", "det er udløbet; {}"}, std::string{remedy.in(language_)}));
    } else if (left < kRenewCertificates) {
      check.warnings.push_back(
          say({"{} days left; {}", "{} dage tilbage; {}"}, left.count(), std::string{remedy.in(language_)}));
    }
  }

  void check_os2sync() {
    Check& check = begin("os2sync", {"OS2sync", "OS2sync"});
    if (settings_.os2sync.is_stub()) {
      check.skipped = true;
      check.detail = say({"not asked: os2sync.api_url is stub", "ikke spurgt: os2sync.api_url er stub"});
      return;
    }
    check_certificate("os2sync.certificate", {"Certificate of OS2sync", "OS2syncs certifikat"}, Peer::os2sync,
                      settings_.os2sync.api_url);
    std::unique_ptr<Sink> sink;
    const bool good = attempt(check, [&] {
      sink = tools_.open_sink(settings_);
      const SinkFacts facts = sink->probe();
      check.detail = facts.version_4 ? say({"{} answers, version 4.1 or later", "{} svarer, version 4.1 eller nyere"},
                                           settings_.os2sync.api_url)
                                     : say({"{} answers, version 3.x or 4.0", "{} svarer, version 3.x eller 4.0"},
                                           settings_.os2sync.api_url);
    });
    if (!good) return;
    check_key();
    check_municipality(*sink);
  }

  /// Whoever may send without the right key may delete a municipality.
  void check_key() {
    Check& check = begin("os2sync.api_key", {"ApiKey of OS2sync", "OS2syncs ApiKey"});
    Settings stranger = settings_;
    stranger.os2sync.api_key = Secret{kWrongKey};
    try {
      tools_.open_sink(stranger)->probe();
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::unauthorised) {
        check.detail = say({"a wrong one is refused", "en forkert afvises"});
        return;
      }
      return fail(check, error.kind(), error.in(language_));
    }
    check.warnings.push_back(
        say({"OS2sync takes a wrong ApiKey as well: whoever reaches it can change FK-ORG. Set ApiKey in OS2sync's own "
             "settings and os2sync.api_key here",
             "OS2sync godtager også en forkert ApiKey: enhver, der kan nå den, kan ændre FK-ORG. Sæt ApiKey i OS2syncs "
             "egne indstillinger og os2sync.api_key her"}));
  }

  /// The only sign that OS2sync's CVR is the municipality that is meant.
  void check_municipality(Sink& sink) {
    Check& check = begin("os2sync.municipality", {"Municipality in FK-ORG", "Kommunen i FK-ORG"});
    if (!top_unit_) {
      check.skipped = true;
      check.detail = say({"not compared: the top unit's name could not be read",
                          "ikke sammenlignet: topenhedens navn kunne ikke læses"});
      return;
    }
    attempt(check, [&] {
      const FkRead read = sink.read(ObjectKind::unit, top_unit_->uuid);
      if (const auto* away = std::get_if<FkUnavailable>(&read)) {
        throw Error{ErrorKind::unavailable,
                    Text{"OS2sync cannot read FK-ORG ({}); look at OS2sync's log",
                         "OS2sync kan ikke læse FK-ORG ({}); se i OS2syncs log"},
                    away->why};
      }
      compare_names(check, std::get_if<FkObject>(&read));
    });
  }

  void compare_names(Check& check, const FkObject* held) {
    if (held == nullptr) {
      check.warnings.push_back(
          say({"FK-ORG does not know the top unit {} ('{}'). Before the first run that is as it should be; later it "
               "means that municipality.cvr or OS2sync's own CVR is another municipality's",
               "FK-ORG kender ikke topenheden {} ('{}'). Før første kørsel skal det være sådan; senere betyder det, at "
               "municipality.cvr eller OS2syncs egen CVR er en anden kommunes"},
              top_unit_->uuid, top_unit_->name));
      return;
    }
    const auto name = held->fields.find("Name");
    const auto* text = name == held->fields.end() ? nullptr : std::get_if<std::string>(&name->second);
    if (text != nullptr && *text == top_unit_->name) {
      check.detail = say({"'{}' on both sides, CVR {}", "'{}' på begge sider, CVR {}"}, *text, settings_.os2sync.cvr);
      return;
    }
    fail(check, ErrorKind::settings,
         say({"FK-ORG calls the top unit {} '{}', OS2MO '{}'; check that municipality.cvr and OS2sync's own CVR are "
              "this "
              "municipality's. After a change of name, sync once with it",
              "FK-ORG kalder topenheden {} '{}', OS2MO '{}'; kontrollér, at municipality.cvr og OS2syncs egen CVR er "
              "denne "
              "kommunes. Efter en navneændring: synkronisér én gang med den"},
             top_unit_->uuid, text == nullptr ? "" : *text, top_unit_->name));
  }

  void check_state() {
    Check& check = begin("state", {"Ledger", "Hovedbog"});
    const FileFacts facts = tools_.look_at_file(tools_.state_path);
    if (!facts.writable) {
      fail(check, ErrorKind::settings,
           say({"{} cannot be written by this user; give the user the folder or set os2sync.hash_cache",
                "{} kan ikke skrives af denne bruger; giv brugeren mappen, eller sæt os2sync.hash_cache"},
               tools_.state_path));
    }
    if (!facts.exists) {
      check.detail = say({"{} will be made by the first run", "{} laves af første kørsel"}, tools_.state_path);
      return;
    }
    attempt(check, [&] {
      const std::optional<RunFacts> last = tools_.last_run();
      check.detail =
          last ? say({"{}; last good run {}", "{}; sidste gode kørsel {}"}, tools_.state_path,
                     time_for_people(last->finished_at))
               : say({"{}; no run has ended well yet", "{}; ingen kørsel er endt godt endnu"}, tools_.state_path);
    });
  }

  void check_lc_db() {
    Check& check = begin("lc_db", {"LC database", "LC-database"});
    const bool readable = attempt(check, [&] {
      check.detail = say({"{} exported {}", "{} eksporteret {}"}, settings_.lc_db_path, tools_.lc_db_exported());
    });
    if (readable) check_source(check);
  }

  const Settings& settings_;
  const DoctorTools& tools_;
  const Language language_;
  std::deque<Check> checks_;  ///< references stay good while it grows
  std::vector<ErrorKind> kinds_;
  std::optional<WantedUnit> top_unit_;
};

}  // namespace

DoctorReport examine(const Settings& settings, const DoctorTools& tools, Language language) {
  return Doctor{settings, tools, language}.examine();
}

}  // namespace os2sync
