// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/error.hpp"
#include "core/mask.hpp"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX has no header for it

namespace os2sync {
namespace {

constexpr const char* kLedgerInState = "/os2sync-export/ledger.db";

}  // namespace

std::map<std::string, std::string> read_environment() {
  std::map<std::string, std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const char* equals = std::strchr(*variable, '=');
    if (equals != nullptr)
      environment.emplace(std::string{*variable, static_cast<std::size_t>(equals - *variable)}, equals + 1);
  }
  return environment;
}

FileFacts look_at_file(const std::string& path) {
  FileFacts facts;
  struct stat status {};
  facts.exists = stat(path.c_str(), &status) == 0;
  if (facts.exists) {
    facts.writable = access(path.c_str(), W_OK) == 0;
    facts.changed = std::chrono::sys_seconds{std::chrono::seconds{status.st_mtim.tv_sec}};
    return facts;
  }
  // The first run makes the file and the folders above it.
  std::filesystem::path folder = std::filesystem::path{path}.parent_path();
  std::error_code ignored;
  while (!folder.empty() && !std::filesystem::exists(folder, ignored)) folder = folder.parent_path();
  const std::string nearest = folder.empty() ? "." : folder.string();
  facts.writable = std::filesystem::is_directory(nearest, ignored) && access(nearest.c_str(), W_OK | X_OK) == 0;
  return facts;
}

std::optional<std::string> read_file(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::nullopt;
  std::ifstream file{path, std::ios::binary};
  if (!file || std::filesystem::is_directory(path, ignored)) {
    throw Error{ErrorKind::settings,
                Text{"{}: the file is there but cannot be read; check its kind and permissions",
                     "{}: filen findes, men kan ikke læses; se på dens art og rettigheder"},
                path};
  }
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

bool write_private_file(const std::string& path, std::string_view content) {
  const std::string safe = mask_cpr(content);
  std::string_view text = safe;
  // Beside the file, so that the last step is a rename within one file system.
  std::string temporary = path + ".XXXXXX";
  const int file = mkstemp(temporary.data());  // mode 0600
  bool written = file >= 0;
  while (written && !text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    written = count > 0 || (count < 0 && errno == EINTR);
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  written = written && fsync(file) == 0;
  if (file >= 0) written = close(file) == 0 && written;
  if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return safe.size() != content.size();
  const int failure = errno;
  if (file >= 0) unlink(temporary.c_str());
  throw Error{ErrorKind::usage,
              Text{"{}: cannot be written ({}); name a file in a folder you may write to",
                   "{}: kan ikke skrives ({}); vælg en fil i en mappe, du må skrive i"},
              path, std::generic_category().message(failure)};
}

std::string default_ledger_path(const std::map<std::string, std::string>& environment) {
  if (geteuid() == 0) return std::string{"/var/lib"} + kLedgerInState;
  if (const auto state = environment.find("XDG_STATE_HOME"); state != environment.end() && !state->second.empty()) {
    return state->second + kLedgerInState;
  }
  const auto home = environment.find("HOME");
  if (home == environment.end() || home->second.empty()) {
    throw Error{ErrorKind::settings,
                Text{"no place for the ledger: neither HOME nor XDG_STATE_HOME is set; set os2sync.hash_cache",
                     "ingen plads til hovedbogen: hverken HOME eller XDG_STATE_HOME er sat; sæt os2sync.hash_cache"}};
  }
  return home->second + "/.local/state" + kLedgerInState;
}

void make_parent_directories(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
  std::error_code failure;
  if (folder.empty() || std::filesystem::exists(folder, failure)) return;
  const mode_t before = umask(0077);
  std::filesystem::create_directories(folder, failure);
  umask(before);
  if (failure) {
    throw Error{ErrorKind::state,
                Text{"{}: the ledger's folder cannot be made ({}); make it or set os2sync.hash_cache",
                     "{}: mappen til hovedbogen kan ikke oprettes ({}); opret den, eller sæt os2sync.hash_cache"},
                folder.string(), failure.message()};
  }
}

}  // namespace os2sync
