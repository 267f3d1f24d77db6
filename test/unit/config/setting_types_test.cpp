// SPDX-License-Identifier: MPL-2.0
/// @file What each type of setting accepts and how it says no.
#include "config/setting_types.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/settings_json.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SettingValue text(const std::string& value) { return SettingValue::of_text(value); }
SettingValue json(const std::string& value) { return parse_settings_json(value); }

constexpr Text kX{"x", "x"};
constexpr Text kUuids{"uuids", "uuider"};
constexpr Text kTopUnitRemedy{"the uuid of the top unit", "topenhedens uuid"};

template <typename Read>
std::string error_of(Read read) {
  try {
    read();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::settings);
    return error.what();
  }
  return "no error";
}

TEST(ReadFlag, KnowsEightWordsInAnyCase) {
  for (const char* yes : {"true", "TRUE", "Yes", "on", "1", " true "}) EXPECT_TRUE(read_flag(text(yes))) << yes;
  for (const char* no : {"false", "False", "NO", "off", "0"}) EXPECT_FALSE(read_flag(text(no))) << no;
}

TEST(ReadFlag, KnowsJsonFlagsAndNumbers) {
  EXPECT_TRUE(read_flag(json("true")));
  EXPECT_FALSE(read_flag(json("false")));
  EXPECT_TRUE(read_flag(json("1")));
  EXPECT_FALSE(read_flag(json("0")));
}

TEST(ReadFlag, RefusesEverythingElse) {
  EXPECT_EQ(error_of([] { read_flag(text("maybe")); }), "'maybe' is neither true nor false; write true or false");
  EXPECT_EQ(error_of([] { read_flag(json("2")); }), "'2' is neither true nor false; write true or false");
  EXPECT_EQ(error_of([] { read_flag(json("[true]")); }), "'[true]' is neither true nor false; write true or false");
}

TEST(ReadWholeNumber, TakesNumbersAndDigitsWithinTheRange) {
  EXPECT_EQ(read_whole_number(json("1"), 1, 8), 1);
  EXPECT_EQ(read_whole_number(text(" 8 "), 1, 8), 8);
}

TEST(ReadWholeNumber, NamesTheRangeWhenItRefuses) {
  EXPECT_EQ(error_of([] { read_whole_number(json("0"), 1, 8); }), "'0' is out of range; give a number from 1 to 8");
  EXPECT_EQ(error_of([] { read_whole_number(json("9"), 1, 8); }), "'9' is out of range; give a number from 1 to 8");
  for (const char* wrong : {"many", "1.5", "1e3", "", "0x10", "99999999999999999999"}) {
    EXPECT_THAT(error_of([&] { read_whole_number(text(wrong), 1, 8); }), HasSubstr("is not a whole number")) << wrong;
  }
  EXPECT_THAT(error_of([] { read_whole_number(json("true"), 0, 8); }), HasSubstr("is not a whole number"));
}

TEST(ReadText, TrimsAndTakesNumbersAsTheirDigits) {
  EXPECT_EQ(read_text(text("  mo ")), "mo");
  EXPECT_EQ(read_text(json("42")), "42");
}

TEST(ReadText, RefusesOtherKindsAndControlCharacters) {
  EXPECT_THAT(error_of([] { read_text(json("true")); }), HasSubstr("is not a text"));
  EXPECT_THAT(error_of([] { read_text(json("[\"a\"]")); }), HasSubstr("is not a text"));
  EXPECT_EQ(error_of([] { read_text(text("a\nb")); }), "'a b' holds a line break or control character; remove it");
}

TEST(ReadUrl, TrimsBlanksAndSlashesAtTheEnd) {
  EXPECT_EQ(read_url(text(" http://localhost:8081/api/ ")), "http://localhost:8081/api");
  EXPECT_EQ(read_url(text("https://mo.example.dk//")), "https://mo.example.dk");
  EXPECT_EQ(read_url(text("HTTP://[::1]:5000")), "http://[::1]:5000");
}

TEST(ReadUrl, RefusesWhatIsNoBaseAddress) {
  EXPECT_EQ(error_of([] { read_url(text("localhost:5000")); }),
            "'localhost:5000' is not an http or https address; write it like http://host:port/path");
  for (const char* wrong : {"ftp://host", "http://", "http:///path", "http://:80", "http://host:0", "http://host:65536",
                            "http://host:port", "http://a b", "http://host?x=1", "http://host#x"}) {
    EXPECT_THAT(error_of([&] { read_url(text(wrong)); }), HasSubstr("http://host:port/path")) << wrong;
  }
}

