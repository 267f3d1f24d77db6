// SPDX-License-Identifier: MPL-2.0
/// @file The sink of `os2sync.api_url = stub`: says yes to everything and sends nothing.
#pragma once

#include "ports/sink.hpp"

namespace os2sync {

class StubSink final : public Sink {
 public:
  SinkFacts probe() override { return {.stub = true, .version_4 = true}; }
  PushResult push(const Write&) override { return Accepted{}; }
  FkRead read(ObjectKind, const Uuid&) override { return FkUnknown{}; }
  FkListing list(ObjectKind) override {
    return FkUnavailable{say({"nothing is sent (os2sync.api_url is stub)", "intet sendes (os2sync.api_url er stub)"})};
  }
};

}  // namespace os2sync
