// SPDX-License-Identifier: MPL-2.0
#include "sim/quarantine_judge.hpp"

#include <fmt/format.h>

namespace os2sync::sim {

void QuarantineJudge::begin_run() {
  refused_in_run_.clear();
  accepted_in_run_.clear();
}

void QuarantineJudge::learn(const std::vector<SetAside>& kept) {
  kept_.clear();
  for (const SetAside& object : kept) kept_[{object.kind, object.uuid}] = object;
}

QuarantineJudge::Complaint QuarantineJudge::judge(const ObjectKey& object, std::size_t content) const {
  const auto kept = kept_.find(object);
  const auto before = refused_for_.find(object);
  if (kept == kept_.end() || kept->second.retry || before == refused_for_.end() || before->second != content)
    return std::nullopt;
  return fmt::format("{} {} was refused for good and is sent again as it was", name_of(object.first), object.second);
}

void QuarantineJudge::refused(const ObjectKey& object, std::size_t content) {
  refused_in_run_[object] = content;
  ever_refused_.insert(object);
  ++count_refused_;
}

void QuarantineJudge::accepted(const ObjectKey& object) { accepted_in_run_.insert(object); }

QuarantineJudge::Complaint QuarantineJudge::end_run(const std::vector<SetAside>& kept, bool completed) {
  const std::map<ObjectKey, SetAside> before = kept_;
  learn(kept);
  for (const auto& [object, row] : kept_) {
    if (!ever_refused_.contains(object))
      return fmt::format("{} {} was set aside, and nobody refused it", name_of(object.first), object.second);
    if (completed && accepted_in_run_.contains(object))
      return fmt::format("{} {} was accepted and is still set aside", name_of(object.first), object.second);
    // A kill may come between the answer and the note of it: what is kept is then about an earlier content.
    const auto known = before.find(object);
    const bool is_new = known == before.end() || !(known->second == row);
    if (const auto now = refused_in_run_.find(object); now != refused_in_run_.end() && is_new)
      refused_for_[object] = now->second;
  }
  if (!completed) return std::nullopt;
  for (const auto& [object, content] : refused_in_run_) {
    if (!kept_.contains(object))
      return fmt::format("{} {} was refused for good and not set aside", name_of(object.first), object.second);
  }
  return std::nullopt;
}

}  // namespace os2sync::sim
