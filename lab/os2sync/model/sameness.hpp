// SPDX-License-Identifier: MPL-2.0
/// @file When OS2sync thinks that a row says nothing new.
#pragma once

#include "os2sync/model/queue.hpp"
#include "os2sync/model/version.hpp"

namespace os2sync_model {

/// OS2sync: "as many, and each of mine is among yours"; duplicates fool it, and so they do here.
bool same_positions(const std::vector<Position>& mine, const std::vector<Position>& yours);

/// Whether the version's rule lets the scheduler skip this row without asking FK-ORG.
bool may_skip(const QueueRow& row, const Queue& queue, const Profile& profile);

}  // namespace os2sync_model
