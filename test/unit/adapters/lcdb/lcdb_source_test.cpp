// SPDX-License-Identifier: MPL-2.0
#include "adapters/lcdb/lcdb_source.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/lcdb/lcdb_file.hpp"
#include "core/error.hpp"
#include "rules/map.hpp"
#include "support/fakes.hpp"
#include "support/lcdb_file.hpp"
#include "support/temp_dir.hpp"

namespace os2sync::lcdb {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace test;

constexpr std::chrono::milliseconds kNoPatience{0};

class Warnings final : public Observer {
 public:
  std::vector<std::string> heard;
  void progress(Stage, std::size_t, std::size_t) override {}
  void warn(const Said& message) override { heard.push_back(message.english); }
  void debug(std::string_view) override {}
};

class LcDbSourceTest : public testing::Test {
 protected:
  TempDir folder;
  std::string path = folder.file("ActualState.db");
  FakeClock clock;
  Warnings warnings;
  std::vector<Demand> demands;

  LcDb make(LcDbYear year = LcDbYear::y2026) { return LcDb{path, year}; }
  LcDb make_finished(LcDbYear year = LcDbYear::y2026) {
    LcDb made{path, year};
    made.add_somebody();
    made.receipt();
    return made;
  }

  Snapshot read(bool with_cpr = false) {
    ReadRequest request;
    request.with_cpr = with_cpr;
    request.with_managers = true;
    request.with_kle = true;
    return LcDbSource{{path, std::chrono::hours{36}, kNoPatience, demands}, clock}.read(request, warnings);
  }

