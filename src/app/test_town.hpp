// SPDX-License-Identifier: MPL-2.0
/// @file The small organisation a mapping test stands in.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/mapping_test.hpp"
#include "core/source.hpp"
#include "rules/rules.hpp"

namespace os2sync {

/// Rows for a test's objects and for all that the rules and the objects name: units hang under the top unit unless the
/// test says otherwise, what the settings name exists. Same test, same rows.
class TestTown {
 public:
  TestTown(const MappingTest& test, const Rules& rules);

  const Snapshot& rows() const { return rows_; }
  const Uuid& subject() const { return subject_; }
  /// The name a uuid was made for; its text when it is nobody's.
  std::string name_of(const Uuid& uuid) const;

 private:
  Uuid uuid_of(std::string_view kind, const std::string& name);
  Uuid add_class(const std::string& facet, const std::string& name, const std::string& scope = "",
                 const std::string& user_key = "");
  Uuid add_it_system(const std::string& name);
  Uuid add_unit_named(const std::string& name);
  void add_what_rules_name();
  void add_unit(const TestUnit& unit);
  Uuid add_person(const TestPerson& person);
  void add_manager(const std::string& name, const Uuid& unit);
  void add_account(const TestAccount& account, SourceItUser row);
  void add_address(const TestAddress& address, const std::string& facet, SourceAddress row);

  const Rules& rules_;
  Snapshot rows_;
  Uuid subject_;
  std::map<Uuid, std::string> names_;
  std::size_t row_count_ = 0;
};

}  // namespace os2sync
