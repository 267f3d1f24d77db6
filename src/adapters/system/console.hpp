// SPDX-License-Identifier: MPL-2.0
/// @file Messages and progress on stderr: text and a progress line on a terminal, JSON lines elsewhere.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "ports/clock.hpp"
#include "ports/observer.hpp"

namespace spdlog {
class logger;
}

namespace os2sync {

enum class MessageLevel { debug, info, warning, error };

struct ConsoleOptions {
  MessageLevel level = MessageLevel::warning;
  bool terminal = false;  ///< stderr is a terminal
  bool show_progress = true;
  bool danish = false;
  std::string run_id;  ///< put into every JSON line
};

/// Everything passes mask_cpr() on its way out. Safe to use from several threads.
class Console final : public Observer {
 public:
  explicit Console(Clock& clock);
  ~Console() override;

  void configure(const ConsoleOptions& options);
  void progress(Stage stage, std::size_t done, std::size_t total) override;
  void warn(const Said& message) override;
  void debug(std::string_view message) override;
  /// Erases the progress line.
  void finish_progress();
  /// Plain text for the person at the terminal, as it is.
  void say(std::string_view text);
  /// What ended the command: a JSON line where the other messages are, plain where nothing was configured yet.
  void fail(std::string_view message);

 private:
  void log(MessageLevel level, std::string_view message);
  void erase_line();

  Clock& clock_;
  std::mutex mutex_;
  ConsoleOptions options_;
  bool configured_ = false;
  std::shared_ptr<spdlog::logger> logger_;
  std::optional<Stage> stage_;
  std::chrono::steady_clock::time_point stage_start_;
  std::chrono::steady_clock::time_point last_shown_;
  bool line_showing_ = false;
};

/// "reading from OS2MO: 12345 objects, 8 s" or "sending: [#####     ] 120/250, 12 s left".
std::string render_progress(Stage stage, std::size_t done, std::size_t total, std::chrono::seconds elapsed,
                            bool danish);

}  // namespace os2sync
