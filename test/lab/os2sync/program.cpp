// SPDX-License-Identifier: MPL-2.0
#include "program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include <httplib.h>
#include <nlohmann/json.hpp>

extern char** environ;

namespace os2sync_lab_test {
namespace {

constexpr const char* kProgram = OS2SYNC_LAB_PROGRAM;

std::string read_line(int file) {
  std::string line;
  for (char c = 0; read(file, &c, 1) == 1 && c != '\n';) line += c;
  return line;
}

}  // namespace

struct Connection::Client {
  explicit Client(const std::string& origin) : http{origin} {
    http.set_keep_alive(true);
    http.set_tcp_nodelay(true);
    http.set_read_timeout(300);
  }
  httplib::Client http;
};

Connection::Connection(const std::string& origin) : client_{std::make_unique<Client>(origin)} {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;

Answer Connection::send(const std::string& method, const std::string& path, const std::string& body) {
  httplib::Request request;
  request.method = method;
  request.path = path;
  request.body = body;
  request.headers = {{"ApiKey", "k-test"}, {"Cvr", "12345678"}, {"Content-Type", "application/json"}};
  const httplib::Result result = client_->http.send(request);
  if (!result) return {true, 0, {}, {}};
  return {false, result->status, result->get_header_value("Content-Type"), result->body};
}

Program::Program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {kProgram, "--api-key", "k-test", "--exit-with-stdin"});
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);

  int in[2];
  int out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  const int error = posix_spawn(&process_, kProgram, &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  stdin_ = in[1];
  if (error != 0) throw std::runtime_error{"cannot start os2sync-lab"};

  greeting_ = read_line(out[0]);
  close(out[0]);
  if (greeting_.empty()) return;  // it had nothing to say and is about to end
  const auto urls = nlohmann::json::parse(greeting_);
  const auto url = urls.at("url").get<std::string>();
  service_ = url.substr(0, url.rfind("/api"));
  control_ = std::make_unique<Connection>(urls.at("control").get<std::string>());
}

Program::~Program() {
  close_stdin();
  wait();
}

Answer Program::steer(const std::string& method, const std::string& path, const std::string& body) {
  return control_->send(method, path, body);
}

void Program::signal(int number) const { kill(process_, number); }

void Program::close_stdin() {
  if (stdin_ >= 0) close(stdin_);
  stdin_ = -1;
}

int Program::wait() {
  if (process_ < 0) return 0;
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace os2sync_lab_test