TEST(ReadUrl, DoesNotRepeatAPasswordInTheAddress) {
  const std::string message = error_of([] { read_url(text("http://mo:hunter2@host")); });
  EXPECT_THAT(message, HasSubstr("the address holds '@'"));
  EXPECT_THAT(message, testing::Not(HasSubstr("hunter2")));
}

TEST(ReadApiUrl, KnowsTheWordStub) {
  EXPECT_EQ(read_api_url(text(" Stub ")), "stub");
  EXPECT_EQ(read_api_url(text("http://h/api/")), "http://h/api");
}

TEST(ReadCvr, TakesEightDigitsAsTextOrNumber) {
  EXPECT_EQ(read_cvr(text("29189846")), "29189846");
  EXPECT_EQ(read_cvr(json("29189846")), "29189846");
}

TEST(ReadCvr, RefusesEverythingElse) {
  for (const char* wrong : {"2918984", "291898460", "DK291898", "", "29 18 98"}) {
    EXPECT_THAT(error_of([&] { read_cvr(text(wrong)); }), HasSubstr("is not a CVR number")) << wrong;
  }
}

TEST(ReadUuid, RefusesTheNilUuidAndNamesTheRemedy) {
  EXPECT_EQ(error_of([] { read_uuid(text("abc"), kTopUnitRemedy); }),
            "'abc' is not a uuid; give the uuid of the top unit");
  EXPECT_THAT(error_of([] { read_uuid(text("00000000-0000-0000-0000-000000000000"), kX); }), HasSubstr("not a uuid"));
}

TEST(ReadUuidList, AcceptsJsonCommaListsAndJsonInsideAText) {
  const std::string one = "aaaaaaaa-0000-4000-8000-000000000001";
  const std::string two = "AAAAAAAA-0000-4000-8000-000000000002";
  const auto expected = ElementsAre(*Uuid::parse(one), *Uuid::parse(two));
  EXPECT_THAT(read_uuid_list(json("[\"" + one + "\", \"" + two + "\"]"), kX), expected);
  EXPECT_THAT(read_uuid_list(text("[\"" + one + "\", \"" + two + "\"]"), kX), expected);
  EXPECT_THAT(read_uuid_list(text(one + ", " + two + ","), kX), expected);
  EXPECT_THAT(read_uuid_list(json("[]"), kX), IsEmpty());
  EXPECT_THAT(read_uuid_list(text("[]"), kX), IsEmpty());
}

TEST(ReadUuidList, NamesEveryWrongElementAtOnce) {
  EXPECT_EQ(error_of([] { read_uuid_list(json(R"(["abc", "aaaaaaaa-0000-4000-8000-000000000001", 7])"), kUuids); }),
            "'abc', '7' are not uuids; give uuids");
}

TEST(ReadUuidList, RefusesAnObject) {
  EXPECT_THAT(error_of([] { read_uuid_list(json(R"({"a": 1})"), kX); }), HasSubstr("is not a list"));
}

TEST(ReadTextList, SplitsAtCommasOnlyOutsideJson) {
  EXPECT_THAT(read_text_list(text("Active Directory, AD2")), ElementsAre("Active Directory", "AD2"));
  EXPECT_THAT(read_text_list(text("[\"A, B\", \"C\"]")), ElementsAre("A, B", "C"));
}

TEST(ReadTextList, ReportsBrokenJsonInsideATextWithoutQuotingIt) {
  EXPECT_EQ(
      error_of([] { read_text_list(text("[\"a\", b]")); }),
      "JSON inside a text: 1:7: not valid JSON: expected a value, found something else; texts need double quotes");
}

TEST(ReadNumberList, ChecksEachNumber) {
  EXPECT_THAT(read_number_list(text("5,30"), 0, 60), ElementsAre(5, 30));
  EXPECT_THAT(read_number_list(json("[]"), 0, 60), IsEmpty());
  EXPECT_THAT(error_of([] { read_number_list(json("[5, 61]"), 0, 60); }), HasSubstr("'61' is out of range"));
}

