// SPDX-License-Identifier: MPL-2.0
/// @file A small municipality for the tests of the rules, and readable forms of what it is mapped to.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/payload.hpp"
#include "rules/map.hpp"
#include "support/builders.hpp"

namespace os2sync::test {

/// Rows are added by symbol; references to symbols that do not exist are allowed. Setting names are those of Rules.
struct Town {
  Snapshot rows;
  Rules rules;
  NewModeFacts facts;

  /// The unit TOP, visibilities PUBLIC, INTERNAL and SECRET, the address types of the golden cases, it-systems AD
  /// ("Active Directory"), FK, SD, S1 ("SAPA") and OD ("OpenDesk"), the KLE aspects.
  Town() {
    rules.top_unit = id("TOP");
    unit("TOP", "", "Kommune");
    for (const char* const scope : {"PUBLIC", "INTERNAL", "SECRET"})
      add_class(scope, "visibility", scope, scope, scope);
    add_type("TE1", "EMAIL");
    add_type("TE2", "EMAIL");
    add_type("TE3", "EMAIL");
    add_type("TP1", "PHONE");
    add_type("TP2", "PHONE");
    add_type("TL1", "PHONE");
    add_class("Udf", "kle_aspect", "Udfoerende", "Udførende", "UDFOERENDE");
    add_class("Ans", "kle_aspect", "Ansvarlig", "Ansvarlig", "ANSVARLIG");
    add_class("Ind", "kle_aspect", "Indsigt", "Indsigt", "INDSIGT");
    rows.it_systems = {{id("AD"), "ad-key", "Active Directory"},
                       {id("FK"), "fk-key", "FK"},
                       {id("SD"), "sd-key", "SD"},
                       {id("S1"), "sapa-key", "SAPA"},
                       {id("OD"), "od-key", "OpenDesk"}};
  }

  SourceClass& add_class(std::string_view symbol, std::string_view facet, std::string_view user_key,
                         std::string_view name, std::string_view scope = "") {
    return rows.classes.emplace_back(
        SourceClass{id(symbol), std::string{facet}, std::string{user_key}, std::string{name}, std::string{scope}});
  }
  /// An address type; its user_key is the symbol unless given.
  SourceClass& add_type(std::string_view symbol, std::string_view scope, std::string_view user_key = "") {
    return add_class(symbol, "org_unit_address_type", user_key.empty() ? symbol : user_key, symbol, scope);
  }

  SourceUnit& unit(std::string_view symbol, std::string_view parent = "TOP", std::string_view name = "Skole") {
    SourceUnit& row = rows.units.emplace_back();
    row.uuid = id(symbol);
    row.parent = parent.empty() ? std::nullopt : std::optional{id(parent)};
    row.name = name;
    return row;
  }
  SourcePerson& person(std::string_view symbol, std::string_view given = "Anna", std::string_view surname = "And") {
    SourcePerson& row = rows.persons.emplace_back();
    row.uuid = id(symbol);
    row.user_key = "AA";
    row.given_name = given;
    row.surname = surname;
    return row;
  }
  SourceEngagement& engagement(std::string_view symbol, std::string_view person, std::string_view unit,
                               std::string_view title = "Lærer") {
    SourceEngagement& row = rows.engagements.emplace_back();
    row.uuid = id(symbol);
    row.person = id(person);
    row.unit = id(unit);
    row.job_function = id("J " + std::string{title});
    const auto known = std::ranges::find(rows.classes, *row.job_function, &SourceClass::uuid);
    if (known == rows.classes.end()) add_class("J " + std::string{title}, "engagement_job_function", "", title);
    return row;
  }
  /// An account of a person (symbol P…) or a unit. The row's own uuid is unique per call.
  SourceItUser& account(std::string_view owner, std::string_view system, std::string_view user_key,
                        const std::vector<std::string_view>& engagements = {}) {
    SourceItUser& row = rows.it_users.emplace_back();
    row.uuid = id("I" + std::to_string(100 + rows.it_users.size()));
    (owner.front() == 'P' ? row.person : row.unit) = id(owner);
    row.it_system = id(system);
    row.user_key = user_key;
    for (const std::string_view engagement : engagements) row.engagements.push_back(id(engagement));
    return row;
  }
  /// An address of a person (symbol P…) or a unit. `visibility` "" = not marked.
  SourceAddress& address(std::string_view symbol, std::string_view owner, std::string_view type, std::string_view text,
                         std::string_view visibility = "PUBLIC") {
    SourceAddress& row = rows.addresses.emplace_back();
    row.uuid = id(symbol);
    (owner.front() == 'P' ? row.person : row.unit) = id(owner);
    row.type = id(type);
    if (!visibility.empty()) row.visibility = id(visibility);
    row.text = text;
    return row;
  }
  void kle(std::string_view symbol, std::string_view unit, std::string_view number,
           const std::vector<std::string_view>& aspects) {
    SourceKle& row = rows.kles.emplace_back();
    row.uuid = id(symbol);
    row.unit = id(unit);
    row.number = id(number);
    for (const std::string_view aspect : aspects) row.aspects.push_back(id(aspect));
  }
  /// `person` "" = a vacancy.
  void manager(std::string_view symbol, std::string_view unit, std::string_view person) {
    rows.managers.push_back({id(symbol), id(unit), person.empty() ? std::nullopt : std::optional{id(person)}});
  }
  /// The person of the golden cases: P1 "Anna And" with engagement E1 "Lærer" in U1.
  void add_anna() {
    unit("U1");
    person("P1");
    engagement("E1", "P1", "U1");
  }