  /// "78: text" of what reading throws.
  std::string refusal(bool with_cpr = false) {
    try {
      read(with_cpr);
    } catch (const Error& error) {
      return fmt::format("{}: {}", exit_code_of(error.kind()), error.what());
    }
    return "read";
  }
};

TEST_F(LcDbSourceTest, ReadsUnitsPersonsEngagementsAndTheirClasses) {
  LcDb db = make_finished();
  db.add("enheder", "U1",
         {{"navn", " Skole "},
          {"bvn", "SKO"},
          {"forældreenhed_uuid", "TOP"},
          {"enhedstype_uuid", "T1"},
          {"enhedsniveau_uuid", "N1"},
          {"opmærkning_uuid", "H1"}});
  const Snapshot rows = read();
  ASSERT_THAT(rows.units, SizeIs(2));
  EXPECT_EQ(rows.units[0].parent, std::nullopt);
  EXPECT_EQ(rows.units[1], (SourceUnit{id("U1"), id("TOP"), id("T1"), id("N1"), id("H1"), " Skole ", "SKO"}));
  ASSERT_THAT(rows.persons, SizeIs(1));
  EXPECT_EQ(rows.persons[0].given_name, "Anna");
  EXPECT_EQ(rows.persons[0].nickname_given_name, "");
  EXPECT_EQ(rows.persons[0].cpr, std::nullopt);
  ASSERT_THAT(rows.engagements, SizeIs(1));
  EXPECT_EQ(rows.engagements[0].job_function, id("J1"));
  EXPECT_THAT(rows.classes, ElementsAre(SourceClass{id("J1"), "engagement_job_function", "", "Lærer", ""}));
}

TEST_F(LcDbSourceTest, ReadsAccountsWithTheirEngagementsAndExternalIds) {
  LcDb db = make_finished();
  db.add("it_systemer", "AD", {{"navn", "Active Directory"}});
  db.add("it_forbindelser", "I1",
         {{"it_system_uuid", "AD"}, {"bruger_uuid", "P1"}, {"brugernavn", "anna"}, {"eksternt_id", "x"}});
  db.add("it_forbindelser", "I2", {{"bruger_uuid", "P1"}, {"brugernavn", "of no system"}});
  db.add("it_forbindelse_engagementer", "", {{"it_forbindelse_uuid", "I1"}, {"engagement_uuid", "E1"}});
  const Snapshot rows = read();
  EXPECT_THAT(rows.it_users,
              ElementsAre(SourceItUser{id("I1"), id("P1"), std::nullopt, id("AD"), "anna", "x", {id("E1")}}));
  EXPECT_THAT(rows.it_systems, ElementsAre(SourceItSystem{id("AD"), "", "Active Directory"}));
}

TEST_F(LcDbSourceTest, FindsWhoseAccountIsCalledSo) {
  LcDb db = make_finished();
  const auto account = [&](std::string_view symbol, const char* owner, const char* of, const char* name) {
    db.add("it_forbindelser", symbol, {{"it_system_uuid", "AD"}, {owner, of}, {"brugernavn", name}});
  };
  account("I1", "bruger_uuid", "P1", "anna");
  account("I2", "bruger_uuid", "P1", "anna");
  account("I3", "enhed_uuid", "TOP", "top");
  LcDbSource source{{path, std::chrono::hours{36}, kNoPatience, {}}, clock};
  EXPECT_THAT(source.find_owners("anna", warnings).persons, ElementsAre(id("P1")));
  EXPECT_THAT(source.find_owners("top", warnings).units, ElementsAre(id("TOP")));
  EXPECT_TRUE(source.find_owners("Anna", warnings).is_all());
}

TEST_F(LcDbSourceTest, LearnsScopesFromTheAddressesThatUseThem) {
  LcDb db = make_finished();
  db.add("klasser", "TE1", {{"facet_bvn", "employee_address_type"}, {"bvn", "Email"}, {"titel", "E-mail"}});
  const std::map<std::string, std::string> mail{{"bruger_uuid", "P1"},          {"værdi", "a@k"},
                                                {"adressetype_uuid", "TE1"},    {"adressetype_scope", "E-mail"},
                                                {"synlighed_uuid", "V1"},       {"synlighed_scope", "SECRET"},
                                                {"synlighed_titel", "Hemmelig"}};
  db.add("adresser", "A1", mail);
  db.add("adresser", "A2",
         {{"enhed_uuid", "TOP"},
          {"adressetype_uuid", "TX1"},
          {"adressetype_scope", "Multifield_text"},
          {"adressetype_bvn", "Vagt"},
          {"adressetype_titel", "Vagtordning"},
          {"engagement_uuid", "E1"},
          {"ituser_uuid", "I1"}});
  const Snapshot rows = read();
  EXPECT_THAT(rows.classes,
              testing::IsSupersetOf({SourceClass{id("TE1"), "employee_address_type", "Email", "E-mail", "EMAIL"},
                                     SourceClass{id("TX1"), "", "Vagt", "Vagtordning", "MULTIFIELD_TEXT"},
                                     SourceClass{id("V1"), "", "", "Hemmelig", "SECRET"}}));
  ASSERT_THAT(rows.addresses, SizeIs(2));
  EXPECT_EQ(rows.addresses[0].text, "a@k");
  EXPECT_EQ(rows.addresses[0].visibility, id("V1"));
  EXPECT_EQ(rows.addresses[1],
            (SourceAddress{id("A2"), std::nullopt, id("TOP"), id("E1"), id("I1"), id("TX1"), std::nullopt, ""}));
}

TEST_F(LcDbSourceTest, X4_SendsThePublicMailAndNotTheSecretOne) {
  LcDb db = make_finished();
  const auto add_mail = [&](const char* symbol, const char* text, const char* visibility) {
    db.add("adresser", symbol,
           {{"bruger_uuid", "P1"},
            {"værdi", text},
            {"adressetype_uuid", "TE1"},
            {"adressetype_scope", "E-mail"},
            {"synlighed_uuid", visibility},
            {"synlighed_scope", visibility}});
  };
  add_mail("A1", "hemmelig@k.dk", "SECRET");
  add_mail("A2", "pub@k.dk", "PUBLIC");
  Rules rules;
  rules.top_unit = id("TOP");
  const Wanted wanted = map_snapshot(read(), rules);
  ASSERT_THAT(wanted.users, SizeIs(1));
  EXPECT_EQ(wanted.users[0].email, "pub@k.dk");
}

TEST_F(LcDbSourceTest, MakesTheHighestClassPrimaryAndTrustsNoFlag) {
  LcDb db = make_finished();
  db.add("klasser", "K1", {{"bvn", "explicitly-primary"}});
  db.add("klasser", "K2", {{"bvn", "primary"}});
  db.add("klasser", "K3", {{"bvn", "non-primary"}});
  const auto engagement = [&](std::string_view symbol, const char* person, const char* primary) {
    db.add("engagementer", symbol,
           {{"bruger_uuid", person}, {"enhed_uuid", "TOP"}, {"primærtype_uuid", primary}, {"primær_boolean", "1"}});
  };
  engagement("E2", "P2", "K2");
  engagement("E3", "P2", "K1");
  engagement("E4", "P3", "K3");
  engagement("E5", "P4", "K2");
  std::string primary;
  for (const SourceEngagement& row : read().engagements) primary += row.is_primary ? "1" : "0";
  EXPECT_EQ(primary, "00101");  // E1 of add_somebody first
}

TEST_F(LcDbSourceTest, GathersTheAspectsOfOneKleFunctionAndKeepsVacantManagers) {
  LcDb db = make_finished();
  db.add("kle", "K1", {{"enhed_uuid", "TOP"}, {"kle_nummer_uuid", "N1"}, {"kle_aspekt_uuid", "Udf"}});
  db.add("kle", "K1", {{"enhed_uuid", "TOP"}, {"kle_nummer_uuid", "N1"}, {"kle_aspekt_uuid", "Ans"}});
  db.add("ledere", "M1", {{"enhed_uuid", "TOP"}});
  const Snapshot rows = read();
  EXPECT_THAT(rows.kles, ElementsAre(SourceKle{id("K1"), id("TOP"), id("N1"), {id("Udf"), id("Ans")}}));
  EXPECT_THAT(rows.managers, ElementsAre(SourceManager{id("M1"), id("TOP"), std::nullopt}));
}

TEST_F(LcDbSourceTest, ReadsTheSchemaOf2023) {
  LcDb db = make_finished(LcDbYear::y2023);
  db.add("it_forbindelser", "I1", {{"it_system_uuid", "AD"}, {"bruger_uuid", "P1"}, {"brugernavn", "anna"}});
  db.add("adresser", "A1",
         {{"bruger_uuid", "P1"}, {"værdi", "a@k"}, {"adressetype_uuid", "TE1"}, {"adressetype_scope", "E-mail"}});
  const Snapshot rows = read();
  EXPECT_THAT(rows.it_users, ElementsAre(SourceItUser{id("I1"), id("P1"), std::nullopt, id("AD"), "anna", "", {}}));
  EXPECT_EQ(rows.addresses[0].engagement, std::nullopt);
}

TEST_F(LcDbSourceTest, ReadsCprNumbersOnlyWhenAsked) {
  LcDb db = make_finished();
  db.add("brugere", "P2", {{"cpr", "0101010000"}});
  db.add("brugere", "P3", {{"cpr", "ukendt"}});
  EXPECT_EQ(read().persons[1].cpr, std::nullopt);
  const Snapshot rows = read(true);
  EXPECT_EQ(rows.persons[1].cpr, Cpr::parse("0101010000"));
  EXPECT_TRUE(rows.persons[2].cpr_unusable);
  EXPECT_FALSE(rows.persons[0].cpr_unusable);
}

TEST_F(LcDbSourceTest, RefusesToSendCprNumbersFromAFileWithoutAny) {
  LcDb db = make_finished();
  EXPECT_THAT(refusal(true),
              AllOf(HasSubstr("78: os2sync.xfer_cpr cannot be used with os2sync.use_lc_db: "), HasSubstr("export_cpr"),
                    HasSubstr("(file " + path + ", exported 2026-11-23 03:15:00)")));
}

TEST_F(LcDbSourceTest, PrefersTheWorkTablesAndReadsPlainOnesWhereThereAreNoOthers) {
  {
    LcDb db{path, LcDbYear::y2026, ""};
    db.add_somebody();
    db.receipt();
  }
  EXPECT_THAT(read().units, SizeIs(1));
  LcDb db = make();
  db.add_somebody();
  db.add("enheder", "U1");
  db.receipt();
  EXPECT_THAT(read().units, SizeIs(2));
}

TEST_F(LcDbSourceTest, RefusesTheFileOfTheEventDrivenExporter) {
  LcDb plain{path, LcDbYear::y2026, ""};
  plain.add_somebody();
  make();
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr("event-driven")));
}

