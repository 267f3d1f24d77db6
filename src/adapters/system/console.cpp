// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/console.hpp"

#include <array>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "core/mask.hpp"

namespace os2sync {
namespace {

constexpr std::chrono::milliseconds kTerminalInterval{100};
constexpr std::chrono::minutes kLogInterval{1};
constexpr std::size_t kBarWidth = 24;

struct LevelName {
  std::string_view name;
  spdlog::level::level_enum level;
};
constexpr std::array<LevelName, 4> kLevels{{{"debug", spdlog::level::debug},
                                            {"info", spdlog::level::info},
                                            {"warning", spdlog::level::warn},
                                            {"error", spdlog::level::err}}};

const LevelName& level_of(MessageLevel level) { return kLevels[static_cast<std::size_t>(level)]; }

/// JSON string content of a message that is valid or invalid UTF-8 alike: control characters escaped, the rest as it
/// is.
std::string escape_json(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view name_of(Stage stage, bool danish) {
  switch (stage) {
    case Stage::reading: return danish ? "læser fra OS2MO" : "reading from OS2MO";
    case Stage::planning: return danish ? "planlægger" : "planning";
    case Stage::asking: return danish ? "læser fra FK-ORG" : "reading from FK-ORG";
    case Stage::sending: return danish ? "sender til OS2sync" : "sending to OS2sync";
    case Stage::verifying: return danish ? "læser i FK-ORG" : "reading from FK-ORG";
  }
  return "";
}

}  // namespace

std::string render_progress(Stage stage, std::size_t done, std::size_t total, std::chrono::seconds elapsed,
                            bool danish) {
  if (total == 0) {
    return fmt::format("{}: {} {}, {} s", name_of(stage, danish), done, danish ? "objekter" : "objects",
                       elapsed.count());
  }
  const std::size_t filled = done * kBarWidth / total;
  std::string line = fmt::format("{}: [{:#<{}}{: <{}}] {}/{}", name_of(stage, danish), "", filled, "",
                                 kBarWidth - filled, done, total);
  if (done > 0 && elapsed.count() > 0) {
    const auto left = static_cast<std::size_t>(elapsed.count()) * (total - done) / done;
    line += fmt::format(", {} s {}", left, danish ? "tilbage" : "left");
  }
  return line;
}

Console::Console(Clock& clock)
    : clock_{clock},
      logger_{std::make_shared<spdlog::logger>("os2sync-export", std::make_shared<spdlog::sinks::stderr_sink_mt>())} {
  logger_->set_pattern("%v");
  logger_->flush_on(spdlog::level::debug);
}

Console::~Console() { finish_progress(); }

void Console::configure(const ConsoleOptions& options) {
  const std::lock_guard lock{mutex_};
  options_ = options;
  configured_ = true;
  logger_->set_level(level_of(options.level).level);
}

void Console::progress(Stage stage, std::size_t done, std::size_t total) {
  const std::lock_guard lock{mutex_};
  if (!options_.show_progress) return;
  const auto now = clock_.steady_now();
  if (stage_ != stage) {
    stage_ = stage;
    stage_start_ = last_shown_ = now;
    if (!options_.terminal) return;
  } else if (now - last_shown_ < (options_.terminal ? std::chrono::milliseconds{kTerminalInterval} : kLogInterval)) {
    return;
  }
  last_shown_ = now;
  const auto elapsed = std::chrono::duration_cast<std::chrono::seconds>(now - stage_start_);
  const std::string line = render_progress(stage, done, total, elapsed, options_.danish);
  if (!options_.terminal) {
    log(MessageLevel::warning, line);  // once a minute, whatever the level: a silent job looks like a dead one
    return;
  }
  fmt::print(stderr, "\r\x1b[K{}", line);
  std::fflush(stderr);
  line_showing_ = true;
}

void Console::warn(const Said& message) {
  const std::lock_guard lock{mutex_};
  log(MessageLevel::warning, message.in(options_.danish ? Language::danish : Language::english));
}
void Console::debug(std::string_view message) {
  const std::lock_guard lock{mutex_};
  log(MessageLevel::debug, message);
}

void Console::finish_progress() {
  const std::lock_guard lock{mutex_};
  erase_line();
}

void Console::say(std::string_view text) {
  const std::lock_guard lock{mutex_};
  erase_line();
  fmt::print(stderr, "{}", mask_cpr(text));
}

void Console::fail(std::string_view message) {
  const std::lock_guard lock{mutex_};
  if (configured_ && !options_.terminal) return log(MessageLevel::error, message);
  erase_line();
  fmt::print(stderr, "os2sync-export: {}\n", mask_cpr(message));
}

void Console::erase_line() {
  if (!line_showing_) return;
  fmt::print(stderr, "\r\x1b[K");
  std::fflush(stderr);
  line_showing_ = false;
}

void Console::log(MessageLevel level, std::string_view message) {
  if (!logger_->should_log(level_of(level).level)) return;
  erase_line();
  const std::string safe = mask_cpr(message);
  if (options_.terminal) {
    logger_->log(level_of(level).level, "{}: {}", level_of(level).name, safe);
  } else {
    logger_->log(level_of(level).level, R"({{"time":{},"level":"{}","run_id":"{}","message":"{}"}})",
                 clock_.now().time_since_epoch().count(), level_of(level).name, options_.run_id, escape_json(safe));
  }
}

}  // namespace os2sync
