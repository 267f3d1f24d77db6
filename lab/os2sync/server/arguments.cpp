// SPDX-License-Identifier: MPL-2.0
#include "os2sync/server/arguments.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

namespace os2sync_lab {
namespace {

template <typename Number>
Number to_number(std::string_view option, std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) {
    throw std::invalid_argument{fmt::format("{}: expected a number, got '{}'", option, text)};
  }
  return value;
}

}  // namespace

const std::string_view kUsage =
    R"(os2sync-lab: a model of OS2sync and FK-ORG on loopback, for tests and demos.

  --port N            port of the service, 0 = any free one (default)
  --control-port N    port of the control plane, 0 = any free one (default)
  --profile VERSION   2.7, 3.x, 4.0, 4.1, 4.3, 4.4, 4.7 or 4.9.1 (default)
  --api-key KEY       the key clients must send; default: any
  --cvr CVR           the service's own CVR, which beats the header
  --known-cvr CVR...  municipalities that FK-ORG knows (default 12345678)
  --tick manual|SEC   run the scheduler on POST /tick only (default), or every SEC seconds
  --now TIME          a clock that stands still, e.g. 2025-07-25T12:00:00+02:00
  --shuffle           run the rows of a batch in random order
  --seed N            for everything random (default 1)
  --database NAME     mysql (default) or mssql: whose error texts
  --exit-with-stdin   end when standard input ends

Prints one line of JSON when ready: {"url":"http://127.0.0.1:P/api","control":"http://127.0.0.1:C"}
)";

Arguments parse_arguments(const std::vector<std::string_view>& words) {
  Arguments arguments;
  std::size_t at = 0;
  const auto value = [&]() -> std::string_view {
    if (at + 1 >= words.size()) throw std::invalid_argument{fmt::format("{}: a value must follow", words[at])};
    return words[++at];
  };
  for (; at < words.size(); ++at) {
    const std::string_view option = words[at];
    if (option == "--port") {
      arguments.port = to_number<int>(option, value());
    } else if (option == "--control-port") {
      arguments.control_port = to_number<int>(option, value());
    } else if (option == "--profile") {
      const std::string_view name = value();
      const auto version = os2sync_model::parse_version(name);
      if (!version) throw std::invalid_argument{fmt::format("--profile: unknown version '{}'", name)};
      arguments.options.version = *version;
    } else if (option == "--api-key") {
      arguments.options.api_key = value();
    } else if (option == "--cvr") {
      arguments.options.cvr = value();
    } else if (option == "--known-cvr") {
      arguments.options.known_cvrs = {std::string{value()}};
      while (at + 1 < words.size() && !words[at + 1].starts_with("--")) arguments.options.known_cvrs.emplace(value());
    } else if (option == "--tick") {
      const std::string_view every = value();
      if (every != "manual") {
        const auto milliseconds = static_cast<long>(to_number<double>(option, every) * 1000);
        arguments.tick_every = std::chrono::milliseconds{std::max(milliseconds, 1L)};
      }
    } else if (option == "--now") {
      const std::string_view time = value();
      arguments.fixed_time = os2sync_model::parse_iso(time);
      if (!arguments.fixed_time) throw std::invalid_argument{fmt::format("--now: not a time: '{}'", time)};
    } else if (option == "--shuffle") {
      arguments.options.shuffle = true;
    } else if (option == "--seed") {
      arguments.options.seed = to_number<std::uint64_t>(option, value());
    } else if (option == "--database") {
      const std::string_view name = value();
      if (name != "mysql" && name != "mssql") throw std::invalid_argument{"--database: expected mysql or mssql"};
      arguments.options.database = name == "mysql" ? os2sync_model::Database::mysql : os2sync_model::Database::mssql;
    } else if (option == "--exit-with-stdin") {
      arguments.exit_with_stdin = true;
    } else if (option == "--help") {
      arguments.help = true;
    } else {
      throw std::invalid_argument{fmt::format("unknown argument '{}'; see --help", option)};
    }
  }
  return arguments;
}

}  // namespace os2sync_lab
