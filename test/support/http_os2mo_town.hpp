// SPDX-License-Identifier: MPL-2.0
/// @file A little municipality for the fake OS2MO, and the request a run would read it with.
#pragma once

#include <string>
#include <vector>

#include "adapters/os2mo/os2mo_source.hpp"
#include "support/builders.hpp"
#include "support/http_fake_clock.hpp"
#include "support/http_fake_os2mo.hpp"
#include "support/http_fake_transport.hpp"

namespace os2sync::test {

/// Everything a test of the OS2MO source needs. The top unit is U0; X0 is a tree of its own and no candidate.
struct HttpTown {
  HttpFakeOs2mo os2mo;
  HttpFakeNet net;
  HttpFakeClock clock;
  os2mo::Options options;
  ReadRequest request;
  std::vector<Uuid> candidates{id("U0"), id("U1")};

  HttpTown() {
    net.answer = [this](const http::Request& asked) { return os2mo.answer(asked); };
    options.base_url = "http://mo";
    options.auth_server = "http://auth";
    options.client_id = "dipex";
    options.client_secret = Secret{"canary-secret"};
    request.with_managers = true;
    request.with_kle = true;
    request.unit_address_types = [](const auto&) { return std::vector<Uuid>{id("T-EMAIL"), id("T-EAN")}; };
    request.person_address_types = [](const auto&) { return std::vector<Uuid>{id("T-EMAIL")}; };
    request.person_it_systems = [](const auto&) { return std::vector<Uuid>{id("I-AD")}; };
    request.candidate_units = [this](const auto&) { return candidates; };

    for (const char* name : {"T-EMAIL", "T-EAN", "V-PUBLIC", "J-CLERK", "K-ASPECT", "L-LEVEL"}) add_class(name);
    for (const char* name : {"I-AD", "I-SAP"}) os2mo.add("itsystems", id(name), {{"user_key", name}, {"name", name}});
    add_unit("U0", {});
    add_unit("U1", id("U0"));
    add_unit("X0", {});
  }

  void add_class(std::string_view name) {
    os2mo.add("classes", id(name),
              {{"user_key", name}, {"name", name}, {"scope", nullptr}, {"facet", {{"user_key", "some_facet"}}}});
  }
  void add_unit(std::string_view name, std::optional<Uuid> parent) {
    os2mo.add("org_units", id(name),
              {{"name", name},
               {"user_key", name},
               {"parent_response", reference(parent)},
               {"unit_type_response", nullptr},
               {"unit_level_response", reference(id("L-LEVEL"))},
               {"unit_hierarchy_response", nullptr}});
  }
  void add_person(std::string_view name) {
    os2mo.add("employees", id(name),
              {{"user_key", name},
               {"given_name", name},
               {"surname", "Hansen"},
               {"nickname_given_name", ""},
               {"nickname_surname", ""},
               {"cpr_number", "0101901234"},
               {"seniority", "2001-02-03"}});
  }
  void add_engagement(std::string_view name, std::string_view person, std::string_view unit) {
    os2mo.add("engagements", id(name),
              {{"person_response", reference(id(person))},
               {"org_unit_response", reference(id(unit))},
               {"job_function_response", reference(id("J-CLERK"))},
               {"extension_1", nullptr},
               {"extension_3", nullptr},
               {"is_primary", true},
               {"validity", {{"from", "2020-01-01T00:00:00+01:00"}}}});
  }
  void add_it_user(std::string_view name, std::optional<Uuid> person, std::optional<Uuid> unit,
                   std::string_view system = "I-AD") {
    os2mo.add("itusers", id(name),
              {{"user_key", name},
               {"external_id", ""},
               {"person_response", reference(person)},
               {"org_unit_response", reference(unit)},
               {"itsystem_response", reference(id(system))},
               {"engagement_uuids", Json::array()}});
  }
  void add_address(std::string_view name, std::optional<Uuid> person, std::optional<Uuid> unit,
                   std::string_view type = "T-EMAIL") {
    os2mo.add("addresses", id(name),
              {{"name", "a@b.dk"},
               {"person_response", reference(person)},
               {"org_unit_response", reference(unit)},
               {"engagement_response", nullptr},
               {"ituser_response", nullptr},
               {"address_type_response", reference(id(type))},
               {"visibility_response", reference(id("V-PUBLIC"))}});
  }
  void add_manager(std::string_view name, std::string_view unit, std::optional<Uuid> person) {
    os2mo.add("managers", id(name),
              {{"org_unit_response", reference(id(unit))}, {"person_response", reference(person)}});
  }
  void add_kle(std::string_view name, std::string_view unit) {
    os2mo.add("kles", id(name),
              {{"org_unit_response", reference(id(unit))},
               {"kle_number_response", reference(id("K-NUMBER"))},
               {"kle_aspect_uuids", Json::array({id("K-ASPECT").to_string()})}});
  }
  /// Persons P100, P101, … with an engagement in U1, an account and an address each.
  void add_employees(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(100 + i);
      add_person("P" + number);
      // The engagements' order is another than the persons'.
      add_engagement("E" + std::to_string(100 + (i * 7) % count), "P" + number, "U1");
      add_it_user("A" + number, id("P" + number), {});
      add_address("M" + number, id("P" + number), {});
    }
  }

  os2mo::Os2moSource make_source() { return {options, clock, std::make_unique<HttpFakeTransport>(net)}; }
  Snapshot read(Observer& observer) {
    auto source = make_source();
    Snapshot rows = source.read(request, observer);
    requests_made = source.requests_made();
    return rows;
  }
  std::size_t requests_made = 0;
};

}  // namespace os2sync::test
