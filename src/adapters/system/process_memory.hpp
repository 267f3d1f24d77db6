// SPDX-License-Identifier: MPL-2.0
/// @file What the process keeps to itself: its memory holds CPR numbers and secrets.
#pragma once

namespace os2sync {

/// No core dumps, and no other process of the same user may look into this one.
void keep_memory_private();

/// Whether that is so now.
bool is_memory_private();

/// An exception that nobody catches ends the process without its text, which may quote anything.
void end_without_last_words();

}  // namespace os2sync
