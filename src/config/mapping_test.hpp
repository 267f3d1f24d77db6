// SPDX-License-Identifier: MPL-2.0
/// @file A municipality's own examples of how its organisation is to be mapped (os2sync.tests). Objects refer to each
/// other by name; wherever OS2MO has a uuid, a uuid may stand instead.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/finding.hpp"

namespace os2sync {

struct TestAddress {
  std::string scope;     ///< EMAIL, PHONE, DAR, …
  std::string type;      ///< name or uuid of the address type; empty = one of that scope
  std::string user_key;  ///< of the address type
  std::string value;
  std::string visibility = "PUBLIC";  ///< or INTERNAL, SECRET; empty = not marked
  std::string engagement;             ///< id of the engagement it is tied to
  bool operator==(const TestAddress&) const = default;
};
struct TestAccount {
  std::string system;
  std::string user_key;
  std::string external_id;
  std::vector<std::string> engagements;  ///< ids
  bool operator==(const TestAccount&) const = default;
};
struct TestEngagement {
  std::string id;  ///< what accounts and addresses call it; its title unless given
  std::string title;
  std::string unit;  ///< empty = the top unit
  std::string extension_1;
  std::string extension_3;
  std::optional<Day> from;
  bool is_primary = false;
  bool operator==(const TestEngagement&) const = default;
};
struct TestKle {
  std::string number;
  std::vector<std::string> aspects;
  bool operator==(const TestKle&) const = default;
};
struct TestUnit {
  std::string name;
  std::string uuid;    ///< empty = made up
  std::string parent;  ///< empty = the top unit
  std::string type;
  std::string level;
  std::string hierarchy;
  std::string manager;  ///< name of a person, who is employed there
  std::vector<TestAccount> accounts;
  std::vector<TestAddress> addresses;
  std::vector<TestKle> kle;
  bool operator==(const TestUnit&) const = default;
};
struct TestPerson {
  std::string name;
  std::string uuid;  ///< empty = made up
  std::string nickname;
  std::string user_key;
  bool has_cpr = false;  ///< a made-up one: real ones have no place in settings
  std::optional<Day> seniority;
  std::string organisation;  ///< its name and user key, for templates
  std::vector<TestEngagement> engagements;
  std::vector<TestAccount> accounts;
  std::vector<TestAddress> addresses;
  bool operator==(const TestPerson&) const = default;
};

/// What a field must hold: nothing, one text, or the texts of a list.
using ExpectedValue = std::vector<std::string>;
/// By OS2sync's name of the field; "Uuid" is the object's own. Fields that are not named may hold anything.
using ExpectedFields = std::map<std::string, ExpectedValue>;

struct MappingTest {
  std::string name;
  ObjectKind kind = ObjectKind::user;  ///< whether `person` or `unit` is tested
  TestPerson person;
  TestUnit unit;
  std::vector<TestUnit> units;         ///< others, where they are more than a name
  std::vector<ExpectedFields> expect;  ///< empty = nothing is sent; a person may become several users, by uuid
  std::string json;                    ///< as it was written, compact
  bool operator==(const MappingTest&) const = default;
};

}  // namespace os2sync
