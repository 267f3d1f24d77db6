// SPDX-License-Identifier: MPL-2.0
// os2sync-lab: serves the model until a signal, POST /quit or the end of standard input.
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>

#include <fmt/format.h>

#include "os2sync/server/arguments.hpp"
#include "os2sync/server/control.hpp"

namespace {

using namespace os2sync_lab;

/// SIGTERM and SIGINT as a file to poll; call before any thread starts, so that all inherit the mask.
int signals_as_file() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  return signalfd(-1, &ends, SFD_CLOEXEC);
}

/// True at the end of standard input; anything written there is thrown away.
bool stdin_has_ended() {
  std::array<char, 256> scrap;
  return read(STDIN_FILENO, scrap.data(), scrap.size()) <= 0;
}

/// Ticks in time and returns when the program shall end.
void wait_for_end(const Arguments& arguments, Lab& lab, int signals, int quit) {
  using std::chrono::steady_clock;
  std::array<pollfd, 3> files{
      {{signals, POLLIN, 0}, {quit, POLLIN, 0}, {arguments.exit_with_stdin ? STDIN_FILENO : -1, POLLIN, 0}}};
  auto next_tick = steady_clock::now() + arguments.tick_every.value_or(std::chrono::milliseconds{0});
  while (true) {
    int timeout = -1;
    if (arguments.tick_every) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_tick - steady_clock::now());
      timeout = left.count() > 0 ? static_cast<int>(left.count()) : 0;
    }
    const int ready = poll(files.data(), files.size(), timeout);
    if (ready == 0) {
      // However short the interval, to the model each tick is a minute.
      lab.tick(std::chrono::minutes{1});
      next_tick += *arguments.tick_every;
    }
    if (ready <= 0) continue;
    if (files[0].revents != 0 || files[1].revents != 0) return;
    if (files[2].revents != 0 && stdin_has_ended()) return;
  }
}

int run(const Arguments& arguments) {
  const int signals = signals_as_file();
  const int quit = eventfd(0, EFD_CLOEXEC);
  Lab lab{arguments.options, arguments.fixed_time};
  Control control{lab, [quit] { eventfd_write(quit, 1); }};
  HttpServer service{[&](const os2sync_model::Request& request) { return lab.serve(request); }, &lab};
  HttpServer steering{[&](const os2sync_model::Request& request) { return control.serve(request); }, nullptr};

  const int port = service.start(arguments.port);
  const int control_port = steering.start(arguments.control_port);
  fmt::print("{{\"url\":\"http://127.0.0.1:{}/api\",\"control\":\"http://127.0.0.1:{}\"}}\n", port, control_port);
  std::fflush(stdout);

  wait_for_end(arguments, lab, signals, quit);
  lab.stop();
  service.stop();
  steering.stop();
  return 0;
}

}  // namespace

int main(int count, char** words) try {
  const Arguments arguments = parse_arguments({words + 1, words + count});
  if (arguments.help) {
    fmt::print("{}", kUsage);
    return 0;
  }
  return run(arguments);
} catch (const std::exception& error) {
  fmt::print(stderr, "os2sync-lab: {}\n", error.what());
  return 64;
}
