// SPDX-License-Identifier: MPL-2.0
#include "config/load_settings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/check_meaning.hpp"
#include "config/given_values.hpp"
#include "config/merge_values.hpp"
#include "config/setting_error.hpp"
#include "config/setting_types.hpp"
#include "config/settings_table.hpp"

namespace os2sync {
namespace {

using Kind = SettingValue::Kind;
using OriginKind = SettingOrigin::Kind;

class Loader {
 public:
  explicit Loader(const SettingsSources& sources) : sources_{sources}, table_{make_settings_table()} {}

  SettingsResult load() {
    given_ = collect_given_values(sources_, table_, faults_, loaded_.warnings);
    for (const SettingSpec& spec : table_) load_setting(spec);
    find_missing();
    Settings& settings = loaded_.settings;
    derive_rules(settings);
    const bool values_are_right = faults_.empty();
    if (values_are_right) {
      for (const std::string& fault : find_contradictions(settings, sources_.language)) faults_.add_missing(fault);
      for (std::string& warning : find_risks(settings, sources_.language))
        loaded_.warnings.push_back(std::move(warning));
    }
    if (!faults_.empty()) return SettingsFaults{faults_.take_sorted_lines(), values_are_right};
    return std::move(loaded_);
  }

 private:
  /// What several settings decide together.
  static void derive_rules(Settings& settings) {
    Rules& rules = settings.rules;
    rules.limits = text_limits_of(settings.os2sync.server_version, settings.truncate_length);
    rules.unit_owners = owners_of(settings.field_ownership, "Unit.");
    rules.user_owners = owners_of(settings.field_ownership, "User.");
    if (settings.use_extension_field && rules.job_title_extension == 0) rules.job_title_extension = 3;
    rules.new_mode = settings.new_mode;
    rules.random_fk_uuids = settings.randomize_fk_org_uuid;
    rules.has_templates = !settings.templates.empty();
    rules.position_dates = settings.position_dates.value_or(settings.new_mode);
    rules.future_engagements = settings.future_engagements.value_or(settings.new_mode);
  }

  void load_setting(const SettingSpec& spec) {
    const auto found = given_.find(&spec);
    std::vector<GivenValue> given = found == given_.end() ? std::vector<GivenValue>{} : found->second;
    warn_of_disagreement(spec, given);
    drop_loosening(spec, given);
    switch (spec.support) {
      case SettingSupport::no_effect: return remark_no_effect(spec, given);
      case SettingSupport::not_yet: return refuse_if_it_matters(spec, given);
      case SettingSupport::honoured: break;
    }
    LoadedSetting result;
    result.key = spec.key;
    result.is_secret = spec.is_secret();
    // null takes the default whatever weaker places say, so nothing is merged with it.
    const bool is_merged = spec.is_merged() && !given.empty() && !given.front().value.is_blank();
    std::vector<std::string>& others = is_merged ? result.merged : result.overridden;
    for (std::size_t i = 1; i < given.size(); ++i) others.push_back(given[i].origin.to_string());
    if (spec.is_secret()) {
      load_secret(spec, given, result);
    } else if (!spec.secret_key.empty()) {
      load_path_of_secret(given, result);
    } else if (!given.empty()) {
      load_value(spec, given, result);
    }
    if (spec.show) result.value = spec.show(loaded_.settings);
    result.default_value = spec.default_text();
    result.is_default = !result.is_secret && result.value == result.default_value;
    loaded_.values.push_back(std::move(result));
  }

  /// S11: what the environment would loosen stays as the file, or the default, has it.
  void drop_loosening(const SettingSpec& spec, std::vector<GivenValue>& given) {
    if (spec.looser == LooserWhen::never) return;
    const auto of_file = std::find_if(given.begin(), given.end(),
                                      [](const GivenValue& value) { return value.origin.kind == OriginKind::file; });
    Settings base;
    try {
      if (of_file != given.end() && !of_file->value.is_blank()) spec.assign(base, of_file->value);
    } catch (const SettingError&) {
      base = {};  // a fault unless something stricter than the default overrides it
    }
    const auto loosens = [&](const GivenValue& value) {
      if (value.origin.kind != OriginKind::environment || !is_looser(spec, value.value, base)) return false;
      const std::string in_force =
          of_file == given.end() ? say({"the default", "standardværdien"}) : of_file->origin.to_string();
      warn({"{} would loosen the guard {} from {} ({}) and is ignored; loosen it in the settings file",
            "{} ville løsne sikringen {} fra {} ({}) og ses bort fra; løsn den i indstillingsfilen"},
           value.origin.to_string(), spec.key, spec.show(base), in_force);
      return true;
    };
    std::erase_if(given, loosens);
  }