TEST(ReadLogLevel, KnowsPythonsNamesInAnyCase) {
  EXPECT_EQ(read_log_level(text("debug")), LogLevel::debug);
  EXPECT_EQ(read_log_level(text("NOTSET")), LogLevel::debug);
  EXPECT_EQ(read_log_level(text("Info")), LogLevel::info);
  EXPECT_EQ(read_log_level(text("WARN")), LogLevel::warning);
  EXPECT_EQ(read_log_level(text("CRITICAL")), LogLevel::error);
  EXPECT_THAT(error_of([] { read_log_level(json("10")); }), HasSubstr("'10' is no log level"));
}

TEST(ReadAddressTable, KnowsTheTwoNamedTables) {
  EXPECT_EQ(read_address_table(text("documented")), documented_address_table());
  EXPECT_EQ(read_address_table(text("current")), current_address_table());
  EXPECT_NE(documented_address_table(), current_address_table());
}

TEST(ReadAddressTable, ReadsRowsInOrderFromJsonAndFromAText) {
  const std::string rows =
      R"([{"scope": "TEXT", "user_key": "DtrId", "field": "DtrId"}, {"scope": "DAR", "field": "Post"}])";
  const std::vector<AddressRow> expected{{"TEXT", "DtrId", UnitText::dtr_id}, {"DAR", "", UnitText::post}};
  EXPECT_EQ(read_address_table(json(rows)), expected);
  EXPECT_EQ(read_address_table(text(rows)), expected);
  EXPECT_EQ(read_address_table(json(R"([{"scope": "DAR", "user_key": null, "field": "Post"}])")).front().user_key, "");
}

TEST(ReadAddressTable, PointsAtTheWrongRowAndSuggestsAName) {
  EXPECT_EQ(error_of([] {
              read_address_table(json(R"([{"scope": "DAR", "field": "Post"}, {"scope": "DAR", "field": "Pots"}])"));
            }),
            "row 2: field: 'Pots' is no field an address can fill; did you mean Post?");
  EXPECT_THAT(error_of([] { read_address_table(json(R"([{"scope": "PHON", "field": "Post"}])")); }),
              HasSubstr("row 1: scope: 'PHON' is no scope of OS2MO; did you mean PHONE?"));
  EXPECT_THAT(error_of([] { read_address_table(json(R"([{"scope": "DAR", "field": "Post", "key": 1}])")); }),
              HasSubstr("row 1: 'key' is no member of a row"));
  EXPECT_THAT(error_of([] { read_address_table(json(R"([{"scope": "DAR"}])")); }),
              HasSubstr("lacks its scope or its field"));
  EXPECT_THAT(error_of([] { read_address_table(json(R"([{"field": "Post"}])")); }),
              HasSubstr("lacks its scope or its field"));
  EXPECT_THAT(error_of([] { read_address_table(json("[1]")); }), HasSubstr("row 1: '1' is no row"));
  EXPECT_THAT(error_of([] { read_address_table(text("new")); }), HasSubstr("'new' is no address table"));
}

TEST(ShowValue, WritesAddressTablesSoThatTheyCanBeReadAgain) {
  const std::vector<AddressRow> rows{{"TEXT", "A \"b\"", UnitText::dtr_id}, {"DAR", "", UnitText::post}};
  EXPECT_EQ(show_value(documented_address_table()), "\"documented\"");
  EXPECT_EQ(show_value(current_address_table()), "\"current\"");
  EXPECT_EQ(read_address_table(json(show_value(rows))), rows);
}

TEST(QuoteValue, StaysShortOnOneLineAndValidUtf8) {
  EXPECT_EQ(quote_value(text("a\r\n\tb")), "'a   b'");
  EXPECT_EQ(quote_value(text("\xff")), "'\xEF\xBF\xBD'");
  const std::string cut = quote_value(text(std::string(59, 'a') + "ø" + std::string(100, 'b')));
  EXPECT_EQ(cut, "'" + std::string(59, 'a') + "…'");
}

TEST(ReadTemplates, TakesAnObjectOfTextsWhichMayHoldLineBreaks) {
  using Templates = std::map<std::string, std::string>;
  const Templates expected{{"person.name", "a\nb"}};
  EXPECT_EQ(read_templates(json(R"({"person.name": "a\nb", "person.user_id": null})")), expected);
  EXPECT_EQ(read_templates(text(R"({"person.name": "a\nb"})")), expected);
}

