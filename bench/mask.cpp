// SPDX-License-Identifier: MPL-2.0
// What the CPR filter in front of every outlet costs, against a plain copy. Asserts nothing.
#include <chrono>
#include <cstdio>
#include <string>

#include "core/mask.hpp"

namespace {

constexpr std::size_t kSize = 64U << 20U;

std::string repeat(const std::string& piece) {
  std::string text;
  text.reserve(kSize + piece.size());
  while (text.size() < kSize) text += piece;
  return text;
}

template <typename Work>
double seconds_of(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure(const char* what, const std::string& text) {
  std::size_t kept = 0;
  const double copying = seconds_of([&] { kept += std::string{text}.size(); });
  const double masking = seconds_of([&] { kept += os2sync::mask_cpr(text).size(); });
  std::printf("%s: %.0f MB/s, %.1f times a copy (%zu bytes)\n", what, static_cast<double>(text.size()) / 1e6 / masking,
              masking / copying, kept);
}

}  // namespace

int main() {
  measure("words", repeat("the manager of the unit is not transferred; "));
  measure(
      "plan --json",
      repeat(
          R"({"action":"update","kind":"user","uuid":"ae79135b-5925-599f-b92e-65e508b47df8","reason":"fields_differ"},)"));
  measure("numbers", repeat("12345678, 0101010000, 5790001234567\n"));
  return 0;
}
