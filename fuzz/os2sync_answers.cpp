// SPDX-License-Identifier: MPL-2.0
// Answers of OS2sync: a status in two bytes, a content type up to a newline, a body.
#include "adapters/os2sync/answers.hpp"
#include "adapters/os2sync/fk_object.hpp"
#include "harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace os2sync;
  fuzz::Input input{data, size};
  http::Response response;
  response.status = 100 + input.byte() * 2 + input.byte() % 2;
  response.content_type = std::string{input.until('\n')};
  response.body = std::string{input.rest()};

  for (const WriteKind kind : {WriteKind::post, WriteKind::remove}) {
    fuzz::expect_error_at_most(
        [&] {
          const PushResult result = judge_answer(response, kind, "http://localhost/api/user");
          fuzz::require(!std::holds_alternative<Accepted>(result) || response.status == 200 || response.status == 404,
                        "only 200 means taken, and 404 what was to go");
          if (const auto* busy = std::get_if<Busy>(&result)) fuzz::require_no_cpr(busy->why);
          if (const auto* rejected = std::get_if<Rejected>(&result)) fuzz::require_no_cpr(rejected->why);
        },
        {ErrorKind::unauthorised, ErrorKind::settings});
  }
  for (const ObjectKind kind : {ObjectKind::unit, ObjectKind::user}) {
    if (const auto object = parse_fk_object(response.body, kind))
      fuzz::require(!object->fields.contains("Cpr") && !object->fields.contains("Person.Cpr"),
                    "the CPR number is no field that is shown");
  }
  static_cast<void>(is_written_by_version_2(response.body));
  return 0;
}
