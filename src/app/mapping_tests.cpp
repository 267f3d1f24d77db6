// SPDX-License-Identifier: MPL-2.0
#include "app/mapping_tests.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/test_town.hpp"
#include "config/setting_error.hpp"
#include "core/payload.hpp"
#include "render/finding_text.hpp"
#include "rules/map.hpp"

namespace os2sync {
namespace {

/// An object as the test writes one: names for uuids, "Lærer @ Skolen" for a position.
class Readable {
 public:
  Readable(const TestTown& town, const Wanted& wanted) : town_{town} {
    for (const WantedUnit& unit : wanted.units) sources_.emplace(unit.uuid, unit.source);
    for (const WantedUser& user : wanted.users) sources_.emplace(user.uuid, user.source);
  }

  template <typename Object>
  ExpectedFields fields(const Object& object) const {
    ExpectedFields fields{{"Uuid", {object.uuid.to_string()}}};
    for (const Field& field : fields_of(object)) {
      fields.emplace(field_name(field.id),
                     std::visit([this](const auto& value) { return this->texts(value); }, field.value));
    }
    return fields;
  }

  /// Whether both mean the same; a uuid may be written as such or as the name of what it belongs to.
  bool agree(const std::string& expected, const std::string& found) const {
    if (expected == found) return true;
    const auto uuid = Uuid::parse(found);
    return uuid && (Uuid::parse(expected) == uuid || name(*uuid) == expected);
  }
  bool agree(const ExpectedValue& expected, const ExpectedValue& found) const {
    return std::ranges::equal(expected, found,
                              [this](const std::string& a, const std::string& b) { return agree(a, b); });
  }

  std::string tell(const ExpectedValue& value, Language language) const {
    constexpr Text kNothing{"nothing", "intet"};
    if (value.empty()) return std::string{kNothing.in(language)};
    std::vector<std::string> parts;
    for (const std::string& text : value) {
      const auto uuid = Uuid::parse(text);
      parts.push_back(fmt::format("'{}'", uuid ? name(*uuid) : text));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

 private:
  /// FK uuids are known by the unit or person they belong to.
  std::string name(const Uuid& uuid) const {
    const std::string own = town_.name_of(uuid);
    const auto source = sources_.find(uuid);
    return own != uuid.to_string() || source == sources_.end() ? own : town_.name_of(source->second);
  }

  ExpectedValue texts(std::monostate) const { return {}; }
  ExpectedValue texts(std::string_view text) const { return {std::string{text}}; }
  ExpectedValue texts(const Uuid& uuid) const { return {uuid.to_string()}; }
  ExpectedValue texts(std::reference_wrapper<const Cpr>) const { return {"[cpr]"}; }
  ExpectedValue texts(std::span<const Uuid> uuids) const {
    ExpectedValue names;
    for (const Uuid& uuid : uuids) names.push_back(name(uuid));
    std::ranges::sort(names);  // by uuid they would stand in no order an operator can know
    return names;
  }
  ExpectedValue texts(std::span<const WantedPosition> positions) const {
    ExpectedValue lines;
    for (const WantedPosition& position : positions) {
      std::string line = fmt::format("{} @ {}", position.name, name(position.unit));
      if (position.start) line += " " + position.start->to_string();
      lines.push_back(std::move(line));
    }
    return lines;
  }

  const TestTown& town_;
  std::map<Uuid, Uuid> sources_;
};

class Comparison {
 public:
  Comparison(const MappingTest& test, const TestTown& town, const Wanted& wanted, Language language)
      : test_{test}, town_{town}, wanted_{wanted}, language_{language}, readable_{town, wanted} {}

  std::vector<std::string> compare() {
    const std::vector<ExpectedFields> found = found_objects();
    if (found.size() != test_.expect.size()) {
      tell_count(found.size());
      return std::move(differences_);
    }
    for (std::size_t i = 0; i < found.size(); ++i) compare_fields(test_.expect[i], found[i]);
    return std::move(differences_);
  }

 private:
  std::vector<ExpectedFields> found_objects() const {
    std::vector<ExpectedFields> found;
    for (const WantedUnit& unit : wanted_.units) {
      if (test_.kind == ObjectKind::unit && unit.source == town_.subject()) found.push_back(readable_.fields(unit));
    }
    for (const WantedUser& user : wanted_.users) {
      if (test_.kind == ObjectKind::user && user.source == town_.subject()) found.push_back(readable_.fields(user));
    }
    return found;
  }

  void compare_fields(const ExpectedFields& expected, const ExpectedFields& found) {
    constexpr Text kDiffers{"{}: expected {}, got {}", "{}: ventede {}, fik {}"};
    constexpr Text kNotOurs{"{}: expected {}, but these settings leave the field as it is in FK-ORG",
                            "{}: ventede {}, men disse indstillinger lader feltet stå, som det er i FK-ORG"};
    for (const auto& [field, value] : expected) {
      const auto at = found.find(field);
      if (at == found.end()) {
        if (!value.empty()) add(kNotOurs, field, readable_.tell(value, language_));
      } else if (!readable_.agree(sorted_if_free(field, value), at->second)) {
        add(kDiffers, field, readable_.tell(value, language_), readable_.tell(at->second, language_));
      }
    }
  }

  /// Lists of uuids carry no order.
  static ExpectedValue sorted_if_free(const std::string& field, ExpectedValue value) {
    if (field != field_name(FieldId::positions)) std::ranges::sort(value);
    return value;
  }

  void tell_count(std::size_t found) {
    add({"expected {} to be sent, got {}", "ventede, at {} blev sendt, fik {}"}, test_.expect.size(), found);
    for (const Finding& finding : wanted_.findings) {
      if (finding.object == town_.subject()) differences_.push_back(render_finding(finding, language_));
    }
  }

  template <typename... Args>
  void add(Text text, const Args&... args) {
    differences_.push_back(fill_in(language_, text, args...));
  }

  const MappingTest& test_;
  const TestTown& town_;
  const Wanted& wanted_;
  const Language language_;
  Readable readable_;
  std::vector<std::string> differences_;
};

}  // namespace

MappingTestResult run_mapping_test(const MappingTest& test, const Rules& rules, const PersonTemplates* templates,
                                   Language language) {
  const TestTown town{test, rules};
  try {
    const Wanted wanted = map_snapshot(town.rows(), rules, nullptr, templates);
    return {test.name, Comparison{test, town, wanted, language}.compare()};
  } catch (const Error& error) {
    return {test.name, {error.in(language)}};
  }
}

}  // namespace os2sync
