// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/http.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "os2sync/model/json_writer.hpp"
#include "os2sync/model/text.hpp"

namespace os2sync_model {
namespace {

/// Calls `visit` with each trimmed part between separators.
template <typename Visit>
void each_part(std::string_view text, char separator, Visit visit) {
  while (true) {
    const auto end = text.find(separator);
    visit(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

struct Accepted {
  std::string media_type;
  double quality = 1;
};

std::vector<Accepted> parse_accept(std::string_view accept) {
  std::vector<Accepted> wanted;
  each_part(accept, ',', [&](std::string_view entry) {
    if (entry.empty()) return;
    Accepted& item = wanted.emplace_back();
    bool first = true;
    each_part(entry, ';', [&](std::string_view part) {
      if (first) item.media_type = lower(part);
      if (!first && part.starts_with("q=")) {
        std::from_chars(part.data() + 2, part.data() + part.size(), item.quality);
      }
      first = false;
    });
  });
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const Accepted& a, const Accepted& b) { return a.quality > b.quality; });
  return wanted;
}

/// ASP.NET Core: a client that also takes */* gets the first formatter, plain text; unknown types are passed over.
bool wants_quotes(std::string_view accept) {
  const auto wanted = parse_accept(accept);
  if (std::any_of(wanted.begin(), wanted.end(), [](const Accepted& a) { return a.media_type == "*/*"; })) return false;
  for (const Accepted& item : wanted) {
    const std::string& type = item.media_type;
    if (item.quality <= 0) continue;
    if (type == "text/plain" || type == "text/*") return false;
    if (type == "application/json" || type == "text/json" || type == "application/*") return true;
  }
  return false;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  std::optional<std::string> value;
  each_part(query, '&', [&](std::string_view part) {
    const auto equals = part.find('=');
    if (value || !equal_ignoring_case(url_decoded(part.substr(0, equals), true), name)) return;
    value = equals == std::string_view::npos ? std::string{} : url_decoded(part.substr(equals + 1), true);
  });
  return value;
}

std::optional<int> hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

}  // namespace

std::string_view Request::header(std::string_view name) const noexcept {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

Response text_answer(int status, std::string_view text, std::string_view accept) {
  if (!wants_quotes(accept)) return {status, "text/plain; charset=utf-8", std::string{text}, {}};
  JsonWriter json;
  json.string(text);
  return {status, std::string{kJsonType}, json.take(), {}};
}

Response json_answer(std::string body) { return {200, std::string{kJsonType}, std::move(body), {}}; }

Response crash_page() {
  return {500,
          "text/html; charset=utf-8",
          "<!DOCTYPE html>\n<html><body><h1>Av, der gik noget galt</h1></body></html>\n",
          {}};
}

bool is_json_type(std::string_view content_type) {
  bool json = false;
  bool readable = true;
  bool first = true;
  each_part(content_type, ';', [&](std::string_view part) {
    const std::string text = lower(part);
    if (first) {
      json = text == "application/json" || text == "text/json" ||
             (text.starts_with("application/") && text.ends_with("+json"));
    } else if (text.starts_with("charset=")) {
      // OS2sync reads UTF-16 as well; no client of ours sends it, so the model is stricter.
      readable = text == "charset=utf-8" || text == "charset=\"utf-8\"";
    }
    first = false;
  });
  return json && readable;
}

std::string url_decoded(std::string_view text, bool plus_is_blank) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_value(text[i + 1]);
      const auto low = hex_value(text[i + 2]);
      if (high && low) {
        result += static_cast<char>(*high * 16 + *low);
        i += 2;
        continue;
      }
    }
    result += plus_is_blank && text[i] == '+' ? ' ' : text[i];
  }
  return result;
}

bool query_flag(std::string_view query, std::string_view name, bool otherwise) {
  const auto value = query_value(query, name);
  if (!value) return otherwise;
  if (equal_ignoring_case(trimmed(*value), "true")) return true;
  if (equal_ignoring_case(trimmed(*value), "false")) return false;
  return otherwise;
}

int query_number(std::string_view query, std::string_view name, int otherwise) {
  const auto value = query_value(query, name);
  if (!value) return otherwise;
  std::string_view digits = trimmed(*value);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} && end == digits.data() + digits.size() ? number : otherwise;
}

}  // namespace os2sync_model
