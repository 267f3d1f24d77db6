// SPDX-License-Identifier: MPL-2.0
#include "config/given_values.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "config/nearest_name.hpp"
#include "config/setting_error.hpp"
#include "config/settings_json.hpp"

namespace os2sync {
namespace {

using OriginKind = SettingOrigin::Kind;

constexpr std::string_view kCrontab = "crontab.";

bool starts_with_os2sync(std::string_view key) { return key.starts_with("os2sync.") || key.starts_with("os2sync_"); }

/// Keys of the families whose misspellings are refused. Everything else in the shared file belongs to other programs.
bool is_ours(std::string_view key) {
  return starts_with_os2sync(key) || key.starts_with("mora.") || key.starts_with("municipality.");
}

/// Keys in our families that other programs of the OS2MO suite read from the same file.
bool belongs_to_others(std::string_view key) {
  return key == "municipality.name" || key == "municipality.code" || key.starts_with("mora.folder.");
}

/// Old exporters took '.' and '_' for the same in their own keys.
std::string fold_key(std::string_view key) {
  std::string folded{key};
  if (starts_with_os2sync(key)) std::replace(folded.begin(), folded.end(), '.', '_');
  return folded;
}

std::string fold_environment_name(std::string_view name) {
  std::string folded;
  for (const char c : name) folded += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  // OS2MO's own documentation printed OS2SYNC_IGNORED.UNIT_LEVELS for a while.
  if (folded.starts_with("OS2SYNC_")) std::replace(folded.begin(), folded.end(), '.', '_');
  return folded;
}

/// Kubernetes tells every container about a service called "os2sync" in variables like OS2SYNC_PORT_5000_TCP_ADDR.
bool is_kubernetes_service_variable(std::string_view name, std::string_view value) {
  constexpr std::string_view kPort = "_PORT";
  if (name.ends_with("_SERVICE_HOST") || name.find("_SERVICE_PORT") != std::string_view::npos) return true;
  if (name.ends_with(kPort)) return value.find("://") != std::string_view::npos;
  const std::size_t port = name.find("_PORT_");
  if (port == std::string_view::npos) return false;
  const std::string_view number = name.substr(port + kPort.size() + 1);
  return !number.empty() && std::isdigit(static_cast<unsigned char>(number.front())) != 0;
}

std::string suggest(std::string_view name, const std::vector<std::string>& candidates, Language language) {
  const std::string nearest = find_nearest_name(name, candidates);
  if (!nearest.empty()) return fill_in(language, {"did you mean {}?", "mente du {}?"}, nearest);
  constexpr Text kSeePage{"see docs/settings.md for the known ones", "se de kendte i docs/settings.md"};
  return std::string{kSeePage.in(language)};
}

/// A variable's name in capitals and the setting it gives.
struct Spelling {
  const SettingSpec* spec;
  std::size_t age;  ///< 0 is the newest
};
using Spellings = std::map<std::string, Spelling>;

Spellings spellings_of(const std::vector<SettingSpec>& table) {
  Spellings spellings;
  for (const SettingSpec& spec : table) {
    for (std::size_t i = 0; i < spec.environment.size(); ++i)
      spellings.emplace(spec.environment[i], Spelling{&spec, i});
  }
  return spellings;
}

/// What a file says, as dotted keys: {"os2sync": {"ignored": {…}}} is the same as "os2sync.ignored.…".
class FileKeys {
 public:
  FileKeys(const SettingsFile& file, const std::vector<SettingSpec>& table, Language language)
      : file_{file}, table_{table}, spellings_{spellings_of(table)}, language_{language} {}

  void collect(GivenValues& given, FaultList& faults, std::vector<std::string>& warnings) {
    SettingValue root;
    try {
      root = parse_settings_json(file_.text);
    } catch (const SettingError& error) {
      faults.add({}, fmt::format("{}:{}", file_.name, error.in(language_)));
      return;
    }
    if (root.kind != SettingValue::Kind::object) {
      faults.add({}, fill_in(language_,
                             {"{}:1: settings are one JSON object, {{\"key\": value, …}}",
                              "{}:1: indstillinger er ét JSON-objekt, {{\"nøgle\": værdi, …}}"},
                             file_.name));
      return;
    }
    for (const SettingMember& member : root.members) {
      const bool is_family = member.key == "os2sync" || member.key == "mora" || member.key == "municipality";
      if (is_family && member.value.kind == SettingValue::Kind::object) {
        open_object(member.key, member.value, given, faults, warnings);
      } else {
        take(member.key, member, given, faults, warnings);
      }
    }
  }

