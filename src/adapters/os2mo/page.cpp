// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/page.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>

#include <fmt/format.h>

#include "adapters/os2mo/careful_quote.hpp"
#include "adapters/os2mo/engagement_history.hpp"
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
constexpr Text kNoMessage{"an error without a message", "en fejl uden besked"};
constexpr Text kRestartOs2mo{" (its database connections are used up; OS2MO has to be restarted)",
                             " (dets databaseforbindelser er brugt op; OS2MO skal genstartes)"};

[[noreturn]] void refuse(Kind kind, const Said& what) {
  throw Error{
      ErrorKind::incomplete,
      Text{"OS2MO's page of {}: {}. Nothing was changed; try again later, and if it stays so report it to OS2MO's "
           "supplier",
           "OS2MO's side med {}: {}. Intet er ændret; prøv igen senere, og meld det til OS2MO's leverandør, hvis "
           "det bliver ved"},
      collection_of(kind), what};
}

Verdict no_json(Kind kind, std::string_view why) {
  return {Remedy::repeat_soon,
          say({"OS2MO's page of {} is cut or no JSON ({})", "OS2MO's side med {} er afkortet eller ikke JSON ({})"},
              collection_of(kind), why)};
}

Verdict judge_message(std::string_view message, Kind kind) {
  if (message == kNotLoggedIn)
    return {Remedy::log_in_again,
            say({"OS2MO answered: User is not authenticated", "OS2MO svarede: User is not authenticated"}),
            ErrorKind::unauthorised};
  const bool exhausted = message.find(kPoolExhausted) != std::string_view::npos;
  return {Remedy::repeat_late,
          say({"OS2MO could not answer a question about {}: {}{}", "OS2MO kunne ikke besvare et spørgsmål om {}: {}{}"},
              collection_of(kind), message.empty() ? say(kNoMessage) : say(quote_carefully(message)),
              exhausted ? kRestartOs2mo : Text{})};
}

/// The slow and thorough look, taken only when something is suspicious already.
class SecondLook {
 public:
  explicit SecondLook(const std::string& body) : failure_{parser_.parse(body).get(document_)} {}

  error_code failure() const noexcept { return failure_; }

  /// The message of the first of the answer's errors, empty when that has none; none when there are no errors.
  std::optional<std::string_view> first_error() {
    simdjson::dom::element errors;
    if (document_["errors"].get(errors) != simdjson::SUCCESS || errors.is_null()) return std::nullopt;
    simdjson::dom::array list;
    if (errors.get(list) != simdjson::SUCCESS) return "";
    if (list.size() == 0) return std::nullopt;
    std::string_view message;
    return list.at(0)["message"].get(message) == simdjson::SUCCESS ? message : "";
  }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element document_;
  error_code failure_;
};

/// As OS2MO writes its answers. Then errors can only follow the data, where reading comes by anyway.
bool begins_with_data(std::string_view body) {
  const auto skip_blanks = [&] { body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size())); };
  skip_blanks();
  if (!body.starts_with('{')) return false;
  body.remove_prefix(1);
  skip_blanks();
  return body.starts_with("\"data\"");
}

bool is_about_shape(error_code code) { return code == simdjson::INCORRECT_TYPE || code == simdjson::NO_SUCH_FIELD; }

}  // namespace

struct Page::Impl {
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object answer;
  ondemand::object data;
  ondemand::object collection;
  const std::string* body = nullptr;
  Kind kind{};
  Extras extras;
  std::string_view where;  ///< what was being read, for messages

  /// Reads on to the end of the body: only there it shows whether it was cut after the last object, and whether errors
  /// follow the data. True when they do.
  bool find_errors_behind_the_objects() {
    constexpr std::string_view kNoSuchField = "\x01";
    for (ondemand::object* object : {&collection, &data})
      if (const auto code = object->find_field(kNoSuchField).error(); code != simdjson::NO_SUCH_FIELD)
        throw simdjson_error{code};
    const error_code errors = answer.find_field("errors").error();
    if (errors == simdjson::SUCCESS) return true;
    if (errors != simdjson::NO_SUCH_FIELD) throw simdjson_error{errors};
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      throw simdjson_error{simdjson::TRAILING_CONTENT};
    return false;
  }

  std::optional<std::string> find_cursor() {
    ondemand::object page_info = collection.find_field_unordered("page_info").get_object();
    ondemand::value cursor = page_info.find_field_unordered("next_cursor");
    if (cursor.is_null()) return std::nullopt;
    std::string text{std::string_view{cursor.get_string()}};
    if (text.empty()) throw WrongShape{{"an empty next_cursor", "en tom next_cursor"}};
    return text;
  }

  /// An answer with errors is not used, not even the data beside them.
  Verdict look_for_errors() const {
    SecondLook second{*body};
    if (second.failure() != simdjson::SUCCESS) return no_json(kind, simdjson::error_message(second.failure()));
    if (const auto message = second.first_error()) return judge_message(*message, kind);
    return {};
  }

