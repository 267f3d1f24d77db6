// SPDX-License-Identifier: MPL-2.0
/// @file A directory for one test, and children that end in every possible way.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace os2sync::test {

class TempDir {
 public:
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "os2sync-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary directory"};
    path_ = name;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}
inline void write_file(const std::string& path, const std::string& content) {
  std::ofstream{path, std::ios::binary} << content;
}
inline unsigned mode_of(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0) throw std::runtime_error{"no file " + path};
  return facts.st_mode & 0777U;
}

/// Runs `work` in a child process that ends by _exit with its result, so that nothing is closed or flushed, as after
/// kill -9. Returns the exit code; 255 = an exception.
inline int run_in_child(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error{"cannot fork"};
  if (child == 0) {
    try {
      _exit(work());
    } catch (...) {
      _exit(255);
    }
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

/// Turns this process into a user whom file modes mean something to, for as long as it lives, when the tests run as
/// root.
class Unprivileged {
 public:
  static constexpr uid_t kNobody = 65534;

  Unprivileged() {
    if (!was_root_) return;
    const int count = getgroups(0, nullptr);
    groups_.resize(static_cast<std::size_t>(count));
    if (getgroups(count, groups_.data()) != count || setgroups(0, nullptr) != 0 ||
        setresgid(kNobody, kNobody, 0) != 0 || setresuid(kNobody, kNobody, 0) != 0)
      throw std::runtime_error{"cannot become nobody"};
  }
  ~Unprivileged() {
    if (!was_root_) return;
    const bool back =
        setresuid(0, 0, 0) == 0 && setresgid(0, 0, 0) == 0 && setgroups(groups_.size(), groups_.data()) == 0;
    if (!back) std::abort();
    prctl(PR_SET_DUMPABLE, 1);  // taken away with the first of the two changes; a leak checker needs it
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool was_root_ = geteuid() == 0;
  std::vector<gid_t> groups_;
};

/// Gives a file or directory to whom Unprivileged is.
inline void give_to_unprivileged(const std::string& path) {
  if (geteuid() == 0 && chown(path.c_str(), Unprivileged::kNobody, Unprivileged::kNobody) != 0)
    throw std::runtime_error{"cannot give away " + path};
}

}  // namespace os2sync::test
