// SPDX-License-Identifier: MPL-2.0
#include "plan/digests.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/plan_fakes.hpp"

namespace os2sync::test {
namespace {

const CountingDigester kDigester;

TEST(FieldDigest, IsEqualForEqualValuesOfOneField) {
  const std::string a = "12345678";
  const std::string b = "12345678";
  EXPECT_EQ(field_digest({FieldId::email, std::string_view{a}}, kDigester),
            field_digest({FieldId::email, std::string_view{b}}, kDigester));
}

TEST(FieldDigest, TellsFieldsWithTheSameValueApart) {
  EXPECT_NE(field_digest({FieldId::phone_number, std::string_view{"1"}}, kDigester).digest,
            field_digest({FieldId::landline, std::string_view{"1"}}, kDigester).digest);
}

TEST(FieldDigest, IsTheFirstEightBytesInLittleEndianOrder) {
  class Fixed final : public Digester {
    Digest digest(std::string_view) const override { return {{1, 2, 3, 4, 5, 6, 7, 8, 9}}; }
  };
  EXPECT_EQ(field_digest({FieldId::name, std::string_view{"x"}}, Fixed{}).digest, 0x0807060504030201ULL);
}

TEST(FieldDigests, LeavesOutNullAndEmptyLists) {
  WantedUnit bare = unit("A");
  bare.owns_kle = true;
  bare.owns_manager = true;
  const auto digests = field_digests(fields_of(bare), kDigester);
  ASSERT_EQ(digests.size(), 1U);
  EXPECT_EQ(digests[0].field, FieldId::name);
}

TEST(FieldDigests, AreInFieldIdOrder) {
  WantedUser full = user("P");
  full.phone_number = "1";
  full.cpr = Cpr::parse("0101010101");
  const auto digests = field_digests(fields_of(full), kDigester);
  EXPECT_TRUE(std::is_sorted(digests.begin(), digests.end(), [](auto& a, auto& b) { return a.field < b.field; }));
  EXPECT_EQ(digests.size(), 5U);
}

TEST(ObjectDigest, SeesAFieldWeBeginToOwnEvenWhenItIsNull) {
  std::string buffer;
  WantedUnit plain = unit("A");
  WantedUnit owning = plain;
  owning.owns_manager = true;
  EXPECT_NE(object_digest(fields_of(plain), kDigester, buffer), object_digest(fields_of(owning), kDigester, buffer));
}

TEST(ObjectDigest, DoesNotDependOnWhatTheBufferHeld) {
  std::string used = "left over";
  std::string fresh;
  const WantedUser person = user("P");
  EXPECT_EQ(object_digest(fields_of(person), kDigester, used), object_digest(fields_of(person), kDigester, fresh));
}

}  // namespace
}  // namespace os2sync::test
