// SPDX-License-Identifier: MPL-2.0
/// @file A comparison with another exporter, for people and for programs.
#pragma once

#include <cstddef>
#include <string>

#include "core/language.hpp"
#include "plan/compare_peer.hpp"

namespace os2sync {

struct PeerTextOptions {
  Language language{};
  std::size_t examples = 3;  ///< per field
  bool show_values = false;  ///< personal data; never a CPR number
};

/// How many objects and which fields differ, each with some examples; then the verdict.
std::string render_peer_comparison(const PeerComparison& comparison, const PeerTextOptions& options);
/// {"format_version", "equal", "compared", "fields": [{kind, field, count, examples}], "only_theirs", "only_ours"}
std::string render_peer_comparison_json(const PeerComparison& comparison, const PeerTextOptions& options);

}  // namespace os2sync