TEST_F(LcDbSourceTest, RefusesAnExportThatIsRunningOrDied) {
  LcDb db = make();
  db.add_somebody();
  EXPECT_THAT(refusal(), AllOf(HasSubstr("75: "), HasSubstr("not finished")));
  db.receipt();
  EXPECT_EQ(refusal(), "read");
  db.receipt("2026-11-24 03:15:00", "");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("75: "), HasSubstr("not finished")));
}

TEST_F(LcDbSourceTest, RefusesAMissingFileAndMakesNone) {
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr(path), HasSubstr("lc-for-jobs.actual_db_name")));
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(LcDbSourceTest, RefusesFilesThatAreNoLcDatabase) {
  write_file(path,
             "no database at all, but long enough to look at: 0123456789012345678901234567890123456789 0123456789");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr("no LC database")));
  write_file(path, "");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr("no table wenheder or enheder")));
  LcDb db = make_finished();
  db.database().exec("DROP TABLE wledere");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr("wledere is missing")));
}

TEST_F(LcDbSourceTest, RefusesTablesWithOtherColumnsInsteadOfReadingTheirNames) {
  LcDb db = make_finished();
  db.database().exec(R"(ALTER TABLE wenheder RENAME COLUMN "forældreenhed_uuid" TO forelder)");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr("no such column")));
}

