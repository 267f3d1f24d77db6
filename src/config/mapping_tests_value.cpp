// SPDX-License-Identifier: MPL-2.0
/// @file The setting os2sync.tests: from its JSON to examples, each with what it must become.
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "config/setting_error.hpp"
#include "config/setting_types.hpp"
#include "core/payload.hpp"

namespace os2sync {
namespace {

using Kind = SettingValue::Kind;

Day read_day(const SettingValue& value) {
  const std::string text = read_text(value);
  const std::optional<Day> day = Day::parse(text);
  if (!day)
    throw setting_error({"'{}' is no day; write it like 2026-01-31", "'{}' er ikke en dag; skriv 2026-01-31"}, text);
  return *day;
}

/// Reads the members of one object; what is not among those asked for is refused with the nearest name.
class ObjectReader {
 public:
  explicit ObjectReader(const SettingValue& object) : object_{object} {
    if (object.kind != Kind::object) {
      throw setting_error({"{} is no object; write it in braces", "{} er ikke et objekt; skriv det i tuborgparenteser"},
                          quote_value(object));
    }
  }

  ObjectReader& text(const std::string& name, std::string& into) {
    if (const SettingValue* value = take(name)) within(name, [&] { into = read_text(*value); });
    return *this;
  }
  ObjectReader& day(const std::string& name, std::optional<Day>& into) {
    if (const SettingValue* value = take(name)) within(name, [&] { into = read_day(*value); });
    return *this;
  }
  ObjectReader& texts(const std::string& name, std::vector<std::string>& into) {
    if (const SettingValue* value = take(name)) within(name, [&] { into = read_text_list(*value); });
    return *this;
  }
  ObjectReader& flag(const std::string& name, bool& into) {
    if (const SettingValue* value = take(name)) within(name, [&] { into = read_flag(*value); });
    return *this;
  }
  template <typename Item, typename Read>
  ObjectReader& list(const std::string& name, std::vector<Item>& into, Read read) {
    const SettingValue* value = take(name);
    if (value == nullptr) return *this;
    within(name, [&] {
      if (value->kind != Kind::list) {
        throw setting_error(
            {"{} is no list; write it in brackets", "{} er ikke en liste; skriv den i kantede parenteser"},
            quote_value(*value));
      }
      for (const SettingValue& item : value->items) into.push_back(read(item));
    });
    return *this;
  }
  /// The member as it is; null when it is not there. Unlike the others it tells null from absent.
  const SettingValue* take_even_null(const std::string& name) {
    known_.push_back(name);
    for (const SettingMember& member : object_.members) {
      if (member.key == name) return &member.value;
    }
    return nullptr;
  }
  const SettingValue* take(const std::string& name) {
    const SettingValue* value = take_even_null(name);
    return value == nullptr || value->is_blank() ? nullptr : value;
  }

  void refuse_others() const {
    for (const SettingMember& member : object_.members) {
      if (std::ranges::find(known_, member.key) != known_.end()) continue;
      const std::string nearest = find_nearest_name(member.key, known_);
      const std::string quoted = quote_value(SettingValue::of_text(member.key));
      if (!nearest.empty()) {
        throw setting_error({"{} does not belong here; did you mean {}?", "{} hører ikke til her; mente du {}?"},
                            quoted, nearest);
      }
      throw setting_error({"{} does not belong here; known are {}", "{} hører ikke til her; kendte er {}"}, quoted,
                          fmt::format("{}", fmt::join(known_, ", ")));
    }
  }

