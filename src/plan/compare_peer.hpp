// SPDX-License-Identifier: MPL-2.0
/// @file What another exporter sent against what the rules give, field by field.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/recording.hpp"
#include "core/wanted.hpp"

namespace os2sync {

/// One field of one object. Values are texts, a list's ascending; a CPR number's is "[cpr]".
struct PeerDifference {
  ObjectKind kind{};
  FieldId field{};
  Uuid uuid;
  std::vector<std::string> theirs;
  std::vector<std::string> ours;
};

/// An object that only one of the two has.
struct LoneObject {
  ObjectKind kind{};
  Uuid uuid;
  bool without_positions = false;  ///< a user OS2sync refuses
  bool held = false;               ///< the rules leave it as it is in FK-ORG
};

struct PeerComparison {
  std::size_t units = 0;  ///< that both have
  std::size_t users = 0;
  std::vector<PeerDifference> differences;  ///< by kind, field, uuid
  std::vector<LoneObject> only_theirs;      ///< by kind, uuid
  std::vector<LoneObject> only_ours;

  std::size_t compared() const { return units + users; }
  bool equal() const { return differences.empty() && only_theirs.empty() && only_ours.empty(); }
};

/// Null, "" and [] are the same, lists are sets, uuids have no letter case. Fields that the rules leave to FK-ORG and
/// the dates of positions are not compared.
PeerComparison compare_with_peer(const Wanted& wanted, const Recording& recording);

}  // namespace os2sync
