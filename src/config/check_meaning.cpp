// SPDX-License-Identifier: MPL-2.0
#include "config/check_meaning.hpp"

#include <fmt/format.h>

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

std::vector<std::string> find_contradictions(const Settings& settings) {
  std::vector<std::string> found;
  const auto check_key = [&](std::string_view family, const std::string& certificate, const std::string& key) {
    if (!key.empty() && certificate.empty()) {
      found.push_back(
          fmt::format("{0}.client_key: is given without {0}.client_certificate; give both or neither", family));
    }
  };
  check_key("mora", settings.os2mo.client_certificate, settings.os2mo.client_key);
  check_key("os2sync", settings.os2sync.client_certificate, settings.os2sync.client_key);
  return found;
}

std::vector<std::string> find_risks(const Settings& settings) {
  std::vector<std::string> found;
  if (!settings.os2mo.verify_tls) {
    found.push_back(
        "os2sync.ca_verify_os2mo is false: anybody on the way can read and change what OS2MO says; "
        "set mora.ca_file instead");
  }
  if (!settings.os2sync.verify_tls) {
    found.push_back(
        "os2sync.ca_verify_os2sync is false: anybody on the way can read and change what is sent; "
        "set os2sync.ca_file instead");
  }
  const bool is_confidential = settings.rules.xfer_cpr || !settings.os2sync.api_key.empty();
  if (is_confidential && travels_in_clear(settings.os2sync.api_url)) {
    found.push_back(fmt::format("os2sync.api_url is plain http to another host: {} can be read on the way; use https",
                                settings.rules.xfer_cpr ? "CPR numbers" : "the ApiKey"));
  }
  if (settings.use_extension_field && settings.rules.job_title_extension != 3) {
    found.push_back(
        "os2sync.use_extension_field_as_job_function and os2sync.extension_field_as_job_function disagree; the latter "
        "is used, remove the former");
  }
  const std::size_t longest = settings.os2sync.server_version < 4 ? 200 : 255;
  if (settings.truncate_length > longest) {
    found.push_back(
        fmt::format("os2sync.truncate_length is {}, but OS2sync {} takes {} characters; texts are cut there",
                    settings.truncate_length, settings.os2sync.server_version, longest));
  }
  return found;
}

}  // namespace os2sync