 private:
  void open_object(const std::string& prefix, const SettingValue& object, GivenValues& given, FaultList& faults,
                   std::vector<std::string>& warnings) {
    for (const SettingMember& member : object.members) {
      take(prefix + "." + member.key, member, given, faults, warnings);
    }
  }

  void take(const std::string& key, const SettingMember& member, GivenValues& given, FaultList& faults,
            std::vector<std::string>& warnings) {
    const SettingOrigin origin{OriginKind::file, file_.name, member.line};
    for (const SettingSpec& spec : table_) {
      for (std::size_t i = 0; i < spec.file_keys.size(); ++i) {
        if (fold_key(spec.file_keys[i]) != fold_key(key)) continue;
        if (const std::size_t line = remember(key, member.line)) {
          faults.add(origin, fill_in(language_,
                                     {"{}: stands here and in line {}; keep one of them",
                                      "{}: står her og i linje {}; behold én af dem"},
                                     spec.key, line));
          return;
        }
        // As with an empty variable: nothing was said. null, in contrast, asks for the default.
        if (member.value.kind == SettingValue::Kind::text && member.value.is_blank()) return;
        // The dotted form counts as the newer one of two spellings of one key.
        given[&spec].push_back({origin, 2 * i + (key == spec.file_keys[i] ? 0 : 1), member.value});
        return;
      }
    }
    if (key.starts_with(kCrontab)) return take_variable(key.substr(kCrontab.size()), member, given, faults);
    if (is_ours(key) && member.value.kind == SettingValue::Kind::object) {
      open_object(key, member.value, given, faults, warnings);
    } else if (is_ours(key) && !belongs_to_others(key)) {
      faults.add(origin, fill_in(language_, {"{} is not a setting; {}", "{} er ikke en indstilling; {}"},
                                 quote_value(SettingValue::of_text(key)), suggest(key, known_keys(), language_)));
    } else if (const SettingSpec* spec = find_by_variable(key)) {
      warnings.push_back(fill_in(language_,
                                 {"{}: {} is read from the environment only; in a file write {}",
                                  "{}: {} læses kun fra miljøet; skriv {} i en fil"},
                                 origin.to_string(), key, spec->key));
    }
  }

  /// The line where the same dotted key stood before; 0 and remembered when it is new.
  std::size_t remember(const std::string& key, std::size_t line) {
    const auto [at, is_new] = seen_.emplace(key, line);
    return is_new ? 0 : at->second;
  }

  std::vector<std::string> known_keys() const {
    std::vector<std::string> keys;
    for (const SettingSpec& spec : table_) {
      if (spec.support != SettingSupport::no_effect)
        keys.insert(keys.end(), spec.file_keys.begin(), spec.file_keys.end());
    }
    return keys;
  }

  /// crontab.X stands for the variable X: that is what the job runner of the Python programs makes of it. Like that
  /// runner, it makes nothing of lists and objects.
  void take_variable(const std::string& name, const SettingMember& member, GivenValues& given, FaultList& faults) {
    const std::string text = variable_text_of(member.value);
    if (trim_blanks(text).empty()) return;
    const SettingOrigin origin{OriginKind::file, file_.name, member.line};
    const std::string folded = fold_environment_name(name);
    const auto found = spellings_.find(folded);
    if (found != spellings_.end()) {
      given[found->second.spec].push_back({origin, found->second.age, SettingValue::of_text(text), true});
    } else if (folded.starts_with("OS2SYNC_")) {
      std::vector<std::string> known;
      for (const auto& [variable, spelling] : spellings_) known.push_back(std::string{kCrontab} + variable);
      faults.add(origin, fill_in(language_, {"{} is not a setting; {}", "{} er ikke en indstilling; {}"},
                                 quote_value(SettingValue::of_text(member.key)),
                                 suggest(std::string{kCrontab} + folded, known, language_)));
    }
  }

