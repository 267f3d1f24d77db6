// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/page.hpp"

#include <cassert>
#include <string_view>

#include <fmt/format.h>

#include "adapters/os2mo/careful_quote.hpp"
#include "adapters/os2mo/records.hpp"
#include "adapters/os2mo/row.hpp"
#include "adapters/os2mo/rows.hpp"

namespace os2sync::os2mo {
namespace {

using simdjson::error_code;
using simdjson::simdjson_error;
namespace ondemand = simdjson::ondemand;

constexpr std::string_view kNotLoggedIn = "User is not authenticated";
constexpr std::string_view kPoolExhausted = "QueuePool limit";

[[noreturn]] void refuse(Kind kind, std::string_view what) {
  throw Error{ErrorKind::incomplete,
              "OS2MO's page of {}: {}. Nothing was changed; try again later, and if it stays so report it to OS2MO's supplier",
              collection_of(kind), what};
}

Verdict no_json(Kind kind, std::string_view why) {
  return {Remedy::repeat_soon, fmt::format("OS2MO's page of {} is cut or no JSON ({})", collection_of(kind), why)};
}

Verdict judge_message(std::string_view message, Kind kind) {
  if (message == kNotLoggedIn) return {Remedy::log_in_again, "OS2MO answered: User is not authenticated", ErrorKind::unauthorised};
  std::string why = fmt::format("OS2MO could not answer a question about {}: {}", collection_of(kind), quote_carefully(message));
  if (message.find(kPoolExhausted) != std::string_view::npos)
    why += " (its database connections are used up; OS2MO has to be restarted)";
  return {Remedy::repeat_late, std::move(why)};
}

/// The slow and thorough look, taken only when something is suspicious already.
class SecondLook {
 public:
  explicit SecondLook(const std::string& body) : failure_{parser_.parse(body).get(document_)} {}

  error_code failure() const noexcept { return failure_; }

  /// The message of the first of the answer's errors; none when it has no errors.
  std::optional<std::string_view> first_error() {
    simdjson::dom::element errors;
    if (document_["errors"].get(errors) != simdjson::SUCCESS || errors.is_null()) return std::nullopt;
    constexpr std::string_view kNoMessage = "an error without a message";
    simdjson::dom::array list;
    if (errors.get(list) != simdjson::SUCCESS) return kNoMessage;
    if (list.size() == 0) return std::nullopt;
    std::string_view message;
    return list.at(0)["message"].get(message) == simdjson::SUCCESS ? message : kNoMessage;
  }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element document_;
  error_code failure_;
};

bool is_about_shape(error_code code) { return code == simdjson::INCORRECT_TYPE || code == simdjson::NO_SUCH_FIELD; }

}  // namespace

struct Page::Impl {
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object collection;
  const std::string* body = nullptr;
  Kind kind{};
  bool with_cpr = false;
  std::string_view where;  ///< what was being read, for messages

  /// Without this a body cut between the last object and the last brace would pass for whole.
  bool walk_to_the_end_and_find_errors() {
    bool found = false;
    for (auto field : document.get_object())
      if (std::string_view{field.unescaped_key()} == "errors") found = true;
    if (!document.at_end()) throw simdjson_error{simdjson::TRAILING_CONTENT};
    document.rewind();
    return found;
  }

  std::optional<std::string> find_cursor() {
    ondemand::object page_info = collection.find_field_unordered("page_info").get_object();
    ondemand::value cursor = page_info.find_field_unordered("next_cursor");
    if (cursor.is_null()) return std::nullopt;
    std::string text{std::string_view{cursor.get_string()}};
    if (text.empty()) throw WrongShape{"an empty next_cursor"};
    return text;
  }

  /// On-demand parsing cannot tell a wrong type from broken JSON for sure; the second look can.
  Verdict judge(const simdjson_error& error) const {
    if (!is_about_shape(error.error())) return no_json(kind, error.what());
    if (const SecondLook second{*body}; second.failure() != simdjson::SUCCESS)
      return no_json(kind, simdjson::error_message(second.failure()));
    refuse(kind, fmt::format("{} is missing, null or of another type than the schema says", where));
  }

  void append_next(ondemand::object object, Snapshot& rows, std::optional<Uuid>& last);
};

Page::Page(bool with_cpr) : impl_{std::make_unique<Impl>()} { impl_->with_cpr = with_cpr; }
Page::~Page() = default;

Verdict Page::open(std::string& body, Kind kind) {
  Impl& page = *impl_;
  next_cursor_.reset();
  page.kind = kind;
  page.body = &body;
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  page.where = "the answer";
  try {
    page.document = page.parser.iterate(body.data(), body.size(), body.capacity());
    // An answer with errors is not used, not even the data beside them.
    if (page.walk_to_the_end_and_find_errors()) {
      SecondLook second{body};
      if (second.failure() != simdjson::SUCCESS) return no_json(kind, simdjson::error_message(second.failure()));
      if (const auto message = second.first_error()) return judge_message(*message, kind);
    }
    ondemand::object answer = page.document.get_object();
    page.where = "data";
    ondemand::object data = answer.find_field_unordered("data").get_object();
    page.where = collection_of(kind);
    page.collection = data.find_field_unordered(collection_of(kind)).get_object();
    page.where = "page_info.next_cursor";
    next_cursor_ = page.find_cursor();
  } catch (const simdjson_error& error) {
    return page.judge(error);
  } catch (const WrongShape& shape) {
    refuse(kind, shape.what);
  }
  return {};
}

void Page::Impl::append_next(ondemand::object object, Snapshot& rows, std::optional<Uuid>& last) {
  where = "an object's uuid";
  const Uuid uuid = parse_uuid(object.find_field_unordered("uuid").get_string());
  if (last && uuid == *last) refuse(kind, fmt::format("object {} comes twice", uuid));
  if (last && uuid < *last) refuse(kind, fmt::format("object {} comes after {}, out of order", uuid, *last));
  last = uuid;
  where = "current";
  ondemand::value current = object.find_field_unordered("current");
  if (current.is_null()) return;
  Row row{current.get_object()};
  try {
    append_record(kind, uuid, row, with_cpr, rows);
  } catch (const simdjson_error&) {
    where = row.field();
    throw;
  } catch (const WrongShape& shape) {
    refuse(kind, fmt::format("object {}: field {} holds {}", uuid, row.field(), shape.what));
  }
}

Verdict Page::read_objects(Snapshot& rows, std::optional<Uuid>& last) {
  Impl& page = *impl_;
  assert(page.body != nullptr);
  const std::optional<Uuid> last_before = last;
  const std::size_t size_before = with_rows(rows, page.kind, [](const auto& list) { return list.size(); });
  page.where = "objects";
  try {
    for (auto object : page.collection.find_field_unordered("objects").get_array()) page.append_next(object.get_object(), rows, last);
    page.body = nullptr;
    return {};
  } catch (const simdjson_error& error) {
    with_rows(rows, page.kind, [&](auto& list) { list.erase(list.begin() + static_cast<std::ptrdiff_t>(size_before), list.end()); });
    last = last_before;
    return page.judge(error);
  } catch (const WrongShape& shape) {
    refuse(page.kind, fmt::format("an object has {}", shape.what));
  }
}

}  // namespace os2sync::os2mo
