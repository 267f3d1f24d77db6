// SPDX-License-Identifier: MPL-2.0
#include "config/settings_table.hpp"

#include <algorithm>
#include <cctype>

#include "config/setting_rows.hpp"

namespace os2sync {

Text describe(SettingGroup group) noexcept {
  switch (group) {
    case SettingGroup::os2mo: return {"OS2MO and login", "OS2MO og login"};
    case SettingGroup::os2sync: return {"OS2sync", "OS2sync"};
    case SettingGroup::scope: return {"What is transferred", "Hvad der overføres"};
    case SettingGroup::units: return {"Units", "Organisationsenheder"};
    case SettingGroup::users: return {"Users", "Brugere"};
    case SettingGroup::safety: return {"Clean-up and guards", "Oprydning og sikringer"};
    case SettingGroup::program: return {"The program itself", "Selve programmet"};
  }
  return {};
}

Text describe(SettingType type) noexcept {
  switch (type) {
    case SettingType::flag: return {"true or false", "true eller false"};
    case SettingType::number: return {"whole number", "heltal"};
    case SettingType::text: return {"text", "tekst"};
    case SettingType::url: return {"address", "adresse"};
    case SettingType::url_or_stub: return {"address or `stub`", "adresse eller `stub`"};
    case SettingType::cvr: return {"eight digits", "otte cifre"};
    case SettingType::uuid: return {"uuid", "uuid"};
    case SettingType::uuid_list: return {"list of uuids", "liste af uuider"};
    case SettingType::text_list: return {"list of texts", "liste af tekster"};
    case SettingType::number_list: return {"list of whole numbers", "liste af heltal"};
    case SettingType::log_level: return {"log level", "logniveau"};
    case SettingType::address_table: return {"`documented`, `current` or rows", "`documented`, `current` eller rækker"};
    case SettingType::path: return {"path", "sti"};
    case SettingType::secret: return {"secret", "hemmelighed"};
    case SettingType::templates: return {"object of templates", "objekt af skabeloner"};
    case SettingType::ownership_map: return {"object of fields", "objekt af felter"};
    case SettingType::extension_field: return {"1 or 3", "1 eller 3"};
    case SettingType::mapping_tests: return {"list of tests", "liste af prøver"};
    case SettingType::anything: return {"any", "vilkårlig"};
  }
  return {};
}

std::string environment_name_of(std::string_view key) {
  for (const std::string_view family : {"os2sync.", "crontab."}) {
    if (key.starts_with(family)) key.remove_prefix(family.size());
  }
  std::string name = "OS2SYNC_";
  for (const char c : key) {
    name += c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

std::vector<SettingSpec> make_settings_table() {
  std::vector<SettingSpec> table;
  rows::add_connection_rows(table);
  rows::add_mapping_rows(table);
  rows::add_safety_rows(table);
  rows::add_delivery_rows(table);
  rows::add_legacy_rows(table);
  std::ranges::stable_sort(table, {}, &SettingSpec::group);  // a topic's rows need not be of one group
  return table;
}

const SettingSpec* find_setting(const std::vector<SettingSpec>& table, std::string_view key) {
  for (const SettingSpec& spec : table) {
    if (std::find(spec.file_keys.begin(), spec.file_keys.end(), key) != spec.file_keys.end()) return &spec;
  }
  return nullptr;
}

bool is_looser(const SettingSpec& spec, const std::string& value, const std::string& base) {
  if (spec.looser == LooserWhen::never) return false;
  const auto rank_of = [&](const std::string& shown) {
    return spec.type == SettingType::flag ? (shown == "true" ? 1LL : 0LL) : std::stoll(shown);
  };
  const auto after = rank_of(value);
  const auto before = rank_of(base);
  return spec.looser == LooserWhen::higher ? after > before : after < before;
}

TextLimits text_limits_of(int server_version, std::size_t truncate_length) {
  // OS2sync 3.x has columns of 200 and a person name of 100; 4.x has 255. A position name beyond 200 passes the POST on
  // any version and then stops the queue, so its limit is no setting.
  constexpr std::size_t kPositionName = 200;
  if (server_version < 4) {
    return {std::min<std::size_t>(truncate_length, 200), std::min<std::size_t>(truncate_length, 100), kPositionName};
  }
  const std::size_t text = std::min<std::size_t>(truncate_length, 255);
  return {text, text, kPositionName};
}

}  // namespace os2sync
