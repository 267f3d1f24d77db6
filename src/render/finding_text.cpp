// SPDX-License-Identifier: MPL-2.0
#include "render/finding_text.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "config/wrap_text.hpp"

namespace os2sync {
namespace {

constexpr std::array<FindingInfo, kFindingCodeCount> kFindings{{
    {FindingCode::fk_uuid_invalid,
     "fk_uuid_invalid",
     Severity::warning,
     {"an IT account that should give the FK uuid holds no uuid; the next candidate is used",
      "en IT-konto, der skulle give FK-uuid'et, indeholder ikke et uuid; næste mulighed bruges"},
     Fixer::it,
     {"correct the account's uuid in OS2MO, or end the account", "ret kontoens uuid i OS2MO, eller afslut kontoen"}},
    {FindingCode::fk_uuid_ambiguous,
     "fk_uuid_ambiguous",
     Severity::warning,
     {"several IT accounts of one system give different FK uuids",
      "flere IT-konti i samme system giver forskellige FK-uuid'er"},
     Fixer::it,
     {"end the account that is not to be used, or tie each to its engagement",
      "afslut den konto, der ikke skal bruges, eller knyt hver konto til sit engagement"}},
    {FindingCode::fk_uuid_shared,
     "fk_uuid_shared",
     Severity::held,
     {"the FK uuid belongs to another object too; this one is left as it is in FK-ORG",
      "FK-uuid'et bruges også af et andet objekt; dette objekt røres ikke i FK-ORG"},
     Fixer::it,
     {"correct the uuid on the account of one of the two", "ret uuid'et på den ene af de to konti"}},
    {FindingCode::name_missing,
     "name_missing",
     Severity::held,
     {"the name is empty; left as it is in FK-ORG", "navnet er tomt; objektet røres ikke i FK-ORG"},
     Fixer::hr,
     {"give it a name in OS2MO; for Positions.Name give the job function a name",
      "giv den et navn i OS2MO; ved Positions.Name: giv stillingsbetegnelsen et navn"}},
    {FindingCode::position_name_missing,
     "position_name_missing",
     Severity::warning,
     {"an engagement has no title; the position is left out", "et engagement har ingen titel; stillingen udelades"},
     Fixer::hr,
     {"choose a job function for the engagement", "vælg en stillingsbetegnelse på engagementet"}},
    {FindingCode::accounts_ambiguous,
     "accounts_ambiguous",
     Severity::held,
     {"the person's IT accounts contradict each other; left as it is in FK-ORG",
      "personens IT-konti modsiger hinanden; personen røres ikke i FK-ORG"},
     Fixer::it,
     {"tie each account to one engagement, or end the one too many",
      "knyt hver konto til ét engagement, eller afslut den overflødige"}},
    {FindingCode::account_without_uuid,
     "account_without_uuid",
     Severity::warning,
     {"several accounts tied to engagements but no FK uuid; sent as one user under OS2MO's uuid",
      "flere konti er knyttet til engagementer, men mangler FK-uuid; sendes som én bruger med OS2MO's uuid"},
     Fixer::it,
     {"give each account a FK uuid in the chosen IT system", "giv hver konto et FK-uuid i det valgte IT-system"}},
    {FindingCode::user_name_ambiguous,
     "user_name_ambiguous",
     Severity::warning,
     {"several user names in one IT system; the first in alphabetical order is used",
      "flere brugernavne i samme IT-system; det alfabetisk første bruges"},
     Fixer::it,
     {"end the account that is no longer in use", "afslut den konto, der ikke længere bruges"}},
    {FindingCode::several_addresses,
     "several_addresses",
     Severity::note,
     {"several addresses fit one field; the choice is fixed but may not be the one meant",
      "flere adresser passer til samme felt; valget er fast, men måske ikke det tilsigtede"},
     Fixer::secretaries,
     {"keep one address of the type, or ask IT to rank the address types",
      "behold én adresse af typen, eller bed IT om at prioritere adressetyperne"}},
    {FindingCode::address_without_visibility,
     "address_without_visibility",
     Severity::note,
     {"an address without visibility is sent", "en adresse uden synlighed sendes"},
     Fixer::secretaries,
     {"choose who may see the address", "vælg, hvem der må se adressen"}},
    {FindingCode::address_empty,
     "address_empty",
     Severity::warning,
     {"an address without text is passed over", "en adresse uden tekst springes over"},
     Fixer::secretaries,
     {"fill in the address, or end it", "udfyld adressen, eller afslut den"}},
    {FindingCode::text_cut,
     "text_cut",
     Severity::warning,
     {"a text is too long and was cut", "en tekst er for lang og er afkortet"},
     Fixer::secretaries,
     {"shorten the text", "gør teksten kortere"}},
    {FindingCode::unit_reparented,
     "unit_reparented",
     Severity::note,
     {"the parent unit is not transferred; placed under the nearest transferred one",
      "overenheden overføres ikke; enheden placeres under den nærmeste, der overføres"},
     Fixer::hr,
     {"nothing, if the parent is left out on purpose; otherwise change its type or level",
      "intet, hvis overenheden udelades med vilje; ellers ret dens type eller niveau"}},
    {FindingCode::unit_detached,
     "unit_detached",
     Severity::warning,
     {"the chain of parents is broken; the unit is not transferred",
      "kæden af overenheder er brudt; enheden overføres ikke"},
     Fixer::hr,
     {"move the unit to a parent that exists", "flyt enheden til en overenhed, der findes"}},
    {FindingCode::manager_ambiguous,
     "manager_ambiguous",
     Severity::warning,
     {"the unit has several managers; one is chosen by a fixed rule",
      "enheden har flere ledere; én vælges efter en fast regel"},
     Fixer::hr,
     {"end all managers but one", "afslut alle ledere på nær én"}},
    {FindingCode::manager_not_transferred,
     "manager_not_transferred",
     Severity::warning,
     {"the manager has no user in FK-ORG; the unit is sent without manager",
      "lederen har ingen bruger i FK-ORG; enheden sendes uden leder"},
     Fixer::hr,
     {"give the manager an engagement in a transferred unit, or choose another",
      "giv lederen et engagement i en overført enhed, eller vælg en anden"}},
    {FindingCode::cpr_missing,
     "cpr_missing",
     Severity::warning,
     {"CPR is to be sent, but the person has none", "CPR skal overføres, men personen har intet"},
     Fixer::hr,
     {"fill in the CPR number", "udfyld CPR-nummeret"}},
    {FindingCode::cpr_invalid,
     "cpr_invalid",
     Severity::warning,
     {"CPR is to be sent, but is not ten digits", "CPR skal overføres, men er ikke ti cifre"},
     Fixer::hr,
     {"correct the CPR number", "ret CPR-nummeret"}},
    {FindingCode::user_name_missing,
     "user_name_missing",
     Severity::note,
     {"no account in the chosen IT system, so no user (os2sync.filter_users_by_it_system)",
      "ingen konto i det valgte IT-system, derfor ingen bruger (os2sync.filter_users_by_it_system)"},
     Fixer::it,
     {"make an account, if the person is to have a user", "opret en konto, hvis personen skal have en bruger"}},
    {FindingCode::template_failed,
     "template_failed",
     Severity::held,
     {"a template of os2sync.templates cannot be rendered for the person; left as it is in FK-ORG",
      "en skabelon i os2sync.templates kan ikke udfyldes for personen; personen røres ikke i FK-ORG"},
     Fixer::it,
     {"fill in what the template needs, or change the template",
      "udfyld det, skabelonen bruger, eller ret skabelonen"}},
    {FindingCode::primary_unclear,
     "primary_unclear",
     Severity::note,
     {"several units and not exactly one primary engagement; the first position gives the work address",
      "flere enheder og ikke netop ét primært engagement; den første stilling giver arbejdsadressen"},
     Fixer::hr,
     {"mark the one engagement that is the primary one", "markér det ene engagement, der er det primære"}},
    {FindingCode::guid_invalid,
     "guid_invalid",
     Severity::held,
     {"an account that becomes a user has no ObjectGUID that is a uuid (os2sync.new); nothing is changed for the "
      "person",
      "en konto, der bliver en bruger, har intet ObjectGUID, der er et uuid (os2sync.new); intet ændres for personen"},
     Fixer::it,
     {"give the account its ObjectGUID as external id in OS2MO",
      "giv kontoen dens ObjectGUID som eksternt id i OS2MO"}},
    {FindingCode::fk_account_invalid,
     "fk_account_invalid",
     Severity::held,
     {"an FK-ORG account does not hold an ObjectGUID and an FK uuid (os2sync.new); nothing is changed for the person",
      "en FK-ORG-konto indeholder ikke et ObjectGUID og et FK-uuid (os2sync.new); intet ændres for personen"},
     Fixer::it,
     {"make the ObjectGUID of the person's account its user key and the FK uuid its external id, or end it",
      "gør ObjectGUID'et på personens konto til brugervendt nøgle og FK-uuid'et til eksternt id, eller afslut den"}},
    {FindingCode::fk_org_unreadable,
     "fk_org_unreadable",
     Severity::held,
     {"FK-ORG cannot say whether it knows the person (os2sync.new); nothing is changed until it can",
      "FK-ORG kan ikke sige, om den kender personen (os2sync.new); intet ændres, før den kan"},
     Fixer::it,
     {"wait for the next run; if it stays so, look into OS2sync's log",
      "vent på næste kørsel; bliver det ved, så se i OS2sync's log"}},
    {FindingCode::account_untied,
     "account_untied",
     Severity::warning,
     {"an account is tied to no engagement, so it gives no position (os2sync.new)",
      "en konto er ikke knyttet til noget engagement og giver derfor ingen stilling (os2sync.new)"},
     Fixer::it,
     {"tie the account to its engagement in OS2MO", "knyt kontoen til dens engagement i OS2MO"}},
    {FindingCode::engagement_missing,
     "engagement_missing",
     Severity::note,
     {"an IT account but no engagement in a unit that exists, so no user in FK-ORG",
      "en IT-konto, men intet engagement i en enhed, der findes; derfor ingen bruger i FK-ORG"},
     Fixer::hr,
     {"register the engagement if the person works here, otherwise have IT end the account",
      "registrér engagementet, hvis personen arbejder her; bed ellers IT om at afslutte kontoen"}},
}};

constexpr bool indexed_by_code() {
  for (std::size_t i = 0; i < kFindings.size(); ++i) {
    if (static_cast<std::size_t>(kFindings[i].code) != i) return false;
  }
  return true;
}
static_assert(indexed_by_code());

char mark_of(Severity severity) {
  switch (severity) {
    case Severity::note: return '.';
    case Severity::warning: return '*';
    case Severity::held: return '!';
  }
  return '?';
}

}  // namespace

const Text& text_of(Fixer fixer) noexcept {
  static constexpr std::array<Text, 3> kFixers{{{"HR", "HR"}, {"IT", "IT"}, {"secretaries", "sekretærer"}}};
  return kFixers[static_cast<std::size_t>(fixer)];
}

const FindingInfo& finding_info(FindingCode code) { return kFindings[static_cast<std::size_t>(code)]; }

std::string render_finding(const Finding& finding, Language language) {
  constexpr Text kUnit{"unit", "enhed"};
  constexpr Text kPerson{"person", "person"};
  const Text& kind = finding.kind == ObjectKind::unit ? kUnit : kPerson;
  std::string line =
      fmt::format("{} {}: {}", kind.in(language), finding.object, finding_info(finding.code).text.in(language));
  if (!finding.detail.empty()) line += fmt::format(" ({})", finding.detail);
  return line;
}

std::string render_findings_summary(const std::vector<Finding>& findings, Language language, std::size_t examples,
                                    std::size_t width) {
  constexpr Text kHead{"Remarks on records in OS2MO (! = the object is left as it is in FK-ORG):\n",
                       "Bemærkninger til registreringer i OS2MO (! = objektet røres ikke i FK-ORG):\n"};
  constexpr Text kMore{"and {} more", "og {} til"};
  constexpr std::size_t kIndent = 9;
  std::map<FindingCode, std::vector<const Finding*>> by_code;
  for (const Finding& finding : findings) by_code[finding.code].push_back(&finding);
  if (by_code.empty()) return {};
  std::string out{kHead.in(language)};
  std::string notes;
  for (const auto& [code, of_code] : by_code) {
    const FindingInfo& info = finding_info(code);
    const bool is_note = info.severity == Severity::note;
    std::string& into = is_note ? notes : out;
    std::string lead = fmt::format("{} {:>5}  ", mark_of(info.severity), of_code.size());
    const auto write = [&](std::string_view text) {
      for (const std::string& line : wrap_text(text, width - kIndent)) {
        into += lead + line + "\n";
        lead = std::string(kIndent, ' ');
      }
    };
    write(info.text.in(language));
    if (is_note) continue;
    for (std::size_t i = 0; i < std::min(examples, of_code.size()); ++i) {
      const Finding& finding = *of_code[i];
      write(finding.object.to_string() + (finding.detail.empty() ? "" : " (" + finding.detail + ")"));
    }
    if (of_code.size() > examples) {
      write(fmt::format(fmt::runtime(kMore.in(language)), of_code.size() - examples));
    }
  }
  return out + notes + "\n";
}

}  // namespace os2sync
