// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/version.hpp"

#include <utility>

namespace os2sync_model {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::pair<std::string_view, Version>, 8> kNames{{
    {"2.7", Version::v2_7},
    {"3.x", Version::v3},
    {"4.0", Version::v4_0},
    {"4.1", Version::v4_1},
    {"4.3", Version::v4_3},
    {"4.4", Version::v4_4},
    {"4.7", Version::v4_7},
    {"4.9.1", Version::v4_9_1},
}};

/// Where 2.7 has not been studied it is played as 3.x, its nearest known relative.
void make_third_or_older(Profile& profile) {
  profile.key_guards_ticket = true;
  profile.header_cvr_wins_for_hierarchy = true;
  profile.has_priority = false;
  profile.has_user_status = false;
  profile.reads_need_a_person = true;
  profile.needs_sts = false;
  profile.user_skip = SkipRule::equal_to_last_update;
  profile.unit_skip = SkipRule::equal_to_last_update;
  profile.users_per_run = std::nullopt;
  profile.text_width = 200;
  profile.person_name_width = 100;
  profile.position_name_width = 200;
  profile.long_position_names_poison = false;
  profile.long_errors_poison_on_mysql = true;
  profile.ignores_payout_units = false;
  profile.ignores_contact_places = false;
  if (profile.version == Version::v2_7) {
    profile.camel_case = true;
    profile.has_only_ous = false;
  }
}

}  // namespace

std::optional<Version> parse_version(std::string_view text) noexcept {
  if (text == "3") return Version::v3;
  for (const auto& [name, version] : kNames) {
    if (name == text) return version;
  }
  return std::nullopt;
}

std::string_view name_of(Version version) noexcept {
  for (const auto& [name, known] : kNames) {
    if (known == version) return name;
  }
  return "unknown";
}

Profile profile_of(Version version) noexcept {
  Profile profile;
  profile.version = version;
  const bool third_or_older = version <= Version::v3;
  if (third_or_older) make_third_or_older(profile);

  profile.checks_key = version != Version::v4_0;
  profile.key_guards_open_reads = third_or_older || version >= Version::v4_3;
  profile.missing_cvr_crashes = version < Version::v4_1;
  profile.has_all_and_cleanup = version >= Version::v4_1;
  profile.has_passiver = version >= Version::v4_7;
  profile.leaves_sor_alone = version >= Version::v4_1;

  if (version == Version::v4_0) profile.user_skip = SkipRule::never;
  profile.collapses = third_or_older || version >= Version::v4_4;
  profile.unit_trouble_blocks_users = version < Version::v4_4;
  if (version < Version::v4_3) profile.busy_user = BusyUser::stays;
  if (version == Version::v4_1) {
    profile.busy_user = BusyUser::parks_after_rollback;
    profile.parked_users_starve_on_mysql = true;
    profile.user_diff_breaks_on_mssql = true;
  }
  if (version < Version::v4_7) profile.back_off = {minutes{1}, minutes{3}, minutes{5}};
  return profile;
}

}  // namespace os2sync_model
