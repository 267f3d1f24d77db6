// SPDX-License-Identifier: MPL-2.0
#include "plan/compare_peer.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace os2sync {
namespace {

using Texts = std::vector<std::string>;

Texts sorted(Texts texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

struct TextsOfOurs {
  Texts operator()(std::monostate) const { return {}; }
  Texts operator()(std::string_view text) const { return text.empty() ? Texts{} : Texts{std::string{text}}; }
  Texts operator()(const Uuid& uuid) const { return {uuid.to_string()}; }
  Texts operator()(std::reference_wrapper<const Cpr>) const { return {"[cpr]"}; }
  Texts operator()(std::span<const Uuid> uuids) const {
    Texts texts;
    for (const Uuid& uuid : uuids) texts.push_back(uuid.to_string());
    return sorted(std::move(texts));
  }
  Texts operator()(std::span<const WantedPosition> positions) const {
    Texts texts;
    for (const WantedPosition& position : positions)
      texts.push_back(fmt::format("\"{}\" @ {}", position.name, position.unit));
    return sorted(std::move(texts));
  }
};

bool holds_uuids(FieldId field) {
  return field == FieldId::parent || field == FieldId::manager || field == FieldId::tasks ||
         field == FieldId::contact_for_tasks || field == FieldId::it_systems;
}

/// Lower-case where the text is, or for a position ends in, a uuid.
std::string normalise(FieldId field, std::string text) {
  constexpr std::size_t kUuidLength = 36;
  if (!holds_uuids(field) && field != FieldId::positions) return text;
  if (text.size() < kUuidLength) return text;
  const std::size_t start = text.size() - kUuidLength;
  if (const auto uuid = Uuid::parse(std::string_view{text}.substr(start)))
    text.replace(start, kUuidLength, uuid->to_string());
  return text;
}

Texts texts_of_theirs(const RecordedObject& object, FieldId field) {
  if (field == FieldId::person_cpr) return object.cpr || object.cpr_unusable ? Texts{"[cpr]"} : Texts{};
  const auto found = object.fields.find(field_name(field));
  if (found == object.fields.end()) return {};
  Texts texts;
  if (const auto* list = std::get_if<std::vector<std::string>>(&found->second)) {
    for (const std::string& text : *list) texts.push_back(normalise(field, text));
  } else {
    texts.push_back(normalise(field, std::get<std::string>(found->second)));
  }
  return sorted(std::move(texts));
}

bool same_cpr(const RecordedObject& theirs, const FieldValue& ours) {
  const auto* cpr = std::get_if<std::reference_wrapper<const Cpr>>(&ours);
  if (!cpr) return !theirs.cpr && !theirs.cpr_unusable;
  return theirs.cpr && *theirs.cpr == cpr->get();
}

template <typename Object>
void compare_fields(ObjectKind kind, const Object& wanted, const RecordedObject& theirs,
                    std::vector<PeerDifference>& differences) {
  for (const Field& field : fields_of(wanted)) {
    PeerDifference difference{kind, field.id, wanted.uuid, texts_of_theirs(theirs, field.id),
                              std::visit(TextsOfOurs{}, field.value)};
    const bool same =
        field.id == FieldId::person_cpr ? same_cpr(theirs, field.value) : difference.theirs == difference.ours;
    if (!same) differences.push_back(std::move(difference));
  }
}

using Theirs = std::map<std::pair<ObjectKind, Uuid>, const RecordedObject*>;

/// Compares what both have and takes it out of `theirs`; returns how many that were.
template <typename Object>
std::size_t compare_objects(ObjectKind kind, const std::vector<Object>& wanted, Theirs& theirs, PeerComparison& out) {
  std::size_t both = 0;
  for (const Object& object : wanted) {
    const auto found = theirs.find({kind, object.uuid});
    if (found == theirs.end()) {
      out.only_ours.push_back({kind, object.uuid, false, false});
      continue;
    }
    compare_fields(kind, object, *found->second, out.differences);
    theirs.erase(found);
    ++both;
  }
  return both;
}

}  // namespace

PeerComparison compare_with_peer(const Wanted& wanted, const Recording& recording) {
  Theirs theirs;
  for (const RecordedObject& object : recording.objects) theirs[{object.kind, object.uuid}] = &object;
  PeerComparison comparison;
  comparison.units = compare_objects(ObjectKind::unit, wanted.units, theirs, comparison);
  comparison.users = compare_objects(ObjectKind::user, wanted.users, theirs, comparison);
  for (const auto& [key, object] : theirs) {
    const auto& held = key.first == ObjectKind::unit ? wanted.held_units : wanted.held_persons;
    comparison.only_theirs.push_back({key.first, key.second,
                                      key.first == ObjectKind::user && !object->fields.contains("Positions"),
                                      std::ranges::binary_search(held, key.second)});
  }
  std::ranges::sort(comparison.differences, {},
                    [](const PeerDifference& d) { return std::tie(d.kind, d.field, d.uuid); });
  std::ranges::sort(comparison.only_ours, {}, [](const LoneObject& o) { return std::tie(o.kind, o.uuid); });
  return comparison;
}

}  // namespace os2sync