TEST(ReadTemplates, NamesTheTemplateThatIsNoText) {
  EXPECT_EQ(error_of([] { read_templates(json(R"({"person.name": 1})")); }),
            "'1' is no template for person.name; write a text in double quotes");
  EXPECT_THAT(error_of([] { read_templates(text("{{ name }}")); }), HasSubstr("JSON inside a text"));
  EXPECT_THAT(error_of([] { read_templates(text("name")); }), HasSubstr("is no object of templates"));
}

TEST(ReadExtensionField, TakesOneAndThreeAlone) {
  EXPECT_EQ(read_extension_field(json("1")), 1);
  EXPECT_EQ(read_extension_field(text("3")), 3);
  for (const char* wrong : {"2", "true", "", "13"}) {
    EXPECT_THAT(error_of([&] { read_extension_field(text(wrong)); }), HasSubstr("write 1 or 3")) << wrong;
  }
  EXPECT_EQ(show_extension_field(0), "null");
  EXPECT_EQ(show_extension_field(3), "\"3\"");
}

TEST(ReadLcDbName, AddsTheEndingOnceAndShowsTheNameWithoutIt) {
  EXPECT_EQ(read_lc_db_name(text("ActualState")), "ActualState.db");
  EXPECT_EQ(read_lc_db_name(text("/srv/Actual.db")), "/srv/Actual.db");
  EXPECT_EQ(show_lc_db_name("/srv/Actual.db"), "\"/srv/Actual\"");
}

TEST(ReadFieldOwnerships, TakesKnownFieldsWithAnOwnershipTheyCanHave) {
  const FieldOwnerships expected{{"Unit.Name", FieldOwnership::fill_if_empty},
                                 {"User.Location", FieldOwnership::ours},
                                 {"User.ShortKey", FieldOwnership::theirs}};
  const char* const object = R"({"User.ShortKey": "theirs", "Unit.Name": "fill-if-empty", "User.Location": "ours",
                                 "User.Email": null})";
  EXPECT_EQ(read_field_ownerships(json(object)), expected);
  EXPECT_EQ(read_field_ownerships(text(object)), expected);
  EXPECT_EQ(show_value(expected), R"({"Unit.Name":"fill-if-empty","User.Location":"ours","User.ShortKey":"theirs"})");
}

TEST(ReadFieldOwnerships, NamesWhatIsWrongAndWhatToWrite) {
  const auto refusal = [](const char* object) { return error_of([&] { read_field_ownerships(json(object)); }); };
  EXPECT_EQ(refusal(R"({"User.PhoneNumer": "theirs"})"),
            "'User.PhoneNumer' is no field of OS2sync; did you mean User.PhoneNumber?");
  EXPECT_EQ(refusal(R"({"Xyz": "theirs"})"),
            "'Xyz' is no field of OS2sync; write it like User.PhoneNumber or Unit.Email");
  EXPECT_EQ(refusal(R"({"User.Email": "mine"})"),
            "User.Email: 'mine' is no ownership; write ours, theirs or fill-if-empty");
  EXPECT_EQ(refusal(R"({"User.Email": true})"),
            "User.Email: 'true' is no ownership; write ours, theirs or fill-if-empty");
  EXPECT_THAT(refusal(R"(["User.Email"])"), HasSubstr("is no ownership map"));
}

TEST(ReadFieldOwnerships, RefusesAnOwnershipTheFieldCannotHave) {
  const auto refusal = [](const char* object) { return error_of([&] { read_field_ownerships(json(object)); }); };
  EXPECT_THAT(refusal(R"({"Unit.Name": "theirs"})"), HasSubstr("write ours or fill-if-empty"));
  EXPECT_THAT(refusal(R"({"User.Person.Cpr": "theirs"})"), HasSubstr("cannot be left to others"));
  EXPECT_THAT(refusal(R"({"User.Positions": "fill-if-empty"})"), HasSubstr("cannot be left to others"));
  EXPECT_THAT(refusal(R"({"Unit.SOR": "ours"})"), HasSubstr("nothing to fill this field with"));
}

}  // namespace
}  // namespace os2sync
