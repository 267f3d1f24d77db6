// SPDX-License-Identifier: MPL-2.0
/// @file The OS2sync releases the model can play, and what differs between them, as data.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

namespace os2sync_model {

/// Releases whose behaviour differs; the last stands for 4.8 to 4.9.1.
enum class Version { v2_7, v3, v4_0, v4_1, v4_3, v4_4, v4_7, v4_9_1 };

/// Reads "2.7", "3.x" (also "3"), "4.0" … "4.9.1".
std::optional<Version> parse_version(std::string_view text) noexcept;
std::string_view name_of(Version version) noexcept;

/// When an UPDATE is skipped because the last success row already says the same.
enum class SkipRule { never, equal_to_last_update, equal_to_last_row };

/// What becomes of a user row that FK-ORG could not take for the moment.
enum class BusyUser { stays, parks_after_rollback, sinks };

/// Everything that changed from release to release, so that no other file compares versions.
struct Profile {
  Version version = Version::v4_9_1;

  bool camel_case = false;            ///< 2.x wrote camelCase, enums as integers, and read scalars strictly
  bool checks_key = true;             ///< 4.0.0 had lost the check
  bool key_guards_open_reads = true;  ///< hierarchy start and DtrId
  bool key_guards_ticket = false;     ///< fetching a hierarchy result
  bool missing_cvr_crashes = false;   ///< instead of a 401
  bool header_cvr_wins_for_hierarchy = false;

  bool has_priority = true;  ///< priority and bypassCache are read
  bool has_all_and_cleanup = true;
  bool has_passiver = true;
  bool has_only_ous = true;
  bool has_user_status = true;
  bool reads_need_a_person = false;  ///< 3.x crashed inside GET for a user without a person
  bool needs_sts = true;

  SkipRule user_skip = SkipRule::equal_to_last_row;
  SkipRule unit_skip = SkipRule::never;
  bool collapses = true;
  std::optional<int> users_per_run = 100;
  bool unit_trouble_blocks_users = false;
  BusyUser busy_user = BusyUser::sinks;
  bool parked_users_starve_on_mysql = false;
  bool user_diff_breaks_on_mssql = false;
  std::array<std::chrono::seconds, 3> back_off{std::chrono::seconds{30}, std::chrono::seconds{60},
                                               std::chrono::seconds{120}};

  std::size_t text_width = 255;
  std::size_t person_name_width = 255;
  std::size_t position_name_width = 255;
  bool long_position_names_poison = true;  ///< the queue holds 255, the success and failure tables 200
  bool long_errors_poison_on_mysql = false;

  bool ignores_payout_units = true;
  bool ignores_contact_places = true;
  bool leaves_sor_alone = true;

  bool has(Version since) const noexcept { return version >= since; }
};

Profile profile_of(Version version) noexcept;

}  // namespace os2sync_model
