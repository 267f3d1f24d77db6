// SPDX-License-Identifier: MPL-2.0
/// @file Which address fills a field: visibility first, then tie, class priority and the lowest uuid.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/source.hpp"
#include "rules/directory.hpp"
#include "rules/notes.hpp"
#include "rules/rule_names.hpp"
#include "rules/rules.hpp"
#include "rules/text.hpp"

namespace os2sync {

enum class Visibility { marked_public, unmarked, hidden };

/// Scope PUBLIC is public, anything else that is marked is hidden, an unknown class included. Unmarked addresses count
/// as public unless os2sync.require_visibility (docs/rules.md, address.visibility).
Visibility visibility_of(const SourceAddress& address, const Directory& directory) noexcept;

/// Whether an address may be shown; says so in the trace when it may not.
bool may_be_sent(const SourceAddress& address, const Directory& directory, const Rules& rules, Notes& notes);

/// How well an address fits a field; lower is better.
struct AddressFit {
  std::size_t tier = 0;  ///< users: 0 tied to the user's own account, 1 tied to none
  std::size_t rank = 0;  ///< place in the priority list
  auto operator<=>(const AddressFit&) const = default;
};

/// The race for each of `count` fields. Offer addresses in ascending uuid order: the first of equals stays.
template <std::size_t count>
class AddressRace {
 public:
  struct Loser {
    std::size_t field;
    const SourceAddress* address;
    AddressFit fit;
  };

  /// `remember_losers`: for a trace.
  explicit AddressRace(bool remember_losers) : remember_losers_{remember_losers} {}

  void offer(std::size_t field, const AddressFit& fit, const SourceAddress& address) {
    Lane& lane = lanes_[field];
    const bool wins = !lane.winner || fit < lane.fit;
    if (remember_losers_ && lane.winner)
      losers_.push_back(wins ? Loser{field, lane.winner, lane.fit} : Loser{field, &address, fit});
    if (wins) {
      lane = Lane{&address, fit, false};
    } else if (fit == lane.fit && address.text != lane.winner->text && trim(address.text) != trim(lane.winner->text)) {
      lane.contested = true;
    }
  }
  const SourceAddress* winner(std::size_t field) const noexcept { return lanes_[field].winner; }
  bool contested(std::size_t field) const noexcept { return lanes_[field].contested; }
  const AddressFit& fit(std::size_t field) const noexcept { return lanes_[field].fit; }
  const std::vector<Loser>& losers() const noexcept { return losers_; }

 private:
  struct Lane {
    const SourceAddress* winner = nullptr;
    AddressFit fit;
    bool contested = false;  ///< another address with another text fits as well
  };
  std::array<Lane, count> lanes_;
  std::vector<Loser> losers_;
  bool remember_losers_;
};

void trace_winner(const SourceAddress& winner, std::string_view field_name, std::string_view rule, Notes& notes);
/// Says why `loser` gave way: by its tie, by the priority list, or by its uuid.
void trace_loser(const SourceAddress& loser, const AddressFit& fit, const SourceAddress& winner,
                 const AddressFit& winner_fit, std::string_view field_name, std::string_view rule, Notes& notes);

/// The text of the winner, ready to be sent, with the findings that belong to it.
template <std::size_t count>
std::optional<std::string> take_winner(const AddressRace<count>& race, std::size_t field, std::string_view field_name,
                                       std::string_view rule, std::size_t limit, Notes& notes) {
  const SourceAddress* const winner = race.winner(field);
  if (!winner) return std::nullopt;
  if (race.contested(field)) notes.find(FindingCode::several_addresses, std::string{field_name});
  if (!winner->visibility) notes.find(FindingCode::address_without_visibility, winner->uuid.to_string());
  if (notes.traced()) {
    trace_winner(*winner, field_name, rule, notes);
    for (const auto& loser : race.losers()) {
      if (loser.field == field)
        trace_loser(*loser.address, loser.fit, *winner, race.fit(field), field_name, rule, notes);
    }
  }
  return fit_text(winner->text, limit, field_name, notes);
}

}  // namespace os2sync