TEST_F(LcDbSourceTest, RefusesTheHistoricExport) {
  LcDb db = make_finished();
  db.add("brugere", "P1", {{"fornavn", "Anna, last year"}});
  EXPECT_THAT(refusal(), AllOf(HasSubstr("78: "), HasSubstr("historic")));
}

TEST_F(LcDbSourceTest, RefusesAFileWithoutUnitsOrPersons) {
  LcDb db = make();
  db.receipt();
  EXPECT_THAT(refusal(), AllOf(HasSubstr("75: "), HasSubstr("no units or no persons")));
  db.add("enheder", "TOP");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("75: "), HasSubstr("no units or no persons")));
}

TEST_F(LcDbSourceTest, LeavesAFileThatIsBeingWrittenForLater) {
  LcDb db = make_finished();
  db.database().exec("BEGIN EXCLUSIVE");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("75: "), HasSubstr("another program is writing it")));
  db.database().exec("COMMIT");
  EXPECT_EQ(refusal(), "read");
}

TEST_F(LcDbSourceTest, NamesTableAndRowOfAUuidThatIsNone) {
  LcDb db = make_finished();
  db.database().exec("UPDATE wengagementer SET bruger_uuid = 'x'");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("69: "), HasSubstr("wengagementer row 1 holds a bruger_uuid")));
}

TEST_F(LcDbSourceTest, RefusesSettingsTheFileCannotServeAtOnce) {
  { LcDb db = make_finished(LcDbYear::y2023); }
  demands = {{"os2sync.group_by_engagement_uuid", Fact::engagement_links}};
  EXPECT_THAT(refusal(), HasSubstr("78: os2sync.group_by_engagement_uuid cannot be used with os2sync.use_lc_db: "));
  const Options options{path, std::chrono::hours{36}, kNoPatience, demands};
  EXPECT_THROW((LcDbSource{options, clock}), Error);
  std::filesystem::remove(path);
  make_finished(LcDbYear::y2026);
  EXPECT_EQ(refusal(), "read");
  for (const Fact never : {Fact::it_system_user_keys, Fact::history, Fact::writing}) {
    demands = {{"os2sync.some", never}};
    EXPECT_THAT(refusal(), HasSubstr("78: os2sync.some cannot be used"));
  }
}

TEST_F(LcDbSourceTest, WarnsOfAnOldFileAndNotOfLastNights) {
  LcDb db = make();
  db.add_somebody();
  // The fake clock stands at 2023-11-14 22:13:20 UTC; the receipt is local time, so leave a day for any zone.
  db.receipt("2023-11-14 03:15:00");
  (void)read();
  EXPECT_THAT(warnings.heard, IsEmpty());
  db.receipt("2023-11-12 03:15:00");
  (void)read();
  EXPECT_THAT(warnings.heard, ElementsAre(AllOf(HasSubstr(path), HasSubstr("exported at 2023-11-12 03:15:00"))));
  EXPECT_EQ(exported_at({path, std::chrono::hours{36}, kNoPatience, {}}), "2023-11-12 03:15:00");
}

TEST_F(LcDbSourceTest, LetsGoOfTheFileSoThatTheNightlyExportCanCommit) {
  LcDb db = make_finished();
  LcDbSource source{{path, std::chrono::hours{36}, kNoPatience, {}}, clock};
  (void)source.read({}, warnings);
  EXPECT_NO_THROW(db.receipt());
}

TEST_F(LcDbSourceTest, SeesOneMomentWhileTheExportWritesOn) {
  LcDb db = make_finished();
  db.database().setBusyTimeout(0);
  const LcDbFile file{path, kNoPatience};
  EXPECT_THROW(db.receipt(), SQLite::Exception);
}

}  // namespace
}  // namespace os2sync::lcdb
