// SPDX-License-Identifier: MPL-2.0
// Runs a harness over files, without libFuzzer: each as it is, and with --cut also every beginning of it and with
// single bytes changed. Usage: fuzz_NAME [--cut] FILE-OR-FOLDER...
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "harness.hpp"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostCuts = 300;

void run(const std::string& bytes) {
  // A copy of exactly this size, so that a sanitizer sees a read behind it.
  const std::vector<std::uint8_t> data(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(data.data(), data.size());
}

void run_cuts(const std::string& bytes) {
  const std::size_t step = std::max<std::size_t>(1, bytes.size() / kMostCuts);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    run(bytes.substr(0, at));
    for (const char changed : {'\0', '"', '9', '\xff'}) {
      std::string other = bytes;
      other[at] = changed;
      run(other);
    }
  }
}

std::vector<fs::path> files_of(const fs::path& place) {
  if (!fs::is_directory(place)) return {place};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator{place}) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  bool cut = false;
  std::size_t count = 0;
  for (const std::string& word : std::vector<std::string>(argv + 1, argv + argc)) {
    if (word == "--cut") {
      cut = true;
      continue;
    }
    for (const fs::path& file : files_of(word)) {
      std::ifstream in{file, std::ios::binary};
      const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
      std::fprintf(stderr, "%s\n", file.c_str());
      run(bytes);
      if (cut) run_cuts(bytes);
      ++count;
    }
  }
  std::printf("%zu inputs\n", count);
  return count == 0 ? 1 : 0;
}
