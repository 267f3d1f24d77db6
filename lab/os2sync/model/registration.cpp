// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/registration.hpp"

namespace os2sync_model {

std::string_view name_of(Kind kind) noexcept { return kind == Kind::unit ? "orgUnit" : "user"; }

std::string_view name_of(Operation operation) noexcept {
  switch (operation) {
    case Operation::update: return "UPDATE";
    case Operation::remove: return "DELETE";
    case Operation::passivate: return "PASSIVER";
  }
  return "";
}

}  // namespace os2sync_model