  static std::string variable_text_of(const SettingValue& value) {
    switch (value.kind) {
      case SettingValue::Kind::flag: return value.flag ? "true" : "false";
      case SettingValue::Kind::number:
      case SettingValue::Kind::text: return value.text;
      default: return {};
    }
  }

  /// The honoured setting that a variable of this name, in capitals, would give.
  const SettingSpec* find_by_variable(std::string_view name) const {
    for (const SettingSpec& spec : table_) {
      if (spec.support != SettingSupport::honoured) continue;
      if (std::find(spec.environment.begin(), spec.environment.end(), name) != spec.environment.end()) return &spec;
    }
    return nullptr;
  }

  const SettingsFile& file_;
  const std::vector<SettingSpec>& table_;
  const Spellings spellings_;
  const Language language_;
  std::map<std::string, std::size_t> seen_;
};

void collect_from_environment(const SettingsSources& sources, const std::vector<SettingSpec>& table, GivenValues& given,
                              FaultList& faults, std::vector<std::string>& warnings) {
  const Spellings spellings = spellings_of(table);
  std::vector<std::string> known;
  for (const auto& [name, spelling] : spellings) {
    if (spelling.spec->support != SettingSupport::no_effect) known.push_back(name);
  }
  for (const auto& [name, text] : sources.environment) {
    // Compose files pass empty variables for everything that is not set; they say nothing.
    if (trim_blanks(text).empty()) continue;
    const std::string folded = fold_environment_name(name);
    const SettingOrigin origin{OriginKind::environment, name, 0};
    const auto found = spellings.find(folded);
    if (found != spellings.end()) {
      SettingValue value = SettingValue::of_text(text);
      const bool is_null = !found->second.spec->is_secret() && trim_blanks(text) == "null";
      given[found->second.spec].push_back({origin, found->second.age, is_null ? SettingValue{} : std::move(value)});
    } else if (folded.starts_with("FASTRAMQPI__")) {
      warnings.push_back(fill_in(
          sources.language,
          {"{} has no effect in this program; remove it", "{} har ingen virkning i dette program; fjern den"}, name));
    } else if (folded.starts_with("OS2SYNC_") && !is_kubernetes_service_variable(folded, text)) {
      faults.add(origin, fill_in(sources.language, {"is not a setting; {}", "er ikke en indstilling; {}"},
                                 suggest(folded, known, sources.language)));
    }
  }
}

}  // namespace

void FaultList::add(const SettingOrigin& origin, const std::string& text) {
  const bool has_place = origin.kind != OriginKind::default_value;
  faults_.push_back({origin.kind == OriginKind::environment ? 1 : 0, origin.line,
                     has_place ? fmt::format("{}: {}", origin.to_string(), text) : text});
}

std::vector<std::string> FaultList::take_sorted_lines() {
  std::stable_sort(faults_.begin(), faults_.end(), [](const Fault& left, const Fault& right) {
    return std::pair{left.rank, left.line} < std::pair{right.rank, right.line};
  });
  std::vector<std::string> lines;
  for (Fault& fault : faults_) lines.push_back(std::move(fault.text));
  faults_.clear();
  return lines;
}

GivenValues collect_given_values(const SettingsSources& sources, const std::vector<SettingSpec>& table,
                                 FaultList& faults, std::vector<std::string>& warnings) {
  GivenValues given;
  if (sources.file) FileKeys{*sources.file, table, sources.language}.collect(given, faults, warnings);
  collect_from_environment(sources, table, given, faults, warnings);
  for (auto& [spec, values] : given) {
    std::stable_sort(values.begin(), values.end(), [](const GivenValue& left, const GivenValue& right) {
      const auto rank = [](const GivenValue& value) {
        const int place = value.origin.kind == OriginKind::environment ? 0 : (value.from_crontab ? 1 : 2);
        return std::pair{place, value.age};
      };
      return rank(left) < rank(right);
    });
  }
  return given;
}

}  // namespace os2sync
