// SPDX-License-Identifier: MPL-2.0
/// @file The FK-ORG accounts in OS2MO: all that is ever written there, and only in `new` mode.
#pragma once

#include <variant>

#include "core/fk_account.hpp"
#include "core/said.hpp"
#include "core/uuid.hpp"

namespace os2sync {

struct Written {};
/// OS2MO did not do it, or nobody knows whether it did. `why` is a short reason without values.
struct NotWritten {
  Said why;
};
using WriteResult = std::variant<Written, NotWritten>;

/// Each write is asked for once: repeating one whose answer got lost could make a second account. The next run sees in
/// OS2MO what became of it.
class AccountBook {
 public:
  virtual ~AccountBook() = default;

  /// Makes an account in the it-system, from today on. Throws Error{unauthorised} when OS2MO does not let us in.
  virtual WriteResult create(const Uuid& it_system, const NewFkAccount& account) = 0;
  /// Ends an account with yesterday. Throws as create().
  virtual WriteResult end(const EndedFkAccount& account) = 0;
};

}  // namespace os2sync
