// SPDX-License-Identifier: MPL-2.0
#include "commands/uuid_arguments.hpp"

#include <optional>

#include "core/error.hpp"

namespace os2sync {

std::vector<Uuid> read_uuids(const std::vector<std::string>& texts) {
  std::vector<Uuid> uuids;
  for (const std::string& text : texts) {
    const std::optional<Uuid> uuid = Uuid::parse(text);
    if (!uuid)
      throw Error{ErrorKind::usage,
                  Text{"'{}' is no uuid; give uuids of OS2MO or of FK-ORG",
                       "'{}' er ikke et uuid; giv uuid'er fra OS2MO eller FK-ORG"},
                  text};
    uuids.push_back(*uuid);
  }
  return uuids;
}

}  // namespace os2sync
