// SPDX-License-Identifier: MPL-2.0
#include "plan/compare_fk.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "plan/digests.hpp"

namespace os2sync {
namespace {

using Digests = std::vector<std::uint64_t>;  // of the forms in which a value may have been sent; empty = no value

std::optional<std::uint64_t> sent_digest(const LedgerEntry& sent, FieldId field) {
  const auto found = std::find_if(sent.fields.begin(), sent.fields.end(),
                                  [&](const FieldDigest& digest) { return digest.field == field; });
  return found == sent.fields.end() ? std::nullopt : std::optional{found->digest};
}

bool is_uuid(FieldId field) { return field == FieldId::parent || field == FieldId::manager; }

class HeldDigests {
 public:
  HeldDigests(const FkObject& held, const Digester& digester) : held_{held}, digester_{digester} {}

  Digests of(FieldId field) const {
    if (field == FieldId::person_cpr) return of_cpr();
    if (field == FieldId::positions) return of_positions();
    const auto found = held_.fields.find(field_name(field));
    if (found == held_.fields.end()) return {};
    if (const auto* text = std::get_if<std::string>(&found->second)) return of_text(field, *text);
    return of_ids(field, std::get<std::vector<std::string>>(found->second));
  }

 private:
  Digests of_value(FieldId field, FieldValue value) const {
    return {field_digest(Field{field, value}, digester_).digest};
  }

  /// OS2sync and FK-ORG differ in letter case of uuids; a text that is none there is another value anyway.
  Digests of_text(FieldId field, const std::string& text) const {
    const auto uuid = is_uuid(field) ? Uuid::parse(text) : std::nullopt;
    return uuid ? of_value(field, *uuid) : of_value(field, std::string_view{text});
  }

  Digests of_ids(FieldId field, const std::vector<std::string>& texts) const {
    std::vector<Uuid> ids;
    ids.reserve(texts.size());
    for (const std::string& text : texts) ids.push_back(Uuid::parse(text).value_or(Uuid{}));
    std::sort(ids.begin(), ids.end());
    if (ids.empty()) return {};
    return of_value(field, std::span<const Uuid>{ids});
  }

  Digests of_cpr() const { return held_.cpr ? of_value(FieldId::person_cpr, std::cref(*held_.cpr)) : Digests{}; }

  /// FK-ORG fills in a start that was not sent, so a position may have been sent with its dates or without.
  Digests of_positions() const {
    if (held_.positions.empty()) return {};
    std::vector<WantedPosition> positions = held_.positions;
    std::sort(positions.begin(), positions.end(), [](const WantedPosition& a, const WantedPosition& b) {
      return std::tie(a.name, a.unit, a.start, a.stop) < std::tie(b.name, b.unit, b.start, b.stop);
    });
    Digests digests = of_value(FieldId::positions, std::span<const WantedPosition>{positions});
    for (WantedPosition& position : positions) position.start = position.stop = std::nullopt;
    const Digests without_dates = of_value(FieldId::positions, std::span<const WantedPosition>{positions});
    digests.insert(digests.end(), without_dates.begin(), without_dates.end());
    return digests;
  }

  const FkObject& held_;
  const Digester& digester_;
};

bool is_unreadable(const FkObject& held, FieldId field) {
  return std::find(held.unreadable.begin(), held.unreadable.end(), field_name(field)) != held.unreadable.end();
}

/// Two positions of one name in one unit differ in their dates alone, and were sent in the order of engagements, which
/// FK-ORG does not know: their digest cannot be made again.
bool has_lost_order(const std::vector<WantedPosition>& positions) {
  for (std::size_t i = 0; i < positions.size(); ++i) {
    for (std::size_t k = i + 1; k < positions.size(); ++k) {
      if (positions[i].name == positions[k].name && positions[i].unit == positions[k].unit) return true;
    }
  }
  return false;
}

}  // namespace

FkComparison compare_with_fk(const LedgerEntry& sent, const FkObject& held, FieldSet ours, const Digester& digester) {
  FkComparison comparison;
  const HeldDigests digests{held, digester};
  for (std::size_t bit = 0; bit < kFieldCount; ++bit) {
    if (!ours[bit]) continue;
    const auto field = static_cast<FieldId>(bit);
    if (is_unreadable(held, field)) {
      comparison.unclear = true;
      continue;
    }
    const auto expected = sent_digest(sent, field);
    const Digests is = digests.of(field);
    if (field == FieldId::contact_for_tasks && is.empty()) continue;
    const bool equal = expected ? std::find(is.begin(), is.end(), *expected) != is.end() : is.empty();
    if (equal) continue;
    if (field == FieldId::positions && has_lost_order(held.positions)) {
      comparison.unclear = true;
    } else {
      comparison.differing.push_back(field);
    }
  }
  return comparison;
}

}  // namespace os2sync