  static bool is_looser(const SettingSpec& spec, const SettingValue& value, const Settings& base) {
    Settings changed;
    try {
      if (!value.is_blank()) spec.assign(changed, value);
    } catch (const SettingError&) {
      return false;  // a fault, told where values are read
    }
    return os2sync::is_looser(spec, spec.show(changed), spec.show(base));
  }

  /// Once all are known, since some decide which others are needed.
  void find_missing() {
    for (const LoadedSetting& value : loaded_.values) {
      const SettingSpec& spec = *find_setting(table_, value.key);
      if (spec.required && !value.is_set && !has_fault(spec.key) && !is_needless(spec)) add_missing(spec);
    }
  }

  /// Without OS2sync there is no municipality to name, with the LC database no OS2MO to log in to.
  bool is_needless(const SettingSpec& spec) const {
    const Settings& settings = loaded_.settings;
    if (spec.group == SettingGroup::os2mo) return settings.use_lc_db;
    return spec.key == "municipality.cvr" && settings.os2sync.is_stub();
  }

  void load_value(const SettingSpec& spec, const std::vector<GivenValue>& given, LoadedSetting& result) {
    const GivenValue& winner = given.front();
    result.origin = winner.origin;
    try {
      const SettingValue value = spec.is_merged() ? merge_all(given) : winner.value;
      if (value.is_blank()) return;
      spec.assign(loaded_.settings, value);
      result.is_set = true;
    } catch (const SettingError& error) {
      add_fault(spec, winner.origin, error.in(sources_.language));
    }
  }

  void load_path_of_secret(const std::vector<GivenValue>& given, LoadedSetting& result) {
    if (given.empty()) return;
    result.origin = given.front().origin;
    result.is_set = !given.front().value.is_blank();
    if (result.is_set) result.value = to_json_text(given.front().value);
  }

  /// A secret comes from its own setting or from the file its twin names: environment before file, then itself first.
  void load_secret(const SettingSpec& spec, const std::vector<GivenValue>& given, LoadedSetting& result) {
    const GivenValue* direct = first_filled(given);
    const GivenValue* from_file = nullptr;
    const SettingSpec* twin = find_setting(table_, spec.key + "_file");
    const auto found = twin == nullptr ? given_.end() : given_.find(twin);
    if (found != given_.end()) from_file = first_filled(found->second);
    if (direct != nullptr && from_file != nullptr) {
      const bool file_wins =
          from_file->origin.kind == OriginKind::environment && direct->origin.kind == OriginKind::file;
      const GivenValue*& loser = file_wins ? direct : from_file;
      warn({"{} is given by {} and by {}; {} is used, remove the other",
            "{} er angivet af {} og af {}; {} bruges, fjern den anden"},
           spec.key, direct->origin.to_string(), from_file->origin.to_string(),
           (file_wins ? from_file : direct)->origin.to_string());
      result.overridden.push_back(loser->origin.to_string());
      loser = nullptr;
    }
    if (direct != nullptr) take_secret(spec, *direct, direct->value, result);
    if (from_file != nullptr) read_secret_file(spec, *twin, *from_file, result);
  }

