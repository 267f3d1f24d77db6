// SPDX-License-Identifier: MPL-2.0
/// @file From OS2sync's lists to the uuids FK-ORG holds.
#pragma once

#include <string_view>

#include "core/finding.hpp"
#include "ports/sink.hpp"

namespace os2sync {

/// The answer of `all`: every active object. FkUnavailable when it is not a list of texts.
FkListing parse_all(std::string_view body);

/// The answer to a ticket: the objects of one kind in the tree, inactive users left out. Never complete. FkUnavailable
/// when the crawl failed or the answer is no tree.
FkListing parse_tree(std::string_view body, ObjectKind kind);

}  // namespace os2sync
