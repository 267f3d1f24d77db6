// SPDX-License-Identifier: MPL-2.0
/// @file What the SQL tables refuse: texts that are too long, nulls in child rows; and how the drivers say so.
#pragma once

#include <optional>
#include <string>

#include "os2sync/model/options.hpp"
#include "os2sync/model/queue.hpp"

namespace os2sync_model {

/// The driver's text for the first column that does not fit, or nothing. The whole request is rolled back then.
std::optional<std::string> insert_refusal(const QueueRow& row, const Profile& profile, Database database);

/// What a dead database makes every insert answer.
std::string_view outage_text(Database database) noexcept;

/// OS2sync 4.x: the queue takes position names of 255, the success and failure tables only 200.
bool overflows_done_tables(const QueueRow& row, const Profile& profile);

inline constexpr std::size_t kDoneTableWidth = 200;

}  // namespace os2sync_model
