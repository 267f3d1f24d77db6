// SPDX-License-Identifier: MPL-2.0
/// @file Approvals for people and programs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/approval.hpp"
#include "core/language.hpp"
#include "plan/plan.hpp"

namespace os2sync {

/// Names of objects that are no longer wanted, by OS2MO uuid.
using NamesBySource = std::map<Uuid, std::string>;

/// What was approved, object by object with its name, and until when. Shows persons' names: for a terminal.
std::string render_approved(const Approval& approval, const Plan& plan, const Wanted& wanted,
                            const NamesBySource& names, Language language, std::size_t width);
/// The same without names.
std::string render_approval_json(const Approval& approval);

/// One line per approval, newest last; what is expired at `now` says so.
std::string render_approvals(const std::vector<Approval>& approvals, std::int64_t now, Language language);
std::string render_approvals_json(const std::vector<Approval>& approvals, std::int64_t now);

}  // namespace os2sync
