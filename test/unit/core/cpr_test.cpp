// SPDX-License-Identifier: MPL-2.0
#include "core/cpr.hpp"

#include <concepts>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "core/secret.hpp"

namespace os2sync {
namespace {

TEST(Cpr, TakesTenDigitsWithBlanksOrOneHyphen) {
  for (const char* text : {"0101611234", "010161-1234", " 010161 1234 "}) {
    const auto cpr = Cpr::parse(text);
    ASSERT_TRUE(cpr) << text;
    EXPECT_EQ(cpr->reveal_for_sending(), "0101611234");
  }
}

TEST(Cpr, RefusesEverythingElse) {
  for (const char* text : {"", "010161123", "01016112345", "010161--1234", "01-0161234", "o101611234"}) {
    EXPECT_FALSE(Cpr::parse(text)) << text;
  }
}

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
}
|| fmt::is_formattable<T>::value || std::convertible_to<T, std::string> || std::convertible_to<T, std::string_view> ||
    std::convertible_to<T, bool>;

// A build in which one of these can be printed is none.
static_assert(Printable<std::string>, "the concept can tell");
static_assert(!Printable<Cpr> && !Printable<std::optional<Cpr>> && !Printable<std::reference_wrapper<const Cpr>>);
static_assert(!Printable<Secret>);

TEST(Cpr, CannotBeFormattedNorCanASecret) {
  EXPECT_FALSE(Printable<Cpr>);
  EXPECT_FALSE(Printable<Secret>);
}

}  // namespace
}  // namespace os2sync
