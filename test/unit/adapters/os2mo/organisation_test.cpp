// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/organisation.hpp"

#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace os2sync::os2mo {
namespace {

using test::id;

SourceUnit unit(std::string_view uuid, std::optional<std::string_view> parent) {
  SourceUnit out;
  out.uuid = id(uuid);
  if (parent) out.parent = id(*parent);
  return out;
}

TEST(DetachRoots, TakesTheOrganisationAwayFromEveryRootV25) {
  std::vector<SourceUnit> units{unit("U0", "ORG"), unit("U1", "U0"), unit("V0", "ORG")};
  detach_roots(units);
  EXPECT_EQ(units, (std::vector<SourceUnit>{unit("U0", std::nullopt), unit("U1", "U0"), unit("V0", std::nullopt)}));
}

TEST(DetachRoots, TakesNoMissingParentForTheOrganisationWhereRootsHaveNoneV30) {
  std::vector<SourceUnit> units{unit("U0", std::nullopt), unit("U2", "U1")};
  const auto before = units;
  detach_roots(units);
  EXPECT_EQ(units, before);
}

TEST(DetachRoots, ConcludesNothingFromTwoUnknownParents) {
  std::vector<SourceUnit> units{unit("U0", "ORG"), unit("U2", "U1")};
  const auto before = units;
  detach_roots(units);
  EXPECT_EQ(units, before);
}

}  // namespace
}  // namespace os2sync::os2mo