  Wanted map(Trace* trace = nullptr, const PersonTemplates* templates = nullptr) const {
    return map_snapshot(rows, rules, trace, templates, {}, facts);
  }
};

/// The FK uuid of a symbol as an account's text.
inline std::string fk(std::string_view symbol) { return id(symbol).to_string(); }

/// The symbol behind id(), the inverse of builders.hpp.
inline std::string symbol_of(const Uuid& uuid) {
  std::string symbol;
  for (const std::uint8_t byte : uuid.bytes()) {
    if (byte != 0) symbol += static_cast<char>(byte);
  }
  return symbol;
}

namespace detail {
struct ToText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(std::string_view text) const {
    const auto uuid = Uuid::parse(text);
    return uuid ? symbol_of(*uuid) : std::string{text};
  }
  std::string operator()(const Uuid& uuid) const { return symbol_of(uuid); }
  std::string operator()(std::reference_wrapper<const Cpr>) const { return "present"; }
  std::string operator()(std::span<const Uuid> uuids) const {
    std::string text;
    for (const Uuid& uuid : uuids) text += (text.empty() ? "" : " ") + symbol_of(uuid);
    return text;
  }
  std::string operator()(std::span<const WantedPosition> positions) const {
    std::string text;
    for (const WantedPosition& position : positions) {
      text += (text.empty() ? "" : ", ") + position.name + "/" + symbol_of(position.unit);
    }
    return text;
  }
};
}  // namespace detail

/// "Uuid=U1", "Name=Skole", …: every field that is neither null nor empty; a unit's fields we do not own are absent.
template <typename Object>
std::vector<std::string> sent(const Object& object) {
  std::vector<std::string> lines{"Uuid=" + symbol_of(object.uuid)};
  for (const Field& field : fields_of(object)) {
    const std::string text = std::visit(detail::ToText{}, field.value);
    if (!text.empty()) lines.push_back(std::string{field_name(field.id)} + "=" + text);
  }
  return lines;
}

/// The same for the unit or user made from one OS2MO object; empty when there is none.
inline std::vector<std::string> sent_unit(const Wanted& wanted, std::string_view source) {
  const auto unit = std::ranges::find(wanted.units, id(source), &WantedUnit::source);
  return unit == wanted.units.end() ? std::vector<std::string>{} : sent(*unit);
}
inline std::vector<std::vector<std::string>> sent_users(const Wanted& wanted, std::string_view source) {
  std::vector<std::vector<std::string>> users;
  for (const WantedUser& user : wanted.users) {
    if (user.source == id(source)) users.push_back(sent(user));
  }
  return users;
}

/// The value of one field in a form as above; "" when it is null.
inline std::string value_of(const std::vector<std::string>& lines, const std::string& field) {
  for (const std::string& line : lines) {
    if (line.starts_with(field + "=")) return line.substr(field.size() + 1);
  }
  return "";
}

/// Details of the findings of one kind about one object.
inline std::vector<std::string> findings_about(const Wanted& wanted, std::string_view object, FindingCode code) {
  std::vector<std::string> details;
  for (const Finding& finding : wanted.findings) {
    if (finding.code != code || finding.object != id(object)) continue;
    const auto uuid = Uuid::parse(finding.detail);
    details.push_back(uuid ? symbol_of(*uuid) : finding.detail);
  }
  return details;
}

inline std::vector<std::string> symbols_of(const std::vector<Uuid>& uuids) {
  std::vector<std::string> symbols;
  for (const Uuid& uuid : uuids) symbols.push_back(symbol_of(uuid));
  return symbols;
}

}  // namespace os2sync::test
