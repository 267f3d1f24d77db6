// SPDX-License-Identifier: MPL-2.0
#include "render/data_report.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "config/wrap_text.hpp"
#include "core/mask.hpp"
#include "render/finding_text.hpp"

namespace os2sync {
namespace {

/// A name as it may stand anywhere: in one line, without control characters a terminal would obey.
std::string clean(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  const auto blank = [](char c) { return c == ' '; };
  text.erase(text.begin(), std::ranges::find_if_not(text, blank));
  while (text.ends_with(' ')) text.pop_back();
  return mask_cpr(text);
}

/// What records are called and where they belong.
class Register {
 public:
  explicit Register(const Snapshot& snapshot) {
    for (const SourceUnit& unit : snapshot.units) units_.emplace(unit.uuid, &unit);
    for (const SourcePerson& person : snapshot.persons)
      persons_.emplace(person.uuid, clean(fmt::format("{} {}", person.given_name, person.surname)));
    for (const SourceItSystem& system : snapshot.it_systems) it_systems_.emplace(system.uuid, clean(system.name));
    for (const SourceAddress& address : snapshot.addresses) addresses_.emplace(address.uuid, &address);
    for (const SourceEngagement& engagement : snapshot.engagements) place(engagement);
  }

  std::string name_of(const Uuid& object) const {
    if (const auto unit = units_.find(object); unit != units_.end()) return clean(unit->second->name);
    if (const auto person = persons_.find(object); person != persons_.end()) return person->second;
    if (const auto system = it_systems_.find(object); system != it_systems_.end()) return system->second;
    // Findings name addresses that are sent or empty, so none that is secret.
    const auto address = addresses_.find(object);
    return address == addresses_.end() ? std::string{} : clean(address->second->text);
  }

  std::optional<Uuid> unit_of(const Finding& finding) const {
    const auto place = places_.find(finding.object);
    const Uuid& unit =
        finding.kind == ObjectKind::unit || place == places_.end() ? finding.object : place->second->unit;
    return units_.contains(unit) ? std::optional{unit} : std::nullopt;
  }

  /// Ends where the chain is broken or circular.
  std::string path_of(const Uuid& uuid) const {
    std::string path;
    std::size_t steps = 0;
    for (auto unit = units_.find(uuid); unit != units_.end() && steps <= units_.size(); ++steps) {
      path.insert(0, path.empty() ? "" : " / ").insert(0, clean(unit->second->name));
      if (!unit->second->parent) break;
      unit = units_.find(*unit->second->parent);
      if (unit != units_.end() && unit->first == uuid) break;
    }
    return path;
  }

 private:
  void place(const SourceEngagement& engagement) {
    const SourceEngagement*& best = places_[engagement.person];
    const auto rank = [](const SourceEngagement& e) { return std::pair{!e.is_primary, e.uuid}; };
    if (best == nullptr || rank(engagement) < rank(*best)) best = &engagement;
  }

  std::unordered_map<Uuid, const SourceUnit*> units_;
  std::unordered_map<Uuid, std::string> it_systems_;
  std::unordered_map<Uuid, const SourceAddress*> addresses_;
  std::unordered_map<Uuid, std::string> persons_;
  std::unordered_map<Uuid, const SourceEngagement*> places_;
};

/// A uuid is followed by what it is the uuid of.
std::string describe_detail(const std::string& detail, const Register& known) {
  const auto uuid = Uuid::parse(detail);
  const std::string name = uuid ? known.name_of(*uuid) : std::string{};
  return name.empty() ? detail : fmt::format("{} ({})", name, detail);
}

}  // namespace

DataReport make_data_report(const Snapshot& snapshot, const std::vector<Finding>& findings) {
  const Register known{snapshot};
  std::map<std::optional<Uuid>, ReportUnit> units;
  for (const Finding& finding : findings) {
    const auto uuid = known.unit_of(finding);
    ReportUnit& unit = units[uuid];
    if (unit.lines.empty() && uuid) unit = {uuid, known.path_of(*uuid), {}};
    unit.lines.push_back({finding.code, finding.kind, finding.object, known.name_of(finding.object),
                          describe_detail(finding.detail, known)});
  }
  DataReport report;
  report.findings = findings.size();
  for (auto& [uuid, unit] : units) {
    std::ranges::sort(unit.lines, {},
                      [](const ReportLine& l) { return std::tie(l.kind, l.name, l.object, l.code, l.detail); });
    report.units.push_back(std::move(unit));
  }
  std::ranges::sort(report.units, {}, [](const ReportUnit& u) {
    return std::tuple{!u.uuid.has_value(), u.path, u.uuid};
  });
  return report;
}

std::string render_report_text(const DataReport& report, Language language, std::size_t width) {
  constexpr Text kNone{"Nothing to remark on.\n", "Ingen bemærkninger.\n"};
  constexpr Text kNoUnit{"Without a unit that was read", "Uden en enhed, der er læst"};
  constexpr std::size_t kIndent = 4;
  constexpr std::size_t kNarrowest = 40;
  if (report.units.empty()) return std::string{kNone.in(language)};
  const std::size_t columns = std::max(width, kNarrowest) - kIndent;
  std::string out;
  for (const ReportUnit& unit : report.units) {
    if (!out.empty()) out += "\n";
    for (const std::string& line : wrap_text(unit.uuid ? unit.path : kNoUnit.in(language), columns + kIndent))
      out += line + "\n";
    for (const ReportLine& line : unit.lines) {
      const FindingInfo& info = finding_info(line.code);
      const std::string_view mark = info.severity == Severity::held ? "!" : "*";
      std::string lead = fmt::format("  {} ", mark);
      const std::string detail = line.detail.empty() ? "" : fmt::format(" [{}]", line.detail);
      const std::string text = fmt::format("{} ({}): {}{}. {}: {}.", line.name, line.object, info.text.in(language),
                                           detail, text_of(info.fixer).in(language), info.remedy.in(language));
      for (const std::string& part : wrap_text(text, columns)) {
        out += lead + part + "\n";
        lead = std::string(kIndent, ' ');
      }
    }
  }
  return out;
}

}  // namespace os2sync
