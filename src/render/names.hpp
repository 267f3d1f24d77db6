// SPDX-License-Identifier: MPL-2.0
/// @file Stable names of plan values for programs, and the same in words for people.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/language.hpp"
#include "plan/plan.hpp"

namespace os2sync {

inline constexpr std::size_t kReasonCount = 11;
inline constexpr std::size_t kWithheldReasonCount = 11;

std::string_view name_of(Action action) noexcept;          ///< "create", "update", "delete"
std::string_view name_of(ObjectKind kind) noexcept;        ///< "unit", "user"
std::string_view name_of(Reason reason) noexcept;          ///< "never_sent", …
std::string_view name_of(WithheldReason reason) noexcept;  ///< "guard", …
std::string_view name_of(FieldChangeKind kind) noexcept;   ///< "added", "changed", "removed"
std::string_view name_of(Refusal refusal) noexcept;        ///< "source_empty", …
const Text& text_of(ObjectKind kind) noexcept;
const Text& text_of(Reason reason) noexcept;
const Text& text_of(WithheldReason reason) noexcept;
const Text& text_of(Refusal refusal) noexcept;  ///< a sentence without its full stop

}  // namespace os2sync
