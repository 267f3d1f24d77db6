// SPDX-License-Identifier: MPL-2.0
#include "adapters/os2mo/bundle.hpp"

#include <fmt/format.h>
#include <simdjson.h>

namespace os2sync::os2mo {

std::string write_bundle_request(std::span<const BundlePart> parts, std::size_t limit, const Extras& extras) {
  std::string declarations = "$limit:int";
  std::string collections;
  std::string variables = fmt::format(R"("limit":{})", limit);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Kind kind = parts[i].kind;
    if (!comes_in_pages(kind)) {
      collections += fmt::format("p{}:{}{{{}}}", i, collection_of(kind), fields_of_object(kind, extras));
      continue;
    }
    declarations += fmt::format(",$f{}:{}", i, filter_type_of(kind));
    collections += fmt::format("p{0}:{1}(limit:$limit,filter:$f{0}){{page_info{{next_cursor}} objects{{{2}}}}}", i,
                               collection_of(kind), fields_of_object(kind, extras));
    variables += fmt::format(R"(,"f{}":{})", i, parts[i].filter);
  }
  return fmt::format(R"({{"query":"query({}){{{}}}","variables":{{{}}}}})", declarations, collections, variables);
}

std::vector<std::string> split_bundle(const std::string& body, std::span<const Kind> kinds) {
  simdjson::dom::parser parser;
  simdjson::dom::object answer;
  if (parser.parse(body).get(answer) != simdjson::SUCCESS) return {};
  simdjson::dom::element errors;
  if (answer["errors"].get(errors) == simdjson::SUCCESS && !errors.is_null()) return {};
  std::vector<std::string> pages;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    simdjson::dom::object part;
    if (answer["data"][fmt::format("p{}", i)].get(part) != simdjson::SUCCESS) return {};
    pages.push_back(fmt::format(R"({{"data":{{"{}":{}}}}})", collection_of(kinds[i]), simdjson::minify(part)));
  }
  return pages;
}

}  // namespace os2sync::os2mo
