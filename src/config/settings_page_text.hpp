// SPDX-License-Identifier: MPL-2.0
/// @file The prose of the settings page, around the tables made from the settings table.
#pragma once

#include "core/language.hpp"

namespace os2sync {

inline constexpr Text kPageTableHead{
    "| In the file | In the environment, newest first | Type | Default | Meaning |\n| - | - | - | - | - |\n",
    "| I filen | I miljøet, nyeste først | Type | Standard | Betydning |\n| - | - | - | - | - |\n"};

inline constexpr Text kPageIntroduction{
    R"(# Settings

<!-- Made from the settings table. After a change there: ACCEPT_GOLDEN=1 ctest -R 'SettingsPage|ExampleSettings' -->

Settings come from a file and from the environment; the environment wins. The file is the one named with `--config`, else
`settings/settings.json` in the current directory, else
`/opt/dipex/os2mo-data-import-and-export/settings/settings.json`, else `/etc/os2sync-export/settings.json`; without any of
them the environment alone counts.
`os2sync-export config show` prints every value and where it comes from, `config check` every fault at once.

- **The file** is one JSON object. Keys are written with dots (`os2sync.ignored.unit_levels`); in keys that begin with
  `os2sync` an underscore may stand for each dot (`os2sync_ignored_unit_levels`). Objects inside each other mean the
  same as dots (`{"os2sync": {"ignored": {"unit_levels": []}}}`). No key may stand twice.
- **Other programs' keys** in the same file are passed over. Unknown keys that begin with `os2sync`, `mora.` or
  `municipality.` are refused, since most are misspelt; so are unknown variables that begin with `OS2SYNC_`.
  `municipality.name`, `municipality.code` and `mora.folder.*` belong to others, and so do the variables Kubernetes makes
  for a service called os2sync.
- **Variables** may be written in any letter case. An empty one counts as not set. The login variables, `MUNICIPALITY` and
  `MORA_BASE` never had the `OS2SYNC_` prefix; with it they are accepted too.
- **`crontab.X` in the file** stands for the variable `X`, as the job runner of the Python programs passes it on: it beats
  the file's other keys, a real variable beats it. `crontab.` keys that name no setting belong to others.
- **Several names for one setting**: the newest name wins; a warning tells when two of them disagree.
- **true and false** may also be written yes/no, on/off and 1/0. `null` means the default.
- **Lists** are JSON (`["a", "b"]`) or divided by commas (`a,b`), in the file and in the environment. A text that holds a
  comma itself needs the JSON form. A list in the environment replaces the file's; objects are merged member by member.
- **Secrets** are better kept in a file of their own, which the setting with `_file` at its end names. Its content, without
  the line break at the end, is the secret. When both are given, the environment beats the file, then the secret itself
  beats the file that holds it. Secrets are never printed.
- **Addresses** lose blanks around them and a `/` at the end. User names and passwords have no place in them.
- **Text lengths** follow `os2sync.server_version`: on 3 texts are cut to 200 characters and persons' names to 100, on 4 to
  `os2sync.truncate_length` but at most 255; names of positions always to 200.
- **Rows of `os2sync.unit_address_table`** look like `{"scope": "TEXT", "user_key": "DtrId", "field": "DtrId"}`; an empty
  `user_key` takes any address type of that scope.
)",
    R"(# Indstillinger

Indstillinger læses fra en fil og fra miljøet; miljøet vinder. Filen er den, der nævnes med `--config`, ellers
`settings/settings.json` i den aktuelle mappe, ellers
`/opt/dipex/os2mo-data-import-and-export/settings/settings.json`, ellers `/etc/os2sync-export/settings.json`; uden nogen af
dem gælder miljøet alene.
`os2sync-export config show` viser hver værdi, og hvor den kommer fra, `config check` alle fejl på én gang.

- **Filen** er ét JSON-objekt. Nøgler skrives med punktum (`os2sync.ignored.unit_levels`); i nøgler, der begynder med
  `os2sync`, kan der stå understregning for hvert punktum (`os2sync_ignored_unit_levels`). Objekter inde i hinanden betyder
  det samme som punktum (`{"os2sync": {"ignored": {"unit_levels": []}}}`). Ingen nøgle må stå to gange.
- **Andre programmers nøgler** i samme fil springes over. Ukendte nøgler, der begynder med `os2sync`, `mora.` eller
  `municipality.`, afvises, da de fleste er stavefejl; det samme gælder ukendte variable, der begynder med `OS2SYNC_`.
  `municipality.name`, `municipality.code` og `mora.folder.*` tilhører andre, og det gør også de variable, som Kubernetes
  laver for en service ved navn os2sync.
- **Variable** kan skrives med store og små bogstaver. En tom variabel regnes som ikke sat. Login-variablene,
  `MUNICIPALITY` og `MORA_BASE` har aldrig haft præfikset `OS2SYNC_`; med det godtages de også.
- **`crontab.X` i filen** står for variablen `X`, som jobkøreren til Python-programmerne giver den videre: den vinder over
  filens øvrige nøgler, og en rigtig variabel vinder over den. `crontab.`-nøgler, der ikke nævner en indstilling, tilhører
  andre.
- **Flere navne på samme indstilling**: det nyeste navn vinder; en advarsel fortæller, når to af dem er uenige.
- **true og false** kan også skrives yes/no, on/off og 1/0. `null` betyder standardværdien.
- **Lister** er JSON (`["a", "b"]`) eller delt af komma (`a,b`), både i filen og i miljøet. En tekst, der selv indeholder
  komma, kræver JSON. En liste i miljøet erstatter filens; objekter flettes medlem for medlem.
- **Hemmeligheder** ligger bedst i deres egen fil, som indstillingen med `_file` til sidst nævner. Filens indhold uden det
  afsluttende linjeskift er hemmeligheden. Er begge givet, vinder miljøet over filen, dernæst hemmeligheden selv over den
  fil, der indeholder den. Hemmeligheder vises aldrig.
- **Adresser** mister blanke omkring sig og `/` til sidst. Brugernavne og adgangskoder hører ikke hjemme i dem.
- **Tekstlængder** følger `os2sync.server_version`: på 3 afkortes tekster til 200 tegn og personnavne til 100, på 4 til
  `os2sync.truncate_length`, dog højst 255; stillingers navne altid til 200.
- **Rækker i `os2sync.unit_address_table`** ser sådan ud: `{"scope": "TEXT", "user_key": "DtrId", "field": "DtrId"}`; en
  tom `user_key` tager enhver adressetype med det scope.
)"};

inline constexpr Text kPageNotYet{
    "\n## Known, but not in this release\n\n"
    "Set to anything that would change the result, these are refused; keep the old exporter for now if you need "
    "them.\n\n"
    "| In the file | In the environment | Meaning |\n| - | - | - |\n",
    "\n## Kendt, men ikke med i denne udgave\n\n"
    "Sat til noget, der ville ændre resultatet, afvises de; behold den gamle eksport indtil videre, hvis de er "
    "nødvendige.\n\n"
    "| I filen | I miljøet | Betydning |\n| - | - | - |\n"};

inline constexpr Text kPageNoEffect{
    "\n## Accepted without effect\n\n"
    "These do no harm and may stay; a warning names them. The same goes for every other variable that begins with "
    "`FASTRAMQPI__`.\n\n"
    "| In the file | In the environment | Why |\n| - | - | - |\n",
    "\n## Godtages uden virkning\n\n"
    "Disse gør ingen skade og kan blive stående; en advarsel nævner dem. Det samme gælder enhver anden variabel, der "
    "begynder med `FASTRAMQPI__`.\n\n"
    "| I filen | I miljøet | Hvorfor |\n| - | - | - |\n"};

}  // namespace os2sync