 private:
  const SettingValue& object_;
  std::vector<std::string> known_;
};

void require(const std::string& value, std::string_view name) {
  if (!value.empty()) return;
  throw setting_error({"{} is missing; add it", "{} mangler; tilføj den"}, name);
}

TestAddress read_address(const SettingValue& value) {
  TestAddress address;
  bool unmarked = false;
  ObjectReader reader{value};
  reader.text("scope", address.scope).text("type", address.type).text("user_key", address.user_key);
  reader.text("value", address.value).text("engagement", address.engagement);
  if (const SettingValue* visibility = reader.take_even_null("visibility")) {
    unmarked = visibility->is_blank();
    if (!unmarked) address.visibility = read_text(*visibility);
  }
  if (unmarked) address.visibility.clear();
  reader.refuse_others();
  require(address.scope, "scope");
  require(address.value, "value");
  return address;
}

TestAccount read_account(const SettingValue& value) {
  TestAccount account;
  ObjectReader reader{value};
  reader.text("system", account.system).text("user_key", account.user_key).text("external_id", account.external_id);
  reader.texts("engagements", account.engagements).refuse_others();
  require(account.system, "system");
  return account;
}

TestEngagement read_engagement(const SettingValue& value) {
  TestEngagement engagement;
  ObjectReader reader{value};
  reader.text("id", engagement.id)
      .text("title", engagement.title)
      .text("unit", engagement.unit)
      .day("from", engagement.from);
  reader.text("extension_1", engagement.extension_1).text("extension_3", engagement.extension_3);
  reader.flag("primary", engagement.is_primary).refuse_others();
  if (engagement.id.empty()) engagement.id = engagement.title;
  return engagement;
}

TestKle read_kle(const SettingValue& value) {
  TestKle kle;
  ObjectReader{value}.text("number", kle.number).texts("aspects", kle.aspects).refuse_others();
  require(kle.number, "number");
  return kle;
}

TestUnit read_unit(const SettingValue& value) {
  TestUnit unit;
  ObjectReader reader{value};
  reader.text("name", unit.name).text("uuid", unit.uuid).text("parent", unit.parent).text("type", unit.type);
  reader.text("level", unit.level).text("hierarchy", unit.hierarchy).text("manager", unit.manager);
  reader.list("accounts", unit.accounts, read_account).list("addresses", unit.addresses, read_address);
  reader.list("kle", unit.kle, read_kle).refuse_others();
  require(unit.name, "name");
  return unit;
}

TestPerson read_person(const SettingValue& value) {
  TestPerson person;
  ObjectReader reader{value};
  reader.text("name", person.name).text("uuid", person.uuid).text("nickname", person.nickname);
  reader.text("user_key", person.user_key).flag("cpr", person.has_cpr);
  reader.day("seniority", person.seniority).text("organisation", person.organisation);
  reader.list("engagements", person.engagements, read_engagement).list("accounts", person.accounts, read_account);
  reader.list("addresses", person.addresses, read_address).refuse_others();
  require(person.name, "name");
  return person;
}

std::vector<std::string> field_names_of(ObjectKind kind) {
  std::vector<std::string> names{"Uuid"};
  WantedUnit unit;
  unit.owns_manager = unit.owns_kle = true;
  const std::vector<Field> fields = kind == ObjectKind::unit ? fields_of(unit) : fields_of(WantedUser{});
  for (const Field& field : fields) names.emplace_back(field_name(field.id));
  return names;
}

ExpectedValue read_expected_value(const SettingValue& value) {
  if (value.kind == Kind::null) return {};
  if (value.kind != Kind::list) return {read_text(value)};
  ExpectedValue texts;
  for (const SettingValue& item : value.items) texts.push_back(read_text(item));
  return texts;
}

ExpectedFields read_expected_fields(const SettingValue& value, ObjectKind kind) {
  ExpectedFields fields;
  ObjectReader reader{value};
  for (const std::string& name : field_names_of(kind)) {
    const SettingValue* expected = reader.take_even_null(name);
    if (expected != nullptr) within(name, [&] { fields.emplace(name, read_expected_value(*expected)); });
  }
  reader.refuse_others();
  return fields;
}

std::vector<ExpectedFields> read_expectation(const SettingValue* value, ObjectKind kind) {
  if (value == nullptr) {
    throw setting_error({"expect is missing; write the fields, or null when nothing is to be sent",
                         "expect mangler; skriv felterne, eller null når intet skal sendes"});
  }
  if (value->kind == Kind::null) return {};
  if (value->kind != Kind::list) return {read_expected_fields(*value, kind)};
  std::vector<ExpectedFields> objects;
  for (const SettingValue& item : value->items) objects.push_back(read_expected_fields(item, kind));
  return objects;
}

void read_subject(ObjectReader& reader, MappingTest& test) {
  const SettingValue* person = reader.take("person");
  const SettingValue* unit = reader.take("unit");
  if ((person == nullptr) == (unit == nullptr)) {
    throw setting_error({"a test is about either a person or a unit; give one of them",
                         "en prøve handler om enten en person (person) eller en enhed (unit); angiv en af dem"});
  }
  test.kind = person != nullptr ? ObjectKind::user : ObjectKind::unit;
  if (person != nullptr) within("person", [&] { test.person = read_person(*person); });
  if (unit != nullptr) within("unit", [&] { test.unit = read_unit(*unit); });
}

MappingTest read_test(const SettingValue& value) {
  MappingTest test;
  test.json = to_json_text(value);
  ObjectReader reader{value};
  reader.text("name", test.name);
  require(test.name, "name");
  within(test.name, [&] {
    read_subject(reader, test);
    reader.list("units", test.units, read_unit);
    const SettingValue* expect = reader.take_even_null("expect");
    within("expect", [&] { test.expect = read_expectation(expect, test.kind); });
    reader.refuse_others();
  });
  return test;
}

}  // namespace

std::vector<MappingTest> read_mapping_tests(const SettingValue& given) {
  const SettingValue value = parse_if_json(given);
  if (value.kind != Kind::list) {
    throw setting_error({"{} is no list of tests; see docs/mapping-tests.md",
                         "{} er ikke en liste af prøver; se docs/mapping-tests.md"},
                        quote_value(value));
  }
  std::vector<MappingTest> tests;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const std::string english = fmt::format("test {}", i + 1);
    const std::string danish = fmt::format("prøve {}", i + 1);
    within(Text{english, danish}, [&] { tests.push_back(read_test(value.items[i])); });
  }
  return tests;
}

std::string show_value(const std::vector<MappingTest>& value) {
  std::vector<std::string> tests;
  tests.reserve(value.size());
  for (const MappingTest& test : value) tests.push_back(test.json);
  return fmt::format("[{}]", fmt::join(tests, ","));
}

}  // namespace os2sync
