// SPDX-License-Identifier: MPL-2.0
#include "config/settings_json.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "config/setting_error.hpp"

namespace os2sync {
namespace {

/// Settings need four levels; more only serves to exhaust the stack.
constexpr std::size_t kDeepest = 32;

/// Tells how far the JSON lexer has read: it calls key() right after a key's closing quote, which gives the key's line.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* consumed) : at_{at}, consumed_{consumed} {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*consumed_;
    return *this;
  }
  bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

 private:
  const char* at_;
  std::size_t* consumed_;
};

struct Position {
  std::size_t line = 1;
  std::size_t column = 1;  ///< in characters, as an editor counts
};

Position position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  Position position;
  for (const char c : before) {
    if (c == '\n') {
      ++position.line;
      position.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++position.column;
    }
  }
  return position;
}

/// The library's words for a token, and ours; how long it is where its text does not say.
struct Token {
  std::string_view theirs;
  Text ours;
  std::size_t length = 0;  ///< 0: as long as what the lexer read
};
constexpr std::array<Token, 12> kTokens{{
    {"true literal", {"true", "true"}, 4},
    {"false literal", {"false", "false"}, 5},
    {"null literal", {"null", "null"}, 4},
    {"string literal", {"a text", "en tekst"}},
    {"number literal", {"a number", "et tal"}},
    {"'['", {"'['", "'['"}, 1},
    {"'{'", {"'{'", "'{'"}, 1},
    {"']'", {"']'", "']'"}, 1},
    {"'}'", {"'}'", "'}'"}, 1},
    {"':'", {"':'", "':'"}, 1},
    {"','", {"','", "','"}, 1},
    {"end of input", {"the end of the file", "filens slutning"}, 1},
}};

/// The token the parser stumbled over; none when the lexer could not even make a token.
const Token* find_unexpected_token(std::string_view message) {
  constexpr std::string_view kUnexpected = " - unexpected ";
  const std::size_t at = message.find(kUnexpected);
  if (at == std::string_view::npos) return nullptr;
  const std::string_view rest = message.substr(at + kUnexpected.size());
  const auto found = std::find_if(kTokens.begin(), kTokens.end(),
                                  [&](const Token& token) { return token.theirs == rest.substr(0, rest.find(';')); });
  return found == kTokens.end() ? nullptr : &*found;
}

Text describe_expectation(std::string_view message) {
  constexpr std::array<std::pair<std::string_view, Text>, 4> kContexts{{
      {"while parsing object key", {"a key in double quotes", "en nøgle i anførselstegn"}},
      {"while parsing object separator", {"':'", "':'"}},
      {"while parsing object", {"',' or '}'", "',' eller '}'"}},
      {"while parsing array", {"',' or ']'", "',' eller ']'"}},
  }};
  for (const auto& [theirs, ours] : kContexts) {
    if (message.find(theirs) != std::string_view::npos) return ours;
  }
  if (message.ends_with("; expected end of input")) return {"the end of the file", "filens slutning"};
  return {"a value", "en værdi"};
}

Text describe_lexical_fault(std::string_view message) {
  constexpr std::array<std::pair<std::string_view, Text>, 6> kFaults{{
      {"missing closing quote", {"a text without its closing double quote", "en tekst uden afsluttende anførselstegn"}},
      {"control character",
       {"a line break or control character inside a text; write \\n or close the text",
        "et linjeskift eller styretegn inde i en tekst; skriv \\n, eller afslut teksten"}},
      {"ill-formed UTF-8",
       {"bytes that are not UTF-8; save the file as UTF-8", "bytes, der ikke er UTF-8; gem filen som UTF-8"}},
      {"invalid string",
       {"a wrong escape inside a text; write a backslash as \\\\",
        "en forkert escape-sekvens inde i en tekst; skriv en omvendt skråstreg som \\\\"}},
      {"invalid number", {"a number that is none", "et tal, der ikke er et tal"}},
      {"number overflow", {"a number beyond all bounds", "et tal uden for alle grænser"}},
  }};
  for (const auto& [theirs, ours] : kFaults) {
    if (message.find(theirs) != std::string_view::npos) return ours;
  }
  return {"something else; texts need double quotes", "noget andet; tekster skal stå i anførselstegn"};
}

