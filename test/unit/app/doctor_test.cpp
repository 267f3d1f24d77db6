// SPDX-License-Identifier: MPL-2.0
/// @file What doctor says of good and bad surroundings, and with which exit code.
#include "app/doctor.hpp"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "support/builders.hpp"
#include "support/fakes.hpp"

namespace os2sync {
namespace {

using test::id;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::chrono::sys_seconds kNow{std::chrono::seconds{1'700'000'000}};

class FakeExaminer final : public Examiner {
 public:
  explicit FakeExaminer(const std::map<std::string, PeerLook>& looks) : looks_{looks} {}
  PeerLook look(const std::string& url) override {
    const auto found = looks_.find(url);
    return found == looks_.end() ? PeerLook{} : found->second;
  }
  std::optional<std::chrono::sys_seconds> certificate_file_ends(const std::string& path) override {
    return look(path).certificate_ends;
  }

 private:
  const std::map<std::string, PeerLook>& looks_;
};

/// Surroundings where everything is as it should be.
struct World {
  Settings settings;
  Snapshot rows;
  std::function<void()> on_read = [] {};
  std::function<void(const std::string& key)> on_probe = [](const std::string& key) {
    if (key != "right") throw Error{ErrorKind::unauthorised, say("the key is wrong")};
  };
  std::map<Uuid, FkRead> fk;
  std::map<std::string, PeerLook> looks;
  FileFacts state{true, true, kNow};
  std::function<std::string()> lc_db_exported = [] { return "2023-11-14 03:15:00"; };
  std::vector<Said> warnings;  ///< of reading the source
  std::function<std::optional<RunFacts>()> last_run = [] { return RunFacts{1, 1, 1'699'999'000}; };
  test::FakeClock clock;
  SilentObserver observer;

  World() {
    settings.rules.top_unit = id("TOP");
    settings.os2mo.base_url = "https://mo";
    settings.os2mo.auth_server = "https://login";
    settings.os2sync.api_url = "https://sync";
    settings.os2sync.api_key = Secret{"right"};
    settings.os2sync.client_certificate = "/cert.pem";
    settings.lc_db_path = "/lc.db";
    rows.units = {{id("TOP"), {}, {}, {}, {}, "Kommune", ""}};
    const PeerLook good{true, "", kNow, kNow + std::chrono::days{100}};
    for (const char* name : {"https://mo", "https://login", "https://sync", "/cert.pem"}) looks[name] = good;
    fk[id("TOP")] = FkObject{{{"Name", std::string{"Kommune"}}}};
  }

  DoctorReport examine(Language language = Language::english) {
    const DoctorTools tools{
        [this](const Settings&) {
          auto source = std::make_unique<test::FakeSource>();
          source->snapshot = rows;
          source->warnings = warnings;
          source->on_read = [this](const ReadRequest& request) {
            EXPECT_FALSE(request.with_engagements);
            EXPECT_THAT(request.candidate_units({}), ElementsAre(id("TOP")));
            on_read();
          };
          return source;
        },
        [this](const Settings& asked) {
          auto sink = std::make_unique<test::FakeSink>();
          sink->facts.version_4 = true;
          sink->fk = fk;
          sink->on_probe = [this, key = asked.os2sync.api_key.reveal()] { on_probe(key); };
          return sink;
        },
        [this](Peer) { return std::make_unique<FakeExaminer>(looks); },
        [this](const std::string& path) {
          EXPECT_EQ(path, "/state.db");
          return state;
        },
        lc_db_exported,
        last_run,
        "/state.db",
        clock,
        observer,
    };
    return os2sync::examine(settings, tools, language);
  }

  Check check(std::string_view wanted) {
    for (const Check& check : examine().checks) {
      if (check.id == wanted) return check;
    }
    return {"none", "", "", {}, {}, false};
  }
};

TEST(Doctor, FindsNothingWhereAllIsWell) {
  World world;
  const DoctorReport report = world.examine();
  EXPECT_EQ(report.exit_code, 0);
  std::vector<std::string> ids;
  for (const Check& check : report.checks) {
    EXPECT_EQ(check.state(), CheckState::ok) << check.id;
    ids.push_back(check.id);
  }
  EXPECT_THAT(ids,
              ElementsAre("os2mo", "clock", "os2mo.certificate", "login.certificate", "os2sync", "os2sync.certificate",
                          "os2sync.api_key", "os2sync.municipality", "os2sync.client_certificate", "state"));
  EXPECT_THAT(world.check("os2mo").detail, HasSubstr("GraphQL v25; 1 units"));
  EXPECT_THAT(world.check("os2sync").detail, HasSubstr("version 4.1 or later"));
  EXPECT_THAT(world.check("state").detail, HasSubstr("last good run 2023-11-14 22:56"));
}

TEST(Doctor, TellsOneFaultWithoutHidingTheOthers) {
  World world;
  world.on_read = [] { throw Error{ErrorKind::unavailable, say("OS2MO is away")}; };
  world.on_probe = [](const std::string&) { throw Error{ErrorKind::unauthorised, say("the key is refused")}; };
  world.state.writable = false;
  const DoctorReport report = world.examine();
  EXPECT_EQ(report.exit_code, 78);
  EXPECT_THAT(world.check("os2mo").faults, ElementsAre("OS2MO is away"));
  EXPECT_THAT(world.check("os2sync").faults, ElementsAre("the key is refused"));
  EXPECT_THAT(world.check("state").faults, ElementsAre(HasSubstr("/state.db cannot be written")));
  world.state.writable = true;
  EXPECT_EQ(world.examine().exit_code, 77);
  world.on_probe = [](const std::string&) {};
  EXPECT_EQ(world.examine().exit_code, 69);
}

TEST(Doctor, LooksUpWhatTheSettingsName) {
  World world;
  world.settings.rules.top_unit = id("TOP");
  world.settings.rules.filter_hierarchy_names = {"Linje"};
  EXPECT_THAT(world.check("os2mo").faults, ElementsAre(HasSubstr("os2sync.filter_hierarchy_names")));
  EXPECT_EQ(world.examine().exit_code, 78);
  EXPECT_EQ(world.check("os2sync.municipality").state(), CheckState::skipped);
}

TEST(Doctor, WarnsOfClocksThatDifferByMoreThanAMinute) {
  World world;
  for (const int ahead : {-60, 60}) {
    world.looks["https://mo"].date = kNow - std::chrono::seconds{ahead};
    EXPECT_EQ(world.check("clock").state(), CheckState::ok) << ahead;
  }
  for (const int ahead : {-61, 61}) {
    world.looks["https://mo"].date = kNow - std::chrono::seconds{ahead};
    EXPECT_EQ(world.check("clock").state(), CheckState::warn) << ahead;
  }
  world.looks["https://mo"].date.reset();
  EXPECT_EQ(world.check("clock").state(), CheckState::skipped);
}

TEST(Doctor, WarnsThirtyDaysBeforeACertificateEndsAndFailsAfterwards) {
  const std::map<std::string, std::string> certificates{{"https://mo", "os2mo.certificate"},
                                                        {"https://login", "login.certificate"},
                                                        {"https://sync", "os2sync.certificate"},
                                                        {"/cert.pem", "os2sync.client_certificate"}};
  for (const auto& [name, check] : certificates) {
    SCOPED_TRACE(name);
    World world;
    const auto state_after = [&](std::chrono::seconds left) {
      world.looks[name].certificate_ends = kNow + left;
      return world.check(check).state();
    };
    EXPECT_EQ(state_after(std::chrono::days{30}), CheckState::ok);
    EXPECT_EQ(state_after(std::chrono::days{30} - std::chrono::seconds{1}), CheckState::warn);
    EXPECT_EQ(state_after(std::chrono::seconds{1}), CheckState::warn);
    EXPECT_EQ(state_after(std::chrono::seconds{0}), CheckState::fail);
    EXPECT_EQ(world.examine().exit_code, 78);
  }
}

TEST(Doctor, LooksAtNoCertificateOverPlainHttp) {
  World world;
  world.settings.os2mo.base_url = "http://mo";
  EXPECT_EQ(world.check("os2mo.certificate").id, "none");
}

TEST(Doctor, TellsAClientCertificateThatCannotBeRead) {
  World world;
  world.settings.os2mo.client_certificate = "/none.pem";
  EXPECT_THAT(world.check("mora.client_certificate").faults, ElementsAre(HasSubstr("/none.pem cannot be read")));
  EXPECT_EQ(world.examine().exit_code, 78);
}

TEST(Doctor, WarnsOfAServerThatTakesAnyKey) {
  World world;
  world.on_probe = [](const std::string&) {};
  EXPECT_THAT(world.check("os2sync.api_key").warnings, ElementsAre(HasSubstr("takes a wrong ApiKey as well")));
  EXPECT_EQ(world.examine().exit_code, 0);
}

TEST(Doctor, NeverShowsTheKey) {
  World world;
  world.on_probe = [](const std::string& key) {
    if (key == "right") throw Error{ErrorKind::unauthorised, say("refused")};
  };
  EXPECT_THAT(render_checks_json(world.examine().checks), Not(HasSubstr("\"right\"")));
}

TEST(Doctor, TellsAnotherMunicipalityByTheTopUnitsName) {
  World world;
  world.fk[id("TOP")] = FkObject{{{"Name", std::string{"Naboby"}}}};
  EXPECT_THAT(
      world.check("os2sync.municipality").faults,
      ElementsAre(testing::AllOf(HasSubstr("'Naboby'"), HasSubstr("'Kommune'"), HasSubstr("municipality.cvr"))));
  EXPECT_EQ(world.examine().exit_code, 78);
  world.fk.clear();
  EXPECT_THAT(world.check("os2sync.municipality").warnings, ElementsAre(HasSubstr("does not know the top unit")));
  EXPECT_EQ(world.examine().exit_code, 0);
  world.fk[id("TOP")] = FkUnavailable{say("503")};
  EXPECT_EQ(world.check("os2sync.municipality").state(), CheckState::fail);
  EXPECT_EQ(world.examine().exit_code, 69);
}

TEST(Doctor, AsksForTheTopUnitUnderItsFkUuid) {
  World world;
  world.settings.rules.uuid_from_it_systems = {"FK"};
  world.rows.it_systems = {{id("FK"), "FK", "FK"}};
  SourceItUser account;
  account.uuid = id("I1");
  account.unit = id("TOP");
  account.it_system = id("FK");
  account.user_key = id("FKTOP").to_string();
  world.rows.it_users = {account};
  world.fk = {{id("FKTOP"), FkObject{{{"Name", std::string{"Kommune"}}}}}};
  EXPECT_EQ(world.check("os2sync.municipality").state(), CheckState::ok);
}

TEST(Doctor, AsksNobodyWhenNothingIsSent) {
  World world;
  world.settings.os2sync.api_url = "stub";
  world.on_probe = [](const std::string&) { FAIL() << "OS2sync was asked"; };
  EXPECT_EQ(world.check("os2sync").state(), CheckState::skipped);
  EXPECT_EQ(world.check("os2sync.municipality").id, "none");
}

TEST(Doctor, ReportsALedgerThatCannotBeRead) {
  World world;
  world.last_run = []() -> std::optional<RunFacts> { throw Error{ErrorKind::state, say("no ledger of ours")}; };
  EXPECT_THAT(world.check("state").faults, ElementsAre("no ledger of ours"));
  EXPECT_EQ(world.examine().exit_code, 1);
  world.last_run = []() -> std::optional<RunFacts> { return std::nullopt; };
  EXPECT_THAT(world.check("state").detail, HasSubstr("no run has ended well yet"));
  world.state.exists = false;
  EXPECT_THAT(world.check("state").detail, HasSubstr("made by the first run"));
}

TEST(Doctor, LooksAtTheLcDatabaseInsteadOfOs2mo) {
  World world;
  world.settings.use_lc_db = true;
  EXPECT_EQ(world.check("os2mo").id, "none");
  EXPECT_EQ(world.check("clock").id, "none");
  EXPECT_EQ(world.check("lc_db").state(), CheckState::ok);
  EXPECT_EQ(world.check("lc_db").detail, "/lc.db exported 2023-11-14 03:15:00; 1 units");
}

TEST(Doctor, JudgesTheLcDatabaseByItsReceiptAsReadingItDoes) {
  World world;
  world.settings.use_lc_db = true;
  world.warnings = {say({"exported 75 hours ago", "eksporteret for 75 timer siden"})};
  EXPECT_THAT(world.check("lc_db").warnings, ElementsAre("exported 75 hours ago"));
  for (const Check& check : world.examine(Language::danish).checks) {
    if (check.id != "lc_db") continue;
    EXPECT_THAT(check.warnings, ElementsAre("eksporteret for 75 timer siden"));
  }
  EXPECT_EQ(world.examine().exit_code, 0);
}

TEST(Doctor, ReportsAnLcDatabaseThatCannotBeReadOnce) {
  World world;
  world.settings.use_lc_db = true;
  world.lc_db_exported = []() -> std::string { throw Error{ErrorKind::settings, say("no such file")}; };
  EXPECT_THAT(world.check("lc_db").faults, ElementsAre("no such file"));
  EXPECT_EQ(world.examine().exit_code, 78);
}

TEST(Doctor, SpeaksDanish) {
  World world;
  world.state.writable = false;
  world.fk.clear();
  for (const Check& check : world.examine(Language::danish).checks) {
    for (const std::string& text : check.faults) EXPECT_THAT(text, HasSubstr("kan ikke skrives"));
    for (const std::string& text : check.warnings) EXPECT_THAT(text, HasSubstr("FK-ORG kender ikke"));
  }
}

}  // namespace
}  // namespace os2sync