  void read_secret_file(const SettingSpec& spec, const SettingSpec& twin, const GivenValue& path,
                        LoadedSetting& result) {
    if (path.value.kind != Kind::text)
      return add_fault(twin, path.origin, say({"the path of a file is a text", "en fils sti er en tekst"}));
    std::optional<std::string> content = sources_.read_file ? sources_.read_file(path.value.text) : std::nullopt;
    if (!content) {
      return add_fault(twin, path.origin,
                       say({"the file {} cannot be read; create it and let this program's user read it",
                            "filen {} kan ikke læses; opret den, og lad dette programs bruger læse den"},
                           quote_value(path.value)));
    }
    if (content->ends_with('\n')) content->pop_back();
    if (content->ends_with('\r')) content->pop_back();
    if (content->empty()) {
      return add_fault(
          twin, path.origin,
          say({"the file {} is empty; write the secret into it", "filen {} er tom; skriv hemmeligheden i den"},
              quote_value(path.value)));
    }
    result.secret_file = path.value.text;
    take_secret(spec, path, SettingValue::of_text(std::move(*content)), result);
  }

  void take_secret(const SettingSpec& spec, const GivenValue& given, const SettingValue& value, LoadedSetting& result) {
    result.origin = given.origin;
    if (value.kind != Kind::text) {
      return add_fault(spec, given.origin,
                       say({"a secret is a text; write it in double quotes",
                            "en hemmelighed er en tekst; skriv den i anførselstegn"}));
    }
    // A secret goes into a header or a form: a line break would end it there.
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    if (std::any_of(value.text.begin(), value.text.end(), is_control)) {
      return add_fault(spec, given.origin,
                       say({"the secret holds a line break or control character; give it alone on one line",
                            "hemmeligheden indeholder et linjeskift eller styretegn; angiv den alene på én linje"}));
    }
    spec.assign(loaded_.settings, value);
    result.is_set = true;
  }

  static const GivenValue* first_filled(const std::vector<GivenValue>& given) {
    return given.empty() || given.front().value.is_blank() ? nullptr : &given.front();
  }

  void remark_no_effect(const SettingSpec& spec, const std::vector<GivenValue>& given) {
    for (const GivenValue& value : given) {
      warn({"{} has no effect in this program: {}", "{} har ingen virkning i dette program: {}"},
           name_at(spec, value.origin), spec.help.in(sources_.language));
    }
  }

  void refuse_if_it_matters(const SettingSpec& spec, const std::vector<GivenValue>& given) {
    if (given.empty()) return;
    SettingValue value;
    try {
      value = spec.is_merged() ? merge_all(given) : parse_if_json(given.front().value);
      if (is_neutral(value)) return;
      Settings settings;
      spec.assign(settings, value);
      if (spec.show(settings) == spec.default_text()) return;
    } catch (const SettingError& error) {
      return add_fault(spec, given.front().origin, error.in(sources_.language));
    }
    std::vector<std::string> members;
    for (const SettingMember& member : value.members) members.push_back(member.key);
    const std::string which = members.empty() ? "" : fmt::format(" ({})", fmt::join(members, ", "));
    add_fault(spec, given.front().origin,
              say({"not supported in this release{}; remove it or keep the old exporter for now",
                   "ikke understøttet i denne udgave{}; fjern den, eller behold den gamle eksport indtil videre"},
                  which));
  }

  static SettingValue merge_all(const std::vector<GivenValue>& given) {
    SettingValue merged = parse_if_json(given.front().value);
    for (std::size_t i = 1; i < given.size(); ++i) {
      const SettingValue weaker = parse_if_json(given[i].value);
      if (merged.kind == Kind::object && weaker.kind == Kind::object) merged = merge_objects(merged, weaker);
    }
    return merged.kind == Kind::object ? merge_objects(merged, {}) : merged;
  }

  /// Two names of the same source must agree; that the environment overrides the file is what it is for.
  void warn_of_disagreement(const SettingSpec& spec, const std::vector<GivenValue>& given) {
    if (spec.support == SettingSupport::no_effect || spec.is_merged()) return;
    const GivenValue* newest = nullptr;
    for (const GivenValue& value : given) {
      if (newest == nullptr || newest->origin.kind != value.origin.kind) {
        newest = &value;
      } else if (!agree(spec, *newest, value)) {
        warn({"{} and {} disagree about {}; {} is used, remove the other",
              "{} og {} er uenige om {}; {} bruges, fjern den anden"},
             newest->origin.to_string(), value.origin.to_string(), spec.key, given.front().origin.to_string());
      }
    }
  }

