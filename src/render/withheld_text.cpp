// SPDX-License-Identifier: MPL-2.0
#include "render/withheld_text.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "config/wrap_text.hpp"
#include "plan/approvable.hpp"
#include "render/names.hpp"

namespace os2sync {
namespace {

constexpr std::size_t kMaxLines = 20;
constexpr std::int64_t kHour = 3600;

constexpr Text kRefused{"Stopped: {}.", "Standset: {}."};
constexpr Text kMassChange{
    "{} would change or be blanked on {} of {} {}: more than os2sync.guard.change_count and change_percent allow.",
    "{} ville blive ændret eller tømt på {} af {} {}: flere, end os2sync.guard.change_count og change_percent "
    "tillader."};
constexpr Text kApprove{"{} held-back changes can be let through, these and no others, by:",
                        "{} tilbageholdte ændringer kan slippes igennem, netop disse, med:"};
constexpr Text kSeePlan{"What is held back can be approved as part of the whole plan: see os2sync-export plan.",
                        "Det tilbageholdte kan godkendes som del af hele planen: se os2sync-export plan."};
constexpr Text kDeletions{"deletions held back: {}\n", "tilbageholdte sletninger: {}\n"};
constexpr Text kNew{"new", "ny"};
constexpr Text kAge{"for {} h", "i {} t"};
constexpr Text kMore{"  … and {} more\n", "  … og {} mere\n"};
constexpr Text kUnits{"units", "enheder"};
constexpr Text kUsers{"users", "brugere"};

template <typename... Args>
std::string fill(Text text, Language language, const Args&... args) {
  return fmt::format(fmt::runtime(text.in(language)), args...);
}

}  // namespace

std::string render_guards(const Plan& plan, Language language, std::size_t width) {
  std::string out;
  const auto add = [&](const std::string& text) {
    for (const std::string& line : wrap_text(text, width)) out += line + "\n";
  };
  if (plan.refusal) add(fill(kRefused, language, text_of(*plan.refusal).in(language)));
  for (const MassChange& mass : plan.mass_changes) {
    const Text& objects = mass.kind == ObjectKind::unit ? kUnits : kUsers;
    add(fill(kMassChange, language, field_name(mass.field), mass.changed, mass.held, objects.in(language)));
  }
  const std::size_t count = find_approvable(plan).size() - (plan.refusal ? 1 : 0);
  if (const std::string hash = approval_hash(plan); !hash.empty()) {
    add(fill(kApprove, language, count));
    out += fmt::format("  os2sync-export approve {}\n", hash);
  } else if (count > 0) {
    add(std::string{kSeePlan.in(language)});
  }
  return out;
}

std::string render_withheld_deletions(const Plan& plan, std::int64_t now, Language language) {
  std::vector<const Withheld*> waiting;
  for (const Withheld& withheld : plan.withheld) {
    if (withheld.change.action == Action::remove && can_be_approved(withheld.reason)) waiting.push_back(&withheld);
  }
  if (waiting.empty()) return {};
  std::stable_sort(waiting.begin(), waiting.end(), [now](const Withheld* a, const Withheld* b) {
    return (a->since == 0 ? now : a->since) < (b->since == 0 ? now : b->since);
  });
  std::string out = fill(kDeletions, language, waiting.size());
  for (std::size_t i = 0; i < waiting.size() && i < kMaxLines; ++i) {
    const Withheld& one = *waiting[i];
    const std::string age = one.since == 0 ? std::string{kNew.in(language)}
                                           : fill(kAge, language, std::max<std::int64_t>(now - one.since, 0) / kHour);
    out += fmt::format("- {} {} ({})\n", text_of(one.change.kind).in(language), one.change.uuid, age);
  }
  if (waiting.size() > kMaxLines) out += fill(kMore, language, waiting.size() - kMaxLines);
  return out;
}

}  // namespace os2sync
