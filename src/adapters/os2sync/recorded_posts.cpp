// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2sync/recorded_posts.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/os2sync/fk_object.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

using nlohmann::json;

using Key = std::pair<ObjectKind, Uuid>;
using Objects = std::map<Key, RecordedObject>;

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

const json* find_member(const json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nullptr : &*found;
}

std::string text_of(const json& object, const char* name) {
  const json* value = find_member(object, name);
  return value && value->is_string() ? value->get<std::string>() : std::string{};
}

/// "/api/orgUnit/UUID?x" → unit and what follows; no kind for other paths.
struct Target {
  std::optional<ObjectKind> kind;
  std::string rest;
};
Target read_target(const std::string& path) {
  const std::string plain = lower(path.substr(0, path.find('?')));
  for (const auto& [word, kind] : {std::pair{std::string{"/orgunit"}, ObjectKind::unit}, {"/user", ObjectKind::user}}) {
    const auto at = plain.rfind(word);
    if (at == std::string::npos) continue;
    std::string rest = plain.substr(at + word.size());
    if (!rest.empty() && rest.front() != '/') continue;
    while (rest.starts_with('/')) rest.erase(0, 1);
    while (rest.ends_with('/')) rest.pop_back();
    return {kind, rest};
  }
  return {};
}

void read_cpr(const json& body, RecordedObject& object) {
  const json* person = find_member(body, "Person");
  const json* cpr = person ? find_member(*person, "Cpr") : nullptr;
  if (!cpr || cpr->is_null()) return;
  object.cpr = cpr->is_string() ? Cpr::parse(cpr->get_ref<const std::string&>()) : std::nullopt;
  object.cpr_unusable = !object.cpr;
}

RecordedObject read_object(const json& line, ObjectKind kind, const std::string& where) {
  const json* given = find_member(line, "body");
  const json body = given && given->is_string() ? json::parse(given->get_ref<const std::string&>(), nullptr, false)
                    : given                     ? *given
                                                : json{};
  const auto uuid = Uuid::parse(text_of(body, "Uuid"));
  if (!uuid) {
    throw Error{ErrorKind::usage,
                Text{"{}: the body of a post has no \"Uuid\" that is a uuid; record what goes to OS2sync",
                     "{}: en POST har ikke et \"Uuid\", der er et uuid; optag det, der går til OS2sync"},
                where};
  }
  RecordedObject object{kind, *uuid, parse_fk_object(body.dump(), kind).value_or(FkObject{}).fields, {}, false};
  read_cpr(body, object);
  return object;
}

/// False when the line is of no interest.
bool apply_line(const json& line, const std::string& where, Objects& objects) {
  const std::string method = text_of(line, "method");
  const Target target = read_target(text_of(line, "path"));
  if (!target.kind) return false;
  if (method == "POST" && target.rest.empty()) {
    RecordedObject object = read_object(line, *target.kind, where);
    const Key key{object.kind, object.uuid};
    objects.insert_or_assign(key, std::move(object));
    return true;
  }
  const auto uuid = method == "DELETE" ? Uuid::parse(target.rest) : std::nullopt;
  if (uuid) objects.erase({*target.kind, *uuid});
  return uuid.has_value();
}

}  // namespace

Recording parse_recording(std::string_view text, const std::string& file) {
  Recording recording;
  Objects objects;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string where = fmt::format("{}:{}", file, number);
    // Without exceptions: theirs quote the text around an error.
    const json parsed = json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!parsed.is_object()) {
      throw Error{
          ErrorKind::usage,
          Text{"{}: expected one JSON object a line, like {{\"method\": \"POST\", \"path\": \"/api/user\", \"body\": "
               "{{…}}}}",
               "{}: ventede ét JSON-objekt pr. linje, som {{\"method\": \"POST\", \"path\": \"/api/user\", \"body\": "
               "{{…}}}}"},
          where};
    }
    if (!apply_line(parsed, where, objects)) ++recording.passed_over;
  }
  for (auto& [key, object] : objects) recording.objects.push_back(std::move(object));
  return recording;
}

}  // namespace os2sync
