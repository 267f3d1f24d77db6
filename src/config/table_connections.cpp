// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the settings table: how to reach and enter OS2MO and OS2sync.
#include "config/setting_rows.hpp"

namespace os2sync::rows {
namespace {

void add_login_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::os2mo;
  table.push_back(row(group, "mora.base", {"FASTRAMQPI__MO_URL", "MO_URL", "MORA_BASE"},
                      {"Address of OS2MO.", "Adressen på OS2MO."},
                      url([](auto& s) -> auto& { return s.os2mo.base_url; })));
  table.push_back(row(group, "client_id", {"FASTRAMQPI__CLIENT_ID", "CLIENT_ID"},
                      {"Keycloak client to log in to OS2MO with.", "Keycloak-klient, der logges ind i OS2MO med."},
                      text([](auto& s) -> auto& { return s.os2mo.client_id; })));
  table.push_back(required(row(group, "client_secret", {"FASTRAMQPI__CLIENT_SECRET", "CLIENT_SECRET"},
                               {"The Keycloak client's secret.", "Keycloak-klientens hemmelighed."},
                               secret([](auto& s) -> auto& { return s.os2mo.client_secret; }))));
  table.push_back(row_of_secret_file(group, "client_secret", {"FASTRAMQPI__CLIENT_SECRET_FILE", "CLIENT_SECRET_FILE"},
                                     {"File that holds the Keycloak client's secret and nothing else.",
                                      "Fil, der indeholder Keycloak-klientens hemmelighed og intet andet."}));
  table.push_back(row(group, "auth_server", {"FASTRAMQPI__AUTH_SERVER", "AUTH_SERVER"},
                      {"Address of Keycloak, up to and including /auth if it has that.",
                       "Adressen på Keycloak, til og med /auth hvis det har det."},
                      url([](auto& s) -> auto& { return s.os2mo.auth_server; })));
  table.push_back(row(group, "auth_realm", {"FASTRAMQPI__AUTH_REALM", "AUTH_REALM"},
                      {"Keycloak realm.", "Keycloak-realm."},
                      text([](auto& s) -> auto& { return s.os2mo.auth_realm; })));
  table.push_back(
      row(group, "oidc_token_lifespan_offset", {"OIDC_TOKEN_LIFESPAN_OFFSET"},
          {"Renew the login this many seconds before it expires.", "Forny login så mange sekunder, før det udløber."},
          number(
              0, 3600, [](auto& s) -> auto& { return s.os2mo.token_renewal_seconds; })));
}

void add_os2mo_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::os2mo;
  table.push_back(
      row(group, "os2sync.ca_verify_os2mo", {"CA_VERIFY_OS2MO"},
          {"Check the certificates of OS2MO and Keycloak.", "Kontrollér OS2MO's og Keycloaks certifikater."},
          flag([](auto& s) -> auto& { return s.os2mo.verify_tls; })));
  table.push_back(row(group, "mora.ca_file", {},
                      {"CA certificates (PEM) to check OS2MO and Keycloak against instead of the system's.",
                       "CA-certifikater (PEM), som OS2MO og Keycloak kontrolleres mod i stedet for systemets."},
                      path([](auto& s) -> auto& { return s.os2mo.ca_file; })));
  table.push_back(row(group, "mora.client_certificate", {},
                      {"Client certificate (PEM) to show to OS2MO and Keycloak.",
                       "Klientcertifikat (PEM), der vises til OS2MO og Keycloak."},
                      path([](auto& s) -> auto& { return s.os2mo.client_certificate; })));
  table.push_back(row(group, "mora.client_key", {},
                      {"Private key (PEM) of that certificate, if it is not in the same file.",
                       "Certifikatets private nøgle (PEM), hvis den ikke er i samme fil."},
                      path([](auto& s) -> auto& { return s.os2mo.client_key; })));
  table.push_back(row(group, "mora.graphql_version", {},
                      {"Version of OS2MO's GraphQL interface to use.", "Version af OS2MO's GraphQL-snitflade."},
                      number(
                          22, 99, [](auto& s) -> auto& { return s.os2mo.graphql_version; })));
  table.push_back(row(group, "mora.page_size", {},
                      {"Objects to ask OS2MO for at a time.", "Antal objekter, OS2MO spørges om ad gangen."},
                      number(
                          1, 1000, [](auto& s) -> auto& { return s.os2mo.page_size; })));
  table.push_back(row(group, "mora.connections", {},
                      {"Requests to OS2MO at the same time.", "Antal samtidige forespørgsler til OS2MO."},
                      number(
                          1, 8, [](auto& s) -> auto& { return s.os2mo.connections; })));
  table.push_back(row(group, "mora.timeout_seconds", {"FASTRAMQPI__GRAPHQL_TIMEOUT"},
                      {"How long to wait for one answer of OS2MO.", "Hvor længe der ventes på ét svar fra OS2MO."},
                      number(
                          1, 3600, [](auto& s) -> auto& { return s.os2mo.timeout_seconds; })));
  table.push_back(row(group, "mora.attempts", {},
                      {"How often to try one request to OS2MO, the first time included.",
                       "Hvor mange gange én forespørgsel til OS2MO forsøges, første gang medregnet."},
                      number(
                          1, 20, [](auto& s) -> auto& { return s.os2mo.attempts; })));
}