  static bool agree(const SettingSpec& spec, const GivenValue& left, const GivenValue& right) {
    if (to_json_text(left.value) == to_json_text(right.value)) return true;
    if (spec.is_secret() || !spec.assign) return false;
    try {
      return meaning_of(spec, left.value) == meaning_of(spec, right.value);
    } catch (const Error&) {
      return false;
    }
  }

  static std::string meaning_of(const SettingSpec& spec, const SettingValue& value) {
    Settings settings;
    if (!value.is_blank()) spec.assign(settings, value);
    return spec.show(settings);
  }

  static std::string name_at(const SettingSpec& spec, const SettingOrigin& origin) {
    return origin.kind == OriginKind::file ? fmt::format("{}: {}", origin.to_string(), spec.key) : origin.name;
  }

  template <typename... Args>
  std::string say(Text text, const Args&... args) const {
    return fill_in(sources_.language, text, args...);
  }
  template <typename... Args>
  void warn(Text text, const Args&... args) {
    loaded_.warnings.push_back(say(text, args...));
  }

  void add_fault(const SettingSpec& spec, const SettingOrigin& origin, const std::string& text) {
    keys_with_fault_.push_back(spec.secret_key.empty() ? spec.key : spec.secret_key);
    faults_.add(origin, fmt::format("{}: {}", spec.key, text));
  }

  bool has_fault(const std::string& key) const {
    return std::find(keys_with_fault_.begin(), keys_with_fault_.end(), key) != keys_with_fault_.end();
  }

  void add_missing(const SettingSpec& spec) {
    const std::string file = sources_.file ? sources_.file->name : "settings.json";
    const std::string& variable = spec.environment.back();
    std::string text = say({"{}: not set; give it in {} or as the environment variable {}",
                            "{}: ikke sat; angiv den i {} eller som miljøvariablen {}"},
                           spec.key, file, variable);
    if (spec.is_secret()) {
      text = say({"{0}: not set; give it as \"{0}\" in {1}, as the environment variable {2}, or put it into a file and "
                  "name that in \"{0}_file\" or {2}_FILE",
                  "{0}: ikke sat; angiv den som \"{0}\" i {1}, som miljøvariablen {2}, eller læg den i en fil, og nævn "
                  "filen i \"{0}_file\" eller {2}_FILE"},
                 spec.key, file, variable);
    }
    faults_.add_missing(text);
  }

  const SettingsSources& sources_;
  const std::vector<SettingSpec> table_;
  GivenValues given_;
  FaultList faults_;
  LoadedSettings loaded_;
  std::vector<std::string> keys_with_fault_;
};

}  // namespace

std::string SettingOrigin::to_string() const {
  switch (kind) {
    case Kind::default_value: return "default";
    case Kind::file: return fmt::format("{}:{}", name, line);
    case Kind::environment: return name;
  }
  return "default";
}

SettingsResult try_load_settings(const SettingsSources& sources) { return Loader{sources}.load(); }

LoadedSettings load_settings(const SettingsSources& sources) {
  auto result = try_load_settings(sources);
  if (const auto* faults = std::get_if<SettingsFaults>(&result)) {
    throw Error{ErrorKind::settings, say(fmt::format("{}", fmt::join(faults->lines, "\n")))};
  }
  return std::get<LoadedSettings>(std::move(result));
}

bool is_switched_on(const SettingsSources& sources) {
  const std::vector<SettingSpec> table = make_settings_table();
  FaultList faults;
  std::vector<std::string> warnings;
  const GivenValues given = collect_given_values(sources, table, faults, warnings);
  // What cannot be read is no reason to stay silent: the run that follows tells what is wrong.
  if (!faults.empty()) return true;
  const auto found = given.find(find_setting(table, "crontab.RUN_OS2SYNC"));
  if (found == given.end() || found->second.front().value.is_blank()) return false;
  try {
    return read_flag(found->second.front().value);
  } catch (const SettingError&) {
    return true;
  }
}

std::vector<std::string> find_settings_file_candidates(const std::optional<std::string>& named_on_command_line) {
  if (named_on_command_line) return {*named_on_command_line};
  return {"./settings/settings.json", "/opt/dipex/os2mo-data-import-and-export/settings/settings.json",
          "/etc/os2sync-export/settings.json"};
}

}  // namespace os2sync
