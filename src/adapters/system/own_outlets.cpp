// SPDX-License-Identifier: MPL-2.0
#include "adapters/system/own_outlets.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "adapters/system/console.hpp"
#include "adapters/system/files.hpp"
#include "adapters/system/results.hpp"
#include "core/error.hpp"

namespace os2sync {
namespace {

[[noreturn]] void fail(Text what) {
  throw Error{ErrorKind::unexpected,
              Text{"the leak check cannot {}; is the disk or the memory full?",
                   "lækagekontrollen kan ikke {}; er disken eller hukommelsen fuld?"},
              what};
}

/// While it lives, a standard stream ends in memory.
class Diversion {
 public:
  Diversion(std::FILE* stream, int descriptor) : stream_{stream}, descriptor_{descriptor} {
    std::fflush(stream_);
    saved_ = dup(descriptor_);
    memory_ = memfd_create("os2sync-leak-check", MFD_CLOEXEC);
    if (saved_ < 0 || memory_ < 0 || dup2(memory_, descriptor_) < 0)
      fail({"divert its own output", "omdirigere sin egen udskrift"});
  }
  ~Diversion() {
    std::fflush(stream_);
    dup2(saved_, descriptor_);
    close(saved_);
    close(memory_);
  }
  Diversion(const Diversion&) = delete;
  Diversion& operator=(const Diversion&) = delete;

  std::string text() {
    std::fflush(stream_);
    const off_t size = lseek(memory_, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(size < 0 ? 0 : size), '\0');
    const ssize_t count = pread(memory_, bytes.data(), bytes.size(), 0);
    bytes.resize(static_cast<std::size_t>(count < 0 ? 0 : count));
    return bytes;
  }

 private:
  std::FILE* stream_;
  int descriptor_;
  int saved_ = -1;
  int memory_ = -1;
};

std::string pass_message(std::string_view text, bool terminal, Clock& clock) {
  Diversion diversion{stderr, STDERR_FILENO};
  Console console{clock};
  console.configure({MessageLevel::debug, terminal, true, false, "leak-check"});
  console.warn(os2sync::say(text));
  console.debug(text);
  return diversion.text();
}

}  // namespace

std::string pass_through(Outlet outlet, std::string_view text, Clock& clock) {
  switch (outlet) {
    case Outlet::message_on_terminal: return pass_message(text, true, clock);
    case Outlet::message_in_log: return pass_message(text, false, clock);
    case Outlet::words: {
      Diversion diversion{stderr, STDERR_FILENO};
      Console{clock}.say(text);
      return diversion.text();
    }
    case Outlet::result: {
      Diversion diversion{stdout, STDOUT_FILENO};
      print_result(text);
      return diversion.text();
    }
    case Outlet::file:
      return collect_files([&](const std::string& folder) { write_private_file(folder + "/report", text); });
  }
  return {};
}

std::string collect_files(const std::function<void(const std::string&)>& work) {
  std::error_code failure;
  std::string folder = (std::filesystem::temp_directory_path(failure) / "os2sync-leak-check-XXXXXX").string();
  if (failure || mkdtemp(folder.data()) == nullptr)
    fail({"make a folder for temporary files", "lave en mappe til midlertidige filer"});
  std::string bytes;
  try {
    work(folder);
    for (const auto& file : std::filesystem::directory_iterator{folder}) {
      std::ifstream in{file.path(), std::ios::binary};
      bytes.append(std::istreambuf_iterator<char>{in}, {});
    }
  } catch (...) {
    std::filesystem::remove_all(folder, failure);
    throw;
  }
  std::filesystem::remove_all(folder, failure);
  return bytes;
}

}  // namespace os2sync
