// SPDX-License-Identifier: MPL-2.0
// How many names a second the templates make; the goal is 100,000 in 3 s. Asserts nothing.
#include <chrono>
#include <cstdio>
#include <string>
#include <variant>

#include "adapters/jinja/open_templates.hpp"

int main() {
  using Clock = std::chrono::steady_clock;
  const auto seconds_since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const auto start = Clock::now();
  const auto templates =
      os2sync::open_templates({{"person.name", "{% if nickname -%}{{ nickname }}{%- else %}{{ name }}{%- endif %}"},
                               {"person.user_id", "{{ person.context.givenname | lower }}-{{ user_key }}"}},
                              {.organisation = true}, os2sync::Language::english);
  std::printf("start of Python and Jinja2: %.2f s\n", seconds_since(start));

  constexpr int kPersons = 100'000;
  const os2sync::Uuid uuid = *os2sync::Uuid::parse("11111111-0000-4000-8000-000000000001");
  const os2sync::SourceOrganisation organisation{uuid, "by", "Byen"};
  std::size_t rendered = 0;
  for (const bool user_ids : {false, true}) {
    const auto began = Clock::now();
    for (int i = 0; i < kPersons; ++i) {
      const std::string given_name = "Anna" + std::to_string(i);
      const os2sync::PersonContext person{uuid,    "AA",         given_name,   "And", "", i % 2 == 0 ? "" : "Annie",
                                          nullptr, std::nullopt, &organisation};
      const auto answer = user_ids ? templates->user_id(person, uuid) : templates->name(person);
      rendered += std::get<std::string>(answer).size();
    }
    const double seconds = seconds_since(began);
    std::printf("%s: %d in %.2f s, %.0f a second (goal 100,000 in 3 s)\n", user_ids ? "user ids" : "names", kPersons,
                seconds, kPersons / seconds);
  }
  return rendered == 0 ? 1 : 0;
}
