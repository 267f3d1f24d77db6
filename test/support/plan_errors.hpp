// SPDX-License-Identifier: MPL-2.0
/// @file Catching the error that a test expects.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace os2sync::test {

/// The error that `work` ends with; fails the test when there is none.
template <typename Work>
Error error_of(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return {ErrorKind::unexpected, say("none")};
}

}  // namespace os2sync::test
