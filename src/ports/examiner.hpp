// SPDX-License-Identifier: MPL-2.0
/// @file A look at the world around a run, without side effects: what `doctor` asks.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace os2sync {

/// What one plain request to a peer showed.
struct PeerLook {
  bool answered = false;
  std::string why_not;                                       ///< in libcurl's words
  std::optional<std::chrono::sys_seconds> date;              ///< the peer's clock
  std::optional<std::chrono::sys_seconds> certificate_ends;  ///< of its TLS certificate; none over plain http
};

/// One peer with the certificates the settings give for it.
class Examiner {
 public:
  virtual ~Examiner() = default;

  /// Asks for the address itself; any answer counts. Never throws for what the peer does.
  virtual PeerLook look(const std::string& url) = 0;
  /// When a PEM file's first certificate ends; none when it cannot be read.
  virtual std::optional<std::chrono::sys_seconds> certificate_file_ends(const std::string& path) = 0;
};

/// A file as this program's user meets it.
struct FileFacts {
  bool exists = false;
  bool writable = false;  ///< it, or where it does not exist yet the nearest folder above it that does
  std::optional<std::chrono::sys_seconds> changed;
};

}  // namespace os2sync