void add_os2sync_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::os2sync;
  table.push_back(row(group, "os2sync.api_url", {},
                      {"Address of OS2sync's interface; the word stub sends nothing.",
                       "Adressen på OS2syncs snitflade; ordet stub sender intet."},
                      bind(
                          SettingType::url_or_stub, [](auto& s) -> auto& { return s.os2sync.api_url; }, read_api_url)));
  table.push_back(required(row(group, "municipality.cvr", {"MUNICIPALITY"},
                               {"The municipality's CVR number; optional when nothing is sent.",
                                "Kommunens CVR-nummer; kan udelades, når intet sendes."},
                               bind(
                                   SettingType::cvr, [](auto& s) -> auto& { return s.os2sync.cvr; }, read_cvr))));
  table.push_back(row(group, "os2sync.api_key", {},
                      {"OS2sync's ApiKey, if it asks for one.", "OS2syncs ApiKey, hvis den kræver en."},
                      secret([](auto& s) -> auto& { return s.os2sync.api_key; })));
  table.push_back(row_of_secret_file(
      group, "os2sync.api_key", {},
      {"File that holds OS2sync's ApiKey and nothing else.", "Fil, der indeholder OS2syncs ApiKey og intet andet."}));
  table.push_back(row(group, "os2sync.ca_verify_os2sync", {"CA_VERIFY_OS2SYNC"},
                      {"Check OS2sync's certificate.", "Kontrollér OS2syncs certifikat."},
                      flag([](auto& s) -> auto& { return s.os2sync.verify_tls; })));
  table.push_back(row(group, "os2sync.ca_file", {},
                      {"CA certificates (PEM) to check OS2sync against instead of the system's.",
                       "CA-certifikater (PEM), som OS2sync kontrolleres mod i stedet for systemets."},
                      path([](auto& s) -> auto& { return s.os2sync.ca_file; })));
  table.push_back(
      row(group, "os2sync.client_certificate", {},
          {"Client certificate (PEM) to show to OS2sync.", "Klientcertifikat (PEM), der vises til OS2sync."},
          path([](auto& s) -> auto& { return s.os2sync.client_certificate; })));
  table.push_back(row(group, "os2sync.client_key", {},
                      {"Private key (PEM) of that certificate, if it is not in the same file.",
                       "Certifikatets private nøgle (PEM), hvis den ikke er i samme fil."},
                      path([](auto& s) -> auto& { return s.os2sync.client_key; })));
  table.push_back(row(group, "os2sync.server_version", {},
                      {"Major version of OS2sync; decides how long texts may be.",
                       "OS2syncs hovedversion; afgør, hvor lange tekster må være."},
                      number(
                          3, 4, [](auto& s) -> auto& { return s.os2sync.server_version; })));
  table.push_back(row(group, "os2sync.connections", {},
                      {"Requests to OS2sync at the same time.", "Antal samtidige forespørgsler til OS2sync."},
                      number(
                          1, 4, [](auto& s) -> auto& { return s.os2sync.connections; })));
  table.push_back(row(group, "os2sync.timeout_seconds", {},
                      {"How long to wait for one answer of OS2sync.", "Hvor længe der ventes på ét svar fra OS2sync."},
                      number(
                          1, 3600, [](auto& s) -> auto& { return s.os2sync.timeout_seconds; })));
  Binding waits = bind(
      SettingType::number_list, [](auto& s) -> auto& { return s.os2sync.retry_seconds; },
      [](const SettingValue& value) { return read_number_list(value, 0, 3600); });
  waits.range = {0, 3600};
  table.push_back(row(group, "os2sync.retry_seconds", {},
                      {"Waits in seconds before each new attempt at one object.",
                       "Ventetider i sekunder før hvert nyt forsøg på ét objekt."},
                      std::move(waits)));
}

}  // namespace

void add_connection_rows(std::vector<SettingSpec>& table) {
  add_login_rows(table);
  add_os2mo_rows(table);
  add_os2sync_rows(table);
}

}  // namespace os2sync::rows
