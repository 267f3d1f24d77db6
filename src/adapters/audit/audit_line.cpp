// SPDX-License-Identifier: MPL-2.0
#include "adapters/audit/audit_line.hpp"

#include <array>
#include <chrono>
#include <span>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sodium.h>
#include <nlohmann/json.hpp>

#include "core/error.hpp"

namespace os2sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kHashSize = 32;
constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kHexSize = 2 * kHashSize;
// Neither can stand inside a JSON text, where a quotation mark is escaped.
constexpr std::string_view kHashMark = R"(,"hash":")";
constexpr std::string_view kSubjectMark = R"(","subject":)";
constexpr std::string_view kBlank = "null";

std::string to_hex(std::span<const unsigned char> bytes) {
  std::string hex;
  for (const unsigned char byte : bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::string hash_of(std::string_view text) {
  std::array<unsigned char, kHashSize> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     nullptr, 0);
  return to_hex(hash);
}

void start_sodium() {
  if (sodium_init() < 0) {
    throw Error{ErrorKind::unexpected,
                Text{"libsodium does not start; check that the system has a random number source",
                     "libsodium starter ikke; se efter, om systemet har en kilde til tilfældige tal"}};
  }
}

std::string make_subject(const AuditSubject& subject) {
  std::array<unsigned char, kSaltSize> salt{};
  randombytes_buf(salt.data(), salt.size());
  return Json{{"uuid", subject.uuid.to_string()}, {"source_uuid", subject.source.to_string()}, {"salt", to_hex(salt)}}
      .dump();
}

/// A line taken apart without looking at what it says.
struct Parts {
  std::string_view sealed;   ///< what the hash is over
  std::string_view hash;     ///< hexadecimal
  std::string_view subject;  ///< an object, "null" once erased, empty when there never was one
};

std::optional<Parts> take_apart(std::string_view line) {
  const auto mark = line.find(kHashMark);
  if (mark == std::string_view::npos) return std::nullopt;
  Parts parts;
  parts.sealed = line.substr(0, mark);
  std::string_view rest = line.substr(mark + kHashMark.size());
  if (rest.size() < kHexSize) return std::nullopt;
  parts.hash = rest.substr(0, kHexSize);
  rest.remove_prefix(kHexSize);
  if (rest == "\"}") return parts;
  if (!rest.starts_with(kSubjectMark) || !rest.ends_with('}')) return std::nullopt;
  parts.subject = rest.substr(kSubjectMark.size(), rest.size() - kSubjectMark.size() - 1);
  if (parts.subject.empty()) return std::nullopt;
  return parts;
}

Json parse_sealed(const Parts& parts) {
  return Json::parse(std::string{parts.sealed} + "}", nullptr, /*allow_exceptions=*/false);
}

template <typename Value>
std::optional<Value> member(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end()) return std::nullopt;
  if constexpr (std::is_same_v<Value, std::string>) {
    if (!found->is_string()) return std::nullopt;
  } else {
    if (!found->is_number_integer()) return std::nullopt;
  }
  return found->get<Value>();
}

AuditFault check_subject(const Parts& parts, const Json& sealed) {
  const auto hash = member<std::string>(sealed, "subject_hash");
  const bool sound = hash ? parts.subject == kBlank || hash_of(parts.subject) == *hash : parts.subject.empty();
  return sound ? AuditFault::none : AuditFault::subject;
}

std::vector<AuditFact> read_facts(const Json& sealed) {
  std::vector<AuditFact> facts;
  const auto found = sealed.find("facts");
  if (found == sealed.end() || !found->is_object()) return facts;
  for (const auto& [name, value] : found->items()) {
    if (value.is_number_integer()) {
      facts.push_back({name, value.template get<std::int64_t>()});
    } else if (value.is_string()) {
      facts.push_back({name, value.template get<std::string>()});
    } else if (value.is_array()) {
      std::vector<std::string> list;
      for (const Json& item : value) {
        if (item.is_string()) list.push_back(item.get<std::string>());
      }
      facts.push_back({name, std::move(list)});
    }
  }
  return facts;
}

std::optional<AuditSubject> read_subject(std::string_view text) {
  const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const auto uuid = Uuid::parse(member<std::string>(json, "uuid").value_or(""));
  const auto source = Uuid::parse(member<std::string>(json, "source_uuid").value_or(""));
  if (!uuid || !source) return std::nullopt;
  return AuditSubject{*uuid, *source};
}

}  // namespace

std::string make_audit_line(const AuditEvent& event, std::int64_t at, ChainEnd& end) {
  start_sodium();
  const std::chrono::sys_seconds time{std::chrono::seconds{at}};
  Json facts = Json::object();
  for (const AuditFact& fact : event.facts) {
    std::visit([&](const auto& value) { facts[fact.name] = value; }, fact.value);
  }
  Json sealed{{"n", end.number + 1},
              {"at", fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", time)},
              {"event", event.name},
              {"prev", end.hash},
              {"facts", std::move(facts)}};
  const std::string subject = event.subject ? make_subject(*event.subject) : std::string{};
  if (event.subject) sealed["subject_hash"] = hash_of(subject);
  std::string line = sealed.dump(-1, ' ', false, Json::error_handler_t::replace);
  line.pop_back();
  end = {end.number + 1, hash_of(line)};
  line += fmt::format("{}{}", kHashMark, end.hash);
  line += event.subject ? fmt::format("{}{}}}", kSubjectMark, subject) : "\"}";
  return line;
}

AuditFault check_audit_line(std::string_view line, ChainEnd& end) {
  start_sodium();
  const auto parts = take_apart(line);
  if (!parts) return AuditFault::not_a_line;
  if (hash_of(parts->sealed) != parts->hash) return AuditFault::changed;
  const Json sealed = parse_sealed(*parts);
  if (!sealed.is_object()) return AuditFault::not_a_line;
  if (member<std::int64_t>(sealed, "n") != end.number + 1 || member<std::string>(sealed, "prev") != end.hash)
    return AuditFault::out_of_chain;
  if (const AuditFault fault = check_subject(*parts, sealed); fault != AuditFault::none) return fault;
  end = {end.number + 1, std::string{parts->hash}};
  return AuditFault::none;
}

std::optional<AuditRecord> read_audit_line(std::string_view line) {
  const auto parts = take_apart(line);
  if (!parts) return std::nullopt;
  const Json sealed = parse_sealed(*parts);
  const auto number = member<std::int64_t>(sealed, "n");
  const auto event = member<std::string>(sealed, "event");
  if (!number || !event) return std::nullopt;
  return AuditRecord{*number, member<std::string>(sealed, "at").value_or(""), *event, read_facts(sealed),
                     read_subject(parts->subject)};
}

std::string blank_subject(std::string_view line) {
  const auto parts = take_apart(line);
  if (!parts || parts->subject.empty()) return std::string{line};
  return fmt::format("{}{}{}{}{}}}", parts->sealed, kHashMark, parts->hash, kSubjectMark, kBlank);
}

}  // namespace os2sync
