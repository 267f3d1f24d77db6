// SPDX-License-Identifier: MPL-2.0
/// @file Several collections in one request: what one object needs is little, and each request costs a round trip.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/os2mo/kinds.hpp"

namespace os2sync::os2mo {

/// One collection of a bundle; `filter` as write_filter() made it.
struct BundlePart {
  Kind kind{};
  std::string_view filter;
};

/// The JSON body of the request for the first page of each part.
std::string write_bundle_request(std::span<const BundlePart> parts, std::size_t limit, const Extras& extras);

/// The answer to a bundle as one page body per part, in their order, as if each had been asked for alone. Empty when
/// the answer is no such thing (broken, errors, a part missing or null): then it is to be judged as a whole.
std::vector<std::string> split_bundle(const std::string& body, std::span<const Kind> kinds);

}  // namespace os2sync::os2mo
