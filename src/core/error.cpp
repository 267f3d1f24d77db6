// SPDX-License-Identifier: MPL-2.0
#include "core/error.hpp"

namespace os2sync {

int exit_code_of(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::usage: return 64;
    case ErrorKind::settings: return 78;
    case ErrorKind::unavailable: return 69;
    case ErrorKind::incomplete: return 75;
    case ErrorKind::unauthorised: return 77;
    case ErrorKind::refused: return 5;
    case ErrorKind::state: return 1;
    case ErrorKind::locked: return 75;
    case ErrorKind::interrupted: return 130;
    case ErrorKind::unexpected: return 1;
  }
  return 1;
}

}  // namespace os2sync
