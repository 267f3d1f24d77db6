// SPDX-License-Identifier: MPL-2.0
/// @file The quarantine in words: who is set aside, why, since when and who can mend it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "core/set_aside.hpp"

namespace os2sync {

/// Who can mend a refused object: those who keep persons and units in OS2MO, those who run OS2MO and OS2sync, those who
/// make this program.
enum class Mender { hr, it, us };

struct RejectionInfo {
  RejectionCode code{};
  std::string_view name;  ///< stable, for programs: "text_too_long"
  Mender mender{};
  Text text;
  Text remedy;
};
const RejectionInfo& rejection_info(RejectionCode code) noexcept;
std::string_view name_of(Mender mender) noexcept;  ///< "hr", "it", "us"
const Text& text_of(Mender mender) noexcept;

/// "Positions.Name: the text is longer than …" and "IT: have it shortened …".
std::string describe_refusal(const SetAside& object, Language language);
std::string describe_remedy(const SetAside& object, Language language);

/// Some lines per object, at most `width` columns each; a sentence when there are none.
std::string render_quarantine(const std::vector<SetAside>& objects, Language language, std::size_t width);
/// {"format_version":1,"type":"quarantine","objects":[…]}; uuids, codes, counts and times.
std::string render_quarantine_json(const std::vector<SetAside>& objects);
/// One object a line, of type set_aside.
std::string render_quarantine_ndjson(const std::vector<SetAside>& objects);

}  // namespace os2sync
