// SPDX-License-Identifier: MPL-2.0
/// @file What lies at the ledger's path before SQLite sees it.
#pragma once

#include <string>
#include <vector>

namespace os2sync {

enum class FileContent {
  absent,
  empty,         ///< made by a run that died before it wrote anything
  database,      ///< SQLite, though perhaps not ours
  old_exporter,  ///< the JSON hash cache of the exporter before this one
  foreign,
};

/// Looks at the beginning of the file. Throws Error{state} when it cannot be read.
FileContent inspect_file(const std::string& path);

/// Makes a file that is readable by its owner alone from its first moment on, whatever the umask says.
void create_private_file(const std::string& path);

/// Takes away everybody else's access, should somebody have copied the file about. Returns whether it had to.
bool make_private(const std::string& path);

/// Renames an old exporter's cache to the first free name of path.old-exporter, path.old-exporter.2, …; returns the
/// name.
std::string move_aside(const std::string& path);

/// Makes a new name in the directory of `path` survive a power cut.
void sync_directory_of(const std::string& path);

/// Fails like open_ledger does for a file that is none of ours.
[[noreturn]] void refuse_foreign_file(const std::string& path);

}  // namespace os2sync
