// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/results.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#include "core/error.hpp"
#include "core/mask.hpp"

namespace os2sync {

bool print_result(std::string_view text) {
  const std::string safe = mask_cpr(text);
  const bool written = std::fwrite(safe.data(), 1, safe.size(), stdout) == safe.size() && std::fflush(stdout) == 0;
  if (!written && errno != EPIPE) {
    throw Error{ErrorKind::unexpected,
                Text{"the result cannot be written to standard output: {}",
                     "resultatet kan ikke skrives til standard output: {}"},
                std::generic_category().message(errno)};
  }
  return safe.size() != text.size();
}

}  // namespace os2sync
