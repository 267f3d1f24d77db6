// SPDX-License-Identifier: MPL-2.0
#include "commands/run_identity.hpp"

#include <fmt/format.h>

#include "config/render_settings.hpp"

namespace os2sync {

RunIdentity identify_run(std::string_view command, const LoadedSettings& loaded, const OpenLedger& open,
                         const Toolbox& toolbox) {
  std::string hex;
  for (const std::uint8_t byte : open.digester->digest(render_settings_json(loaded)).bytes)
    hex += fmt::format("{:02x}", byte);
  return {command, toolbox.version(), std::move(hex)};
}

}  // namespace os2sync
