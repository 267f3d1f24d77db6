// SPDX-License-Identifier: MPL-2.0
#include "os2sync/model/moment.hpp"

#include <charconv>

#include <fmt/format.h>

#include "os2sync/model/text.hpp"

namespace os2sync_model {
namespace {

using namespace std::chrono;

struct Local {
  year_month_day day;
  hh_mm_ss<microseconds> time;
};

Local local(Moment moment, minutes utc_offset) {
  const Moment shifted = moment + utc_offset;
  const auto midnight = floor<days>(shifted);
  return {year_month_day{midnight}, hh_mm_ss<microseconds>{shifted - midnight}};
}

std::string day_of(const year_month_day& day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "" and "Z" mean UTC; otherwise +hh:mm or -hh:mm.
std::optional<minutes> parse_offset(std::string_view text) {
  if (text.empty() || text == "Z") return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hour = number(text.substr(1, 2));
  const auto minute = number(text.substr(4, 2));
  if (!hour || !minute) return std::nullopt;
  const minutes size = hours{*hour} + minutes{*minute};
  return text[0] == '-' ? -size : size;
}

}  // namespace

std::string iso_text(Moment moment, minutes utc_offset) {
  const Local at = local(moment, utc_offset);
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", day_of(at.day), at.time.hours().count(),
                                 at.time.minutes().count(), at.time.seconds().count());
  if (const auto fraction = at.time.subseconds().count(); fraction != 0) {
    text += fmt::format(".{:06}", fraction);
    text.erase(text.find_last_not_of('0') + 1);
  }
  const auto offset = utc_offset.count() < 0 ? -utc_offset.count() : utc_offset.count();
  return text + fmt::format("{}{:02}:{:02}", utc_offset.count() < 0 ? '-' : '+', offset / 60, offset % 60);
}

std::string day_text(Moment moment, minutes utc_offset) { return day_of(local(moment, utc_offset).day); }

std::optional<Moment> parse_iso(std::string_view text) {
  if (text.size() < 19 || !looks_like_day(text.substr(0, 10)) || text[10] != 'T') return std::nullopt;
  const auto part = [&](std::size_t at, std::size_t size) { return number(text.substr(at, size)); };
  const auto year = part(0, 4), month = part(5, 2), day = part(8, 2), hour = part(11, 2), minute = part(14, 2),
             second = part(17, 2);
  if (!year || !month || !day || !hour || !minute || !second || text[13] != ':' || text[16] != ':') return std::nullopt;

  microseconds fraction{0};
  std::size_t at = 19;
  if (at < text.size() && text[at] == '.') {
    int scale = 100'000;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
      fraction += microseconds{(text[at] - '0') * scale};
    }
  }
  const auto offset = parse_offset(text.substr(at));
  const year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                            std::chrono::day{static_cast<unsigned>(*day)}};
  if (!offset || !date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return Moment{sys_days{date} + hours{*hour} + minutes{*minute} + seconds{*second} + fraction - *offset};
}

}  // namespace os2sync_model
