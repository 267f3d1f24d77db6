// SPDX-License-Identifier: MPL-2.0
/// @file Where recorded municipalities lie; they are no part of the repository.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace os2sync::test {

/// The folder of a recorded municipality: below $OS2SYNC_SHARED if that is set, else ../shared; none when it is not
/// there.
inline std::optional<std::filesystem::path> find_recording(const std::string& name) {
  const char* const configured = std::getenv("OS2SYNC_SHARED");
  const std::filesystem::path folder = std::filesystem::path{configured ? configured : "../shared"} / "data" / name;
  return std::filesystem::exists(folder) ? std::optional{folder} : std::nullopt;
}

}  // namespace os2sync::test