  /// On-demand parsing cannot tell a wrong type from broken JSON for sure; the second look can.
  Verdict judge(const simdjson_error& error) const {
    if (!is_about_shape(error.error())) return no_json(kind, error.what());
    if (Verdict verdict = look_for_errors(); verdict.remedy != Remedy::use) return verdict;
    refuse(kind, say({"{} is missing, null or of another type than the schema says",
                      "{} mangler, er null eller af en anden type, end skemaet siger"},
                     where));
  }

  void append_next(ondemand::object object, Snapshot& rows, std::optional<Uuid>& last);
  void append_only(Snapshot& rows);
  void append_history(ondemand::object object, const Uuid& uuid, bool is_current, Snapshot& rows);
  template <typename Read>
  void with_row(const Uuid& uuid, Row& row, Read read);
};

Page::Page(const Extras& extras) : impl_{std::make_unique<Impl>()} { impl_->extras = extras; }
Page::~Page() = default;

Verdict Page::open(std::string& body, Kind kind) {
  Impl& page = *impl_;
  next_cursor_.reset();
  page.kind = kind;
  page.body = &body;
  if (!begins_with_data(body))
    if (Verdict verdict = page.look_for_errors(); verdict.remedy != Remedy::use) return verdict;
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  page.where = "data";
  try {
    page.document = page.parser.iterate(body.data(), body.size(), body.capacity());
    page.answer = page.document.get_object();
    page.data = page.answer.find_field_unordered("data").get_object();
    page.where = collection_of(kind);
    page.collection = page.data.find_field_unordered(collection_of(kind)).get_object();
    if (!comes_in_pages(kind)) return {};
    page.where = "page_info.next_cursor";
    next_cursor_ = page.find_cursor();
  } catch (const simdjson_error& error) {
    return page.judge(error);
  } catch (const WrongShape& shape) {
    refuse(kind, say(shape.what));
  }
  return {};
}

template <typename Read>
void Page::Impl::with_row(const Uuid& uuid, Row& row, Read read) {
  try {
    read();
  } catch (const simdjson_error&) {
    where = row.field();
    throw;
  } catch (const WrongShape& shape) {
    refuse(kind,
           say({"object {}: field {} holds {}", "objekt {}: feltet {} indeholder {}"}, uuid, row.field(), shape.what));
  }
}

void Page::Impl::append_next(ondemand::object object, Snapshot& rows, std::optional<Uuid>& last) {
  where = "objects.uuid";
  const Uuid uuid = parse_uuid(object.find_field_unordered("uuid"));
  if (last && uuid == *last) refuse(kind, say({"object {} comes twice", "objekt {} kommer to gange"}, uuid));
  if (last && uuid < *last) {
    refuse(kind, say({"object {} comes after {}, out of order", "objekt {} kommer efter {}, i forkert rækkefølge"},
                     uuid, *last));
  }
  last = uuid;
  where = "current";
  ondemand::value current = object.find_field_unordered("current");
  const bool is_current = !current.is_null();
  if (is_current) {
    Row row{current.get_object()};
    with_row(uuid, row, [&] { append_record(kind, uuid, row, extras, rows); });
  }
  if (kind == Kind::engagement && extras.history) append_history(object, uuid, is_current, rows);
}

/// What does not come in pages has neither history nor neighbours.
void Page::Impl::append_only(Snapshot& rows) {
  where = "uuid";
  const Uuid uuid = parse_uuid(collection.find_field_unordered("uuid"));
  Row row{collection};
  with_row(uuid, row, [&] { append_record(kind, uuid, row, extras, rows); });
}

/// The days of an engagement's periods, and the engagement itself where it has not begun.
void Page::Impl::append_history(ondemand::object object, const Uuid& uuid, bool is_current, Snapshot& rows) {
  EngagementHistory history{extras};
  where = "validities";
  for (auto validity : object.find_field_unordered("validities").get_array()) {
    Row row{validity.get_object()};
    with_row(uuid, row, [&] { history.see(extras.future ? read_engagement(uuid, row) : read_days(row)); });
  }
  if (is_current) {
    history.set_days(rows.engagements.back());
  } else if (auto future = history.find_future()) {
    rows.engagements.push_back(std::move(*future));
  }
}

Verdict Page::read_objects(Snapshot& rows, std::optional<Uuid>& last) {
  Impl& page = *impl_;
  assert(page.body != nullptr);
  const std::optional<Uuid> last_before = last;
  const std::size_t size_before = with_rows(rows, page.kind, [](const auto& list) { return list.size(); });
  Verdict verdict;
  page.where = "objects";
  try {
    if (comes_in_pages(page.kind)) {
      for (auto object : page.collection.find_field_unordered("objects").get_array())
        page.append_next(object.get_object(), rows, last);
    } else {
      page.append_only(rows);
    }
    if (!page.find_errors_behind_the_objects()) return {};
    verdict = page.look_for_errors();
  } catch (const simdjson_error& error) {
    verdict = page.judge(error);
  } catch (const WrongShape& shape) {
    refuse(page.kind, say({"an object has {}", "et objekt har {}"}, shape.what));
  }
  if (verdict.remedy == Remedy::use) return verdict;
  with_rows(rows, page.kind,
            [&](auto& list) { list.erase(list.begin() + static_cast<std::ptrdiff_t>(size_before), list.end()); });
  last = last_before;
  return verdict;
}

}  // namespace os2sync::os2mo
