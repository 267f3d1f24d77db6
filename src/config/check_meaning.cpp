// SPDX-License-Identifier: MPL-2.0
#include "config/check_meaning.hpp"

#include <algorithm>

#include "config/setting_error.hpp"

namespace os2sync {
namespace {

/// Plain HTTP to a host that is not this one.
bool travels_in_clear(std::string_view url) {
  constexpr std::string_view kHttp = "http://";
  if (!url.starts_with(kHttp)) return false;
  const std::string_view host = url.substr(kHttp.size());
  return !host.starts_with("localhost") && !host.starts_with("127.") && !host.starts_with("[::1]");
}

}  // namespace

std::vector<std::string> find_contradictions(const Settings& settings, Language language) {
  std::vector<std::string> found;
  const auto check_key = [&](std::string_view family, const std::string& certificate, const std::string& key) {
    if (key.empty() || !certificate.empty()) return;
    found.push_back(fill_in(language,
                            {"{0}.client_key: is given without {0}.client_certificate; give both or neither",
                             "{0}.client_key: er angivet uden {0}.client_certificate; angiv begge eller ingen af dem"},
                            family));
  };
  if (settings.use_lc_db && !settings.lc_db_path.starts_with('/')) {
    found.push_back(fill_in(
        language,
        {"lc-for-jobs.actual_db_name: os2sync.use_lc_db needs the whole path, since '{}' means another file in every "
         "folder; write /…/ActualState",
         "lc-for-jobs.actual_db_name: os2sync.use_lc_db kræver den fulde sti, da '{}' betyder en ny fil i hver mappe; "
         "skriv "
         "/…/ActualState"},
        settings.lc_db_path));
  }
  check_key("mora", settings.os2mo.client_certificate, settings.os2mo.client_key);
  check_key("os2sync", settings.os2sync.client_certificate, settings.os2sync.client_key);
  return found;
}

std::vector<std::string> find_risks(const Settings& settings, Language language) {
  std::vector<std::string> found;
  const auto add = [&](Text text, const auto&... args) { found.push_back(fill_in(language, text, args...)); };
  if (!settings.os2mo.verify_tls) {
    add(
        {"os2sync.ca_verify_os2mo is false: anybody on the way can read and change what OS2MO says; "
         "set mora.ca_file instead",
         "os2sync.ca_verify_os2mo er false: enhver undervejs kan læse og ændre, hvad OS2MO siger; angiv i stedet "
         "mora.ca_file"});
  }
  if (!settings.os2sync.verify_tls) {
    add(
        {"os2sync.ca_verify_os2sync is false: anybody on the way can read and change what is sent; "
         "set os2sync.ca_file instead",
         "os2sync.ca_verify_os2sync er false: enhver undervejs kan læse og ændre, hvad der sendes; angiv i stedet "
         "os2sync.ca_file"});
  }
  if (travels_in_clear(settings.os2sync.api_url)) {
    if (settings.rules.xfer_cpr) {
      add({"os2sync.api_url is plain http to another host: CPR numbers can be read on the way; use https",
           "os2sync.api_url er http uden kryptering til en anden maskine: CPR-numre kan læses undervejs; brug https"});
    } else if (!settings.os2sync.api_key.empty()) {
      add({"os2sync.api_url is plain http to another host: the ApiKey can be read on the way; use https",
           "os2sync.api_url er http uden kryptering til en anden maskine: ApiKey kan læses undervejs; brug https"});
    }
  }
  const auto wants_cpr = [](const auto& one) { return one.second.find("cpr_no") != std::string::npos; };
  if (settings.rules.xfer_cpr && std::any_of(settings.templates.begin(), settings.templates.end(), wants_cpr)) {
    add(
        {"os2sync.templates uses cpr_no: what is made of it is part of a name or user id, and is shown wherever those "
         "are; "
         "leave it out if you can",
         "os2sync.templates bruger cpr_no: det, der laves af det, bliver en del af et navn eller bruger-id og vises, "
         "hvor de "
         "vises; udelad det om muligt"});
  }
  if (settings.use_extension_field && settings.rules.job_title_extension != 3) {
    add(
        {"os2sync.use_extension_field_as_job_function and os2sync.extension_field_as_job_function disagree; the latter "
         "is used, remove the former",
         "os2sync.use_extension_field_as_job_function og os2sync.extension_field_as_job_function er uenige; den sidste "
         "bruges, fjern den første"});
  }
  if (settings.new_mode && settings.rules.filter_users_by_it_system) {
    add({"os2sync.filter_users_by_it_system has no effect with os2sync.new, where every user is an account; remove it",
         "os2sync.filter_users_by_it_system har ingen virkning med os2sync.new, hvor enhver bruger er en konto; fjern "
         "den"});
  }
  if (settings.randomize_fk_org_uuid && !settings.new_mode) {
    add({"os2sync.randomize_fk_org_uuid has no effect without os2sync.new; remove it",
         "os2sync.randomize_fk_org_uuid har ingen virkning uden os2sync.new; fjern den"});
  }
  const std::size_t longest = settings.os2sync.server_version < 4 ? 200 : 255;
  if (settings.truncate_length > longest) {
    add({"os2sync.truncate_length is {}, but OS2sync {} takes {} characters; texts are cut there",
         "os2sync.truncate_length er {}, men OS2sync {} modtager {} tegn; tekster afkortes der"},
        settings.truncate_length, settings.os2sync.server_version, longest);
  }
  return found;
}

}  // namespace os2sync
