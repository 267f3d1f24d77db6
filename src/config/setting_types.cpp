// SPDX-License-Identifier: MPL-2.0
#include "config/setting_types.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "config/setting_error.hpp"
#include "config/settings_json.hpp"

namespace os2sync {
namespace {

using Kind = SettingValue::Kind;

/// "{0}" stands for the value in both texts.
template <typename... Args>
[[noreturn]] void refuse(const SettingValue& value, Text what, const Args&... args) {
  throw setting_error(what, quote_value(value), args...);
}

constexpr Text kUrlRemedy{"write it like http://host:port/path", "skriv den som http://vært:port/sti"};

[[noreturn]] void refuse_url(const SettingValue& value, Text what) {
  throw setting_error(what, quote_value(value), kUrlRemedy);
}

std::string to_lower(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

/// The words a scalar was written with; empty for lists, objects and flags.
std::string_view scalar_text(const SettingValue& value) {
  return value.kind == Kind::text || value.kind == Kind::number ? trim_blanks(value.text) : std::string_view{};
}

bool read_integer(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

/// The parts of a list however it was written.
std::vector<SettingValue> read_items(const SettingValue& given) {
  const SettingValue value = parse_if_json(given);
  if (value.kind == Kind::list) return value.items;
  if (value.kind != Kind::text && value.kind != Kind::number) {
    refuse(value, {R"({} is not a list; write ["one", "two"] or one,two)",
                   R"({} er ikke en liste; skriv ["en", "to"] eller en,to)"});
  }
  std::vector<SettingValue> items;
  std::string_view rest = value.text;
  while (true) {
    const std::size_t comma = rest.find(',');
    const std::string_view part = trim_blanks(rest.substr(0, comma));
    if (!part.empty()) items.push_back(SettingValue::of_text(std::string{part}));
    if (comma == std::string_view::npos) return items;
    rest.remove_prefix(comma + 1);
  }
}

bool is_port(std::string_view text) {
  std::int64_t port = 0;
  return read_integer(text, port) && port > 0 && port < 65536;
}

bool has_host_and_port(std::string_view authority) {
  const std::size_t bracket = authority.find(']');  // of an IPv6 address, whose colons separate no port
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = authority.substr(0, colon);
  return !host.empty() && (colon == std::string_view::npos || is_port(authority.substr(colon + 1)));
}

}  // namespace

SettingValue parse_if_json(const SettingValue& value) {
  if (value.kind != Kind::text) return value;
  const std::string_view text = trim_blanks(value.text);
  if (text.empty() || (text.front() != '[' && text.front() != '{')) return value;
  return within(Text{"JSON inside a text", "JSON inde i en tekst"}, [&] { return parse_settings_json(text); });
}

bool read_flag(const SettingValue& value) {
  if (value.kind == Kind::flag) return value.flag;
  const std::string word = to_lower(scalar_text(value));
  for (const std::string_view yes : {"true", "yes", "on", "1"}) {
    if (word == yes) return true;
  }
  for (const std::string_view no : {"false", "no", "off", "0"}) {
    if (word == no) return false;
  }
  refuse(value, {"{} is neither true nor false; write true or false",
                 "{} er hverken true eller false; skriv true eller false"});
}

std::int64_t read_whole_number(const SettingValue& value, std::int64_t lowest, std::int64_t highest) {
  std::int64_t number = 0;
  if (!read_integer(scalar_text(value), number)) {
    refuse(value, {"{} is not a whole number; give one from {} to {}", "{} er ikke et heltal; angiv et fra {} til {}"},
           lowest, highest);
  }
  if (number < lowest || number > highest) {
    refuse(value,
           {"{} is out of range; give a number from {} to {}", "{} er uden for grænserne; angiv et tal fra {} til {}"},
           lowest, highest);
  }
  return number;
}

std::string read_text(const SettingValue& value) {
  const std::string_view text = scalar_text(value);
  if (text.empty())
    refuse(value, {"{} is not a text; write it in double quotes", "{} er ikke en tekst; skriv den i anførselstegn"});
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      refuse(value, {"{} holds a line break or control character; remove it",
                     "{} indeholder et linjeskift eller styretegn; fjern det"});
    }
  }
  return std::string{text};
}

std::string read_url(const SettingValue& value) {
  std::string url = read_text(value);
  // What stands before an '@' is a password, so such a value is not repeated.
  if (url.find('@') != std::string::npos) {
    throw setting_error({"the address holds '@'; user names and passwords do not belong there, {}",
                         "adressen indeholder '@'; brugernavne og adgangskoder hører ikke hjemme der, {}"},
                        kUrlRemedy);
  }
  const std::size_t scheme_end = url.find("://");
  const std::string scheme = scheme_end == std::string::npos ? "" : to_lower(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") {
    refuse_url(value, {"{} is not an http or https address; {}", "{} er ikke en http- eller https-adresse; {}"});
  }
  if (url.find_first_of(" \t?#\"\\") != std::string::npos) {
    refuse_url(value,
               {R"({} holds a blank or one of ? # " \; {})", R"({} indeholder et mellemrum eller et af ? # " \; {})"});
  }
  const std::string_view rest = std::string_view{url}.substr(scheme_end + 3);
  if (!has_host_and_port(rest.substr(0, rest.find('/')))) {
    refuse_url(value, {"{} has no host or no usable port; {}", "{} har ingen vært eller ingen brugbar port; {}"});
  }
  while (url.back() == '/') url.pop_back();
  return scheme + url.substr(scheme_end);
}

std::string read_api_url(const SettingValue& value) {
  if (to_lower(scalar_text(value)) == "stub") return "stub";
  return read_url(value);
}

std::string read_cvr(const SettingValue& value) {
  const std::string_view text = scalar_text(value);
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (text.size() != 8 || !digits) {
    refuse(value, {"{} is not a CVR number; give the municipality's eight digits",
                   "{} er ikke et CVR-nummer; angiv kommunens otte cifre"});
  }
  return std::string{text};
}

/// `quoted`: the values that are no uuids, `many` of them.
SettingError uuid_error(const std::string& quoted, bool many, Text remedy) {
  constexpr Text kNone{"is not a uuid", "er ikke et uuid"};
  constexpr Text kNoneOfMany{"are not uuids", "er ikke uuider"};
  return setting_error({"{} {}; give {}", "{} {}; angiv {}"}, quoted, many ? kNoneOfMany : kNone, remedy);
}

Uuid read_uuid(const SettingValue& value, Text remedy) {
  const std::optional<Uuid> uuid = Uuid::parse(scalar_text(value));
  if (!uuid || uuid->is_nil()) throw uuid_error(quote_value(value), false, remedy);
  return *uuid;
}

std::vector<Uuid> read_uuid_list(const SettingValue& value, Text remedy) {
  std::vector<Uuid> uuids;
  std::vector<std::string> wrong;  // all of them at once: nobody likes to mend a list one run at a time
  for (const SettingValue& item : read_items(value)) {
    const std::optional<Uuid> uuid = Uuid::parse(scalar_text(item));
    if (uuid && !uuid->is_nil()) {
      uuids.push_back(*uuid);
    } else {
      wrong.push_back(quote_value(item));
    }
  }
  if (!wrong.empty()) throw uuid_error(fmt::format("{}", fmt::join(wrong, ", ")), wrong.size() > 1, remedy);
  return uuids;
}

std::vector<std::string> read_text_list(const SettingValue& value) {
  std::vector<std::string> texts;
  for (const SettingValue& item : read_items(value)) texts.push_back(read_text(item));
  return texts;
}

std::vector<int> read_number_list(const SettingValue& value, std::int64_t lowest, std::int64_t highest) {
  std::vector<int> numbers;
  for (const SettingValue& item : read_items(value)) {
    numbers.push_back(static_cast<int>(read_whole_number(item, lowest, highest)));
  }
  return numbers;
}

LogLevel read_log_level(const SettingValue& value) {
  constexpr std::array<std::pair<std::string_view, LogLevel>, 7> kNames{{
      {"notset", LogLevel::debug},
      {"debug", LogLevel::debug},
      {"info", LogLevel::info},
      {"warning", LogLevel::warning},
      {"warn", LogLevel::warning},
      {"error", LogLevel::error},
      {"critical", LogLevel::error},
  }};
  const std::string word = to_lower(scalar_text(value));
  for (const auto& [name, level] : kNames) {
    if (word == name) return level;
  }
  refuse(value, {"{} is no log level; write DEBUG, INFO, WARNING or ERROR",
                 "{} er ikke et logniveau; skriv DEBUG, INFO, WARNING eller ERROR"});
}

std::map<std::string, std::string> read_templates(const SettingValue& given) {
  const SettingValue value = parse_if_json(given);
  if (value.kind != Kind::object) {
    refuse(value, {R"({0} is no object of templates; write {{"person.name": "{{{{ name }}}}"}})",
                   R"({0} er ikke et objekt af skabeloner; skriv {{"person.name": "{{{{ name }}}}"}})"});
  }
  std::map<std::string, std::string> templates;
  for (const SettingMember& member : value.members) {
    if (member.value.kind == Kind::null) continue;
    // Line breaks are allowed here, they are part of many a template.
    if (member.value.kind != Kind::text || member.value.is_blank()) {
      refuse(member.value,
             {"{} is no template for {}; write a text in double quotes",
              "{} er ikke en skabelon for {}; skriv en tekst i anførselstegn"},
             member.key);
    }
    templates.emplace(member.key, member.value.text);
  }
  return templates;
}

int read_extension_field(const SettingValue& value) {
  const std::string_view text = scalar_text(value);
  if (text == "1") return 1;
  if (text == "3") return 3;
  refuse(value, {"{} is no extension field that holds titles; write 1 or 3",
                 "{} er ikke et ekstra felt med stillingsbetegnelser; skriv 1 eller 3"});
}

constexpr std::string_view kLcDbEnding = ".db";

std::string read_lc_db_name(const SettingValue& value) {
  std::string name = read_text(value);
  if (!name.ends_with(kLcDbEnding)) name += kLcDbEnding;
  return name;
}

std::string show_value(bool value) { return value ? "true" : "false"; }
std::string show_value(int value) { return std::to_string(value); }
std::string show_value(std::size_t value) { return std::to_string(value); }
std::string show_value(const std::string& value) {
  return value.empty() ? "null" : to_json_text(std::string_view{value});
}
std::string show_value(const Uuid& value) { return value.is_nil() ? "null" : fmt::format("\"{}\"", value); }

std::string show_value(const std::vector<Uuid>& value) {
  std::vector<std::string> parts;
  parts.reserve(value.size());
  for (const Uuid& uuid : value) parts.push_back(fmt::format("\"{}\"", uuid));
  return fmt::format("[{}]", fmt::join(parts, ","));
}

std::string show_value(const std::vector<std::string>& value) {
  std::vector<std::string> parts;
  parts.reserve(value.size());
  for (const std::string& text : value) parts.push_back(to_json_text(std::string_view{text}));
  return fmt::format("[{}]", fmt::join(parts, ","));
}

std::string show_value(const std::vector<int>& value) { return fmt::format("[{}]", fmt::join(value, ",")); }

std::string show_value(const std::optional<bool>& value) { return value ? show_value(*value) : "null"; }

std::string show_value(const std::map<std::string, std::string>& value) {
  std::vector<std::string> members;
  members.reserve(value.size());
  for (const auto& [name, text] : value) {
    members.push_back(to_json_text(std::string_view{name}) + ":" + to_json_text(std::string_view{text}));
  }
  return fmt::format("{{{}}}", fmt::join(members, ","));
}

std::string show_extension_field(int value) { return value == 0 ? "null" : fmt::format("\"{}\"", value); }

std::string show_lc_db_name(const std::string& path) {
  std::string_view name = path;
  if (name.ends_with(kLcDbEnding)) name.remove_suffix(kLcDbEnding.size());
  return to_json_text(name);
}

std::string show_value(LogLevel value) {
  switch (value) {
    case LogLevel::debug: return "\"DEBUG\"";
    case LogLevel::info: return "\"INFO\"";
    case LogLevel::warning: return "\"WARNING\"";
    case LogLevel::error: return "\"ERROR\"";
  }
  return "null";
}

}  // namespace os2sync
