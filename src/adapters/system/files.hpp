// SPDX-License-Identifier: MPL-2.0
/// @file Files, folders and the environment of the process.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ports/examiner.hpp"

namespace os2sync {

std::map<std::string, std::string> read_environment();

/// The file's bytes, none when it does not exist. Throws Error{settings} when it exists but cannot be read.
std::optional<std::string> read_file(const std::string& path);
/// Looks at a file without touching it.
FileFacts look_at_file(const std::string& path);

/// Writes a file that the owner alone can read, whole or not at all, with what looks like a CPR number masked; returns
/// whether something was. Throws Error{usage}.
bool write_private_file(const std::string& path, std::string_view content);

/// /var/lib/os2sync-export/ledger.db for root, else below XDG_STATE_HOME or ~/.local/state.
std::string default_ledger_path(const std::map<std::string, std::string>& environment);

/// Makes the folders a file needs, mode 0700. Throws Error{state}.
void make_parent_directories(const std::string& path);

}  // namespace os2sync
