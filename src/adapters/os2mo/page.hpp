// SPDX-License-Identifier: MPL-2.0
/// @file One page of a collection, read from JSON into records without a tree in between.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "adapters/os2mo/kinds.hpp"
#include "adapters/os2mo/verdict.hpp"
#include "core/source.hpp"

namespace os2sync::os2mo {

/// Reads page after page, reusing its buffers. JSON that ends too early or is none is a verdict: asking again may help.
/// JSON that says something else than OS2MO's schema promises is an Error{incomplete}: nothing of it can be trusted.
class Page {
 public:
  /// `extras`: as the pages are asked for.
  explicit Page(const Extras& extras);
  ~Page();

  /// Looks at everything but the objects. Borrows `body`, and may enlarge its capacity, until read_objects().
  Verdict open(std::string& body, Kind kind);
  /// Where the next page begins; none = this was the last. Valid after open().
  const std::optional<std::string>& next_cursor() const noexcept { return next_cursor_; }
  /// Appends the objects to the rows of their kind: all of them, or on another verdict than `use` none. Objects without
  /// a current state are passed over: they are not in effect today. So are, unless asked for, those that begin later.
  /// `last` is the uuid the chain has come to; the objects have to follow it in ascending order.
  Verdict read_objects(Snapshot& rows, std::optional<Uuid>& last);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::optional<std::string> next_cursor_;
};

}  // namespace os2sync::os2mo