/// Builds the value and refuses what JSON allows but settings must not have.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(std::string_view text, const std::size_t& consumed) : text_{text}, consumed_{consumed} {}

  bool null() override { return add({}); }
  bool boolean(bool flag) override {
    SettingValue value;
    value.kind = SettingValue::Kind::flag;
    value.flag = flag;
    return add(std::move(value));
  }
  bool number_integer(number_integer_t number) override { return add_number(std::to_string(number)); }
  bool number_unsigned(number_unsigned_t number) override { return add_number(std::to_string(number)); }
  bool number_float(number_float_t, const string_t& written) override { return add_number(written); }
  bool string(string_t& text) override { return add(SettingValue::of_text(std::move(text))); }
  bool binary(binary_t&) override { return add({}); }

  bool start_object(std::size_t) override { return open(SettingValue::Kind::object); }
  bool start_array(std::size_t) override { return open(SettingValue::Kind::list); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const Position position = position_of(text_, consumed_);
    for (const SettingMember& member : open_.back().members) {
      if (member.key != name) continue;
      throw setting_error({"{}:{}: {} stands here and in line {}; keep one of them",
                           "{}:{}: {} står her og i linje {}; behold én af dem"},
                          position.line, position.column - 1, quote_value(SettingValue::of_text(name)), member.line);
    }
    open_.back().members.push_back({std::move(name), position.line, {}});
    return true;
  }

  bool parse_error(std::size_t read, const std::string& last_token, const nlohmann::json::exception& error) override {
    // The library's message ends with a piece of the file, and a secret may be what it quotes: only words of our own
    // closed lists get out.
    const std::string_view whole = error.what();
    const std::string_view message = whole.substr(0, whole.find("; last read: '"));
    const Token* token = find_unexpected_token(message);
    // Point at the beginning of a token, but at the very character the lexer could not read.
    std::size_t length = 1;
    if (token != nullptr) length = token->length == 0 ? last_token.size() : token->length;
    const Position position = position_of(text_, read - std::min(length, read));
    const Text expected = describe_expectation(whole.ends_with("; expected end of input") ? whole : message);
    const Text found = token != nullptr ? token->ours : describe_lexical_fault(message);
    constexpr Text kInvalid{"{}:{}: not valid JSON: expected {}, found {}",
                            "{}:{}: ikke gyldig JSON: ventede {}, fandt {}"};
    throw setting_error(kInvalid, position.line, position.column, expected, found);
  }

  SettingValue take_root() { return std::move(root_); }

 private:
  bool add_number(std::string digits) {
    SettingValue value;
    value.kind = SettingValue::Kind::number;
    value.text = std::move(digits);
    return add(std::move(value));
  }

  bool add(SettingValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().kind == SettingValue::Kind::list) {
      open_.back().items.push_back(std::move(value));
    } else {
      open_.back().members.back().value = std::move(value);
    }
    return true;
  }

  bool open(SettingValue::Kind kind) {
    if (open_.size() == kDeepest) {
      const Position position = position_of(text_, consumed_);
      throw setting_error({"{}:{}: more than {} objects and lists inside each other",
                           "{}:{}: mere end {} objekter og lister inde i hinanden"},
                          position.line, position.column, kDeepest);
    }
    open_.emplace_back().kind = kind;
    return true;
  }

  bool close() {
    SettingValue done = std::move(open_.back());
    open_.pop_back();
    return add(std::move(done));
  }

  std::string_view text_;
  const std::size_t& consumed_;
  std::vector<SettingValue> open_;
  SettingValue root_;
};

}  // namespace

SettingValue parse_settings_json(std::string_view text) {
  std::size_t consumed = 0;
  Builder builder{text, consumed};
  nlohmann::json::sax_parse(CountingIterator{text.data(), &consumed},
                            CountingIterator{text.data() + text.size(), &consumed}, &builder);
  return builder.take_root();
}

}  // namespace os2sync
