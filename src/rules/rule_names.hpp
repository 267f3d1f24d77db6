// SPDX-License-Identifier: MPL-2.0
/// @file The names of the rules: each is an anchor in docs/rules.md and the `rule` of a TraceStep.
#pragma once

#include <array>
#include <string_view>

namespace os2sync::rule {

inline constexpr std::string_view kUnitTree = "unit.tree";
inline constexpr std::string_view kUnitFilter = "unit.filter";
inline constexpr std::string_view kUnitIgnored = "unit.ignored";
inline constexpr std::string_view kUnitHierarchy = "unit.hierarchy";
inline constexpr std::string_view kUnitUuid = "unit.uuid";
inline constexpr std::string_view kUnitParent = "unit.parent";
inline constexpr std::string_view kUnitName = "unit.name";
inline constexpr std::string_view kUnitAddresses = "unit.addresses";
inline constexpr std::string_view kUnitKle = "unit.kle";
inline constexpr std::string_view kUnitItSystems = "unit.it-systems";
inline constexpr std::string_view kUnitManager = "unit.manager";
inline constexpr std::string_view kUuidShared = "uuid.shared";
inline constexpr std::string_view kAddressVisibility = "address.visibility";
inline constexpr std::string_view kTextLimits = "text.limits";
inline constexpr std::string_view kUserPositions = "user.positions";
inline constexpr std::string_view kUserAccounts = "user.accounts";
inline constexpr std::string_view kUserUuid = "user.uuid";
inline constexpr std::string_view kUserUserId = "user.user-id";
inline constexpr std::string_view kUserFilter = "user.filter";
inline constexpr std::string_view kUserName = "user.name";
inline constexpr std::string_view kUserCpr = "user.cpr";
inline constexpr std::string_view kUserAddresses = "user.addresses";
inline constexpr std::string_view kUserLocation = "user.location";
inline constexpr std::string_view kUserFkAccount = "user.fk-account";
inline constexpr std::string_view kFieldOwner = "field.owner";

/// All of them, for the test that holds docs/rules.md and the traces together.
inline constexpr std::array kAll{kUnitTree,     kUnitFilter,    kUnitIgnored,   kUnitHierarchy, kUnitUuid,
                                 kUnitParent,   kUnitName,      kUnitAddresses, kUnitKle,       kUnitItSystems,
                                 kUnitManager,  kUuidShared,    kTextLimits,    kUserPositions, kAddressVisibility,
                                 kUserAccounts, kUserUuid,      kUserUserId,    kUserFilter,    kUserName,
                                 kUserCpr,      kUserAddresses, kUserLocation,  kUserFkAccount, kFieldOwner};

}  // namespace os2sync::rule
