// SPDX-License-Identifier: MPL-2.0
/// @file Rows of the settings table: what is transferred and how it is mapped.
#include "config/setting_rows.hpp"

namespace os2sync::rows {
namespace {

constexpr Text kTopUnitRemedy{"the uuid of the top unit as OS2MO shows it", "topenhedens uuid, som OS2MO viser det"};
constexpr Text kUnitRemedy{"the uuids of units as OS2MO shows them", "enheders uuider, som OS2MO viser dem"};
constexpr Text kClassRemedy{"the uuids of classes as OS2MO shows them", "klassers uuider, som OS2MO viser dem"};
constexpr Text kAddressTypeRemedy{"the uuids of address types as OS2MO shows them",
                                  "adressetypers uuider, som OS2MO viser dem"};

void add_scope_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::scope;
  table.push_back(required(row(group, "os2sync.top_unit_uuid", {"TOP_UNIT_UUID"},
                               {"The unit in OS2MO that is transferred with everything below it.",
                                "Den enhed i OS2MO, der overføres med alt under sig."},
                               uuid(
                                   kTopUnitRemedy, [](auto& s) -> auto& { return s.rules.top_unit; }))));
  table.push_back(row(group, "os2sync.filter_hierarchy_names", {"FILTER_HIERARCHY_NAMES"},
                      {"Only units of these hierarchies (names); empty takes all.",
                       "Kun enheder i disse hierarkier (navne); tom medtager alle."},
                      texts([](auto& s) -> auto& { return s.rules.filter_hierarchy_names; })));
  table.push_back(
      row(group, "os2sync.filter_orgunit_uuid", {"FILTER_ORGUNIT_UUID"},
          {"These units and everything below them are left out.", "Disse enheder og alt under dem udelades."},
          uuids(
              kUnitRemedy, [](auto& s) -> auto& { return s.rules.filter_units; })));
  table.push_back(row(group, "os2sync.ignored.unit_levels", {"IGNORED_UNIT_LEVELS"},
                      {"Units of these levels are left out; units below them are kept.",
                       "Enheder på disse niveauer udelades; enheder under dem beholdes."},
                      uuids(
                          kClassRemedy, [](auto& s) -> auto& { return s.rules.ignored_unit_levels; })));
  table.push_back(row(group, "os2sync.ignored.unit_types", {"IGNORED_UNIT_TYPES"},
                      {"Units of these types are left out; units below them are kept.",
                       "Enheder af disse typer udelades; enheder under dem beholdes."},
                      uuids(
                          kClassRemedy, [](auto& s) -> auto& { return s.rules.ignored_unit_types; })));
  table.push_back(
      row(group, "os2sync.uuid_from_it_systems", {"UUID_FROM_IT_SYSTEMS"},
          {"It-systems (name, user key or uuid) whose accounts give the uuid in FK-ORG, best first.",
           "It-systemer (navn, brugervendt nøgle eller uuid), hvis konti giver uuid'et i FK-ORG, bedste først."},
          texts([](auto& s) -> auto& { return s.rules.uuid_from_it_systems; })));
  table.push_back(row(group, "os2sync.require_visibility", {},
                      {"Send only addresses marked public; otherwise also those without any mark.",
                       "Send kun adresser mærket 'Må vises eksternt'; ellers også dem helt uden mærke."},
                      flag([](auto& s) -> auto& { return s.rules.require_visibility; })));
  table.push_back(row(group, "os2sync.truncate_length", {"TRUNCATE_LENGTH"},
                      {"Cut texts to this many characters; never more than OS2sync takes.",
                       "Afkort tekster til så mange tegn; aldrig flere, end OS2sync modtager."},
                      number(
                          1, 1'000'000, [](auto& s) -> auto& { return s.truncate_length; })));
}

void add_unit_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::units;
  table.push_back(row(group, "os2sync.sync_managers", {"SYNC_MANAGERS"},
                      {"Send each unit's manager.", "Send hver enheds leder."},
                      flag([](auto& s) -> auto& { return s.rules.sync_managers; })));
  table.push_back(row(group, "os2sync.enable_kle", {"ENABLE_KLE"},
                      {"Send KLE numbers; if not, those in FK-ORG stay as they are.",
                       "Send KLE-numre; ellers bliver de i FK-ORG, som de er."},
                      flag([](auto& s) -> auto& { return s.rules.enable_kle; })));
  table.push_back(row(group, "os2sync.use_contact_for_tasks", {"USE_CONTACT_FOR_TASKS"},
                      {"Send KLE numbers with aspect Ansvarlig as ContactForTasks, only Udførende as Tasks.",
                       "Send KLE-numre med aspektet Ansvarlig som ContactForTasks og kun Udførende som Tasks."},
                      flag([](auto& s) -> auto& { return s.rules.use_contact_for_tasks; })));
  table.push_back(row(
      group, "os2sync.unit_address_table", {},
      {"Which address of a unit fills which field: documented, current, or rows of scope, user_key and "
       "field.",
       "Hvilken adresse på en enhed der udfylder hvilket felt: documented, current eller rækker af scope, "
       "user_key og field."},
      bind(
          SettingType::address_table, [](auto& s) -> auto& { return s.rules.unit_addresses; }, read_address_table)));
}

void add_user_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::users;
  table.push_back(row(group, "os2sync.xfer_cpr", {"SYNC_CPR"}, {"Send CPR numbers.", "Overfør CPR-numre."},
                      flag([](auto& s) -> auto& { return s.rules.xfer_cpr; })));
  table.push_back(
      row(group, "os2sync.user_key_it_system_name", {"USER_KEY_IT_SYSTEM_NAMES", "USER_KEY_IT_SYSTEM_NAME"},
          {"It-systems (name, user key or uuid) whose accounts give the user name, best first.",
           "It-systemer (navn, brugervendt nøgle eller uuid), hvis konti giver brugernavnet, bedste først."},
          texts([](auto& s) -> auto& { return s.rules.user_name_it_systems; }), {"os2sync.user_key_it_system_names"}));
  table.push_back(
      row(group, "os2sync.filter_users_by_it_system", {"FILTER_USERS_BY_IT_SYSTEM"},
          {"Only persons with an account in those it-systems.", "Kun personer med en konto i de it-systemer."},
          flag([](auto& s) -> auto& { return s.rules.filter_users_by_it_system; })));
  table.push_back(row(group, "os2sync.phone_scope_classes", {"PHONE_SCOPE_CLASSES"},
                      {"Address types to take the phone number from, best first; empty takes any.",
                       "Adressetyper, som telefonnummeret tages fra, bedste først; tom tager en vilkårlig."},
                      uuids(
                          kAddressTypeRemedy, [](auto& s) -> auto& { return s.rules.phone_classes; })));
  table.push_back(row(group, "os2sync.landline_scope_classes", {"LANDLINE_SCOPE_CLASSES"},
                      {"Address types to take the landline number from, best first; empty sends none.",
                       "Adressetyper, som fastnetnummeret tages fra, bedste først; tom sender intet."},
                      uuids(
                          kAddressTypeRemedy, [](auto& s) -> auto& { return s.rules.landline_classes; })));
  table.push_back(row(group, "os2sync.email_scope_classes", {"EMAIL_SCOPE_CLASSES"},
                      {"Address types to take the e-mail address from, best first; empty takes any.",
                       "Adressetyper, som e-mailadressen tages fra, bedste først; tom tager en vilkårlig."},
                      uuids(
                          kAddressTypeRemedy, [](auto& s) -> auto& { return s.rules.email_classes; })));
  table.push_back(row(
      group, "os2sync.templates", {"TEMPLATES"},
      {"Jinja templates for person.name and person.user_id.", "Jinja-skabeloner for person.name og person.user_id."},
      bind(
          SettingType::templates, [](auto& s) -> auto& { return s.templates; }, read_templates)));
  table.push_back(row(group, "os2sync.employee_engagement_address", {"EMPLOYEE_ENGAGEMENT_ADDRESS"},
                      {"Address types (names) of the primary engagement's unit that give a user's Location, "
                       "best first.",
                       "Adressetyper (navne) på den primære ansættelses enhed, der giver en brugers Location, "
                       "bedste først."},
                      texts([](auto& s) -> auto& { return s.rules.work_address_types; })));
  table.push_back(
      row(group, "os2sync.group_by_engagement_uuid", {"GROUP_BY_ENGAGEMENT_UUID"},
          {"Only addresses tied to the account's engagement.", "Kun adresser knyttet til kontoens ansættelse."},
          flag([](auto& s) -> auto& { return s.rules.group_by_engagement; })));
  table.push_back(row(group, "os2sync.use_nickname", {"USE_NICKNAME"},
                      {"Nickname instead of name, where there is one.", "Kaldenavn i stedet for navn, hvor der er et."},
                      flag([](auto& s) -> auto& { return s.rules.use_nickname; })));
}

void add_position_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::users;
  Binding extension = bind(
      SettingType::extension_field, [](auto& s) -> auto& { return s.rules.job_title_extension; }, read_extension_field);
  extension.show = [](const Settings& settings) { return show_extension_field(settings.rules.job_title_extension); };
  table.push_back(
      row(group, "os2sync.extension_field_as_job_function", {"EXTENSION_FIELD_AS_JOB_FUNCTION"},
          {"Titles from this extension field of engagements, where it is filled; otherwise the job function.",
           "Stillingsbetegnelser fra dette ekstra felt på ansættelser, hvor det er udfyldt; ellers "
           "stillingsbetegnelsen."},
          std::move(extension)));
  table.push_back(row(group, "os2sync.use_extension_field_as_job_function", {"USE_EXTENSION_FIELD_AS_JOB_FUNCTION"},
                      {"The older way to say os2sync.extension_field_as_job_function = 3.",
                       "Den ældre måde at sige os2sync.extension_field_as_job_function = 3."},
                      flag([](auto& s) -> auto& { return s.use_extension_field; })));
  table.push_back(row(group, "os2sync.position_dates", {},
                      {"Send the dates of positions; not set means only in `new` mode. Switching it on "
                       "recreates every position in FK-ORG once.",
                       "Send stillingers datoer; ikke sat betyder kun i `new`. Når det slås til, genoprettes "
                       "hver stilling i FK-ORG én gang."},
                      bind(
                          SettingType::flag, [](auto& s) -> auto& { return s.position_dates; }, read_flag)));
  table.push_back(row(group, "os2sync.future_engagements", {},
                      {"Engagements that have not begun give positions too; not set means only in `new` mode.",
                       "Ansættelser, der ikke er begyndt, giver også stillinger; ikke sat betyder kun i `new`."},
                      bind(
                          SettingType::flag, [](auto& s) -> auto& { return s.future_engagements; }, read_flag)));
}

void add_new_mode_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::users;
  table.push_back(row(group, "os2sync.new", {"NEW"},
                      {"One user per it-account, with FK-ORG accounts kept in OS2MO.",
                       "Én bruger pr. it-konto, med FK-ORG-konti ført i OS2MO."},
                      flag([](auto& s) -> auto& { return s.new_mode; })));
  table.push_back(row(group, "os2sync.it_system_user_keys", {"IT_SYSTEM_USER_KEYS"},
                      {"In `new` mode: it-systems (user keys) whose accounts become users.",
                       "I `new`: it-systemer (brugervendte nøgler), hvis konti bliver brugere."},
                      texts([](auto& s) -> auto& { return s.rules.new_mode_it_systems; })));
  table.push_back(row(
      group, "os2sync.randomize_fk_org_uuid", {"RANDOMIZE_FK_ORG_UUID"},
      {"In `new` mode: new FK-ORG accounts get a random uuid.", "I `new`: nye FK-ORG-konti får et tilfældigt uuid."},
      flag([](auto& s) -> auto& { return s.randomize_fk_org_uuid; })));
}

void add_lc_db_rows(std::vector<SettingSpec>& table) {
  const SettingGroup group = SettingGroup::scope;
  table.push_back(row(group, "os2sync.use_lc_db", {},
                      {"Read from the LC database instead of OS2MO, which is not asked at all then.",
                       "Læs fra LC-databasen i stedet for OS2MO, som så slet ikke spørges."},
                      flag([](auto& s) -> auto& { return s.use_lc_db; })));
  Binding name = bind(
      SettingType::text, [](auto& s) -> auto& { return s.lc_db_path; }, read_lc_db_name);
  name.show = [](const Settings& settings) { return show_lc_db_name(settings.lc_db_path); };
  table.push_back(row(group, "lc-for-jobs.actual_db_name", {},
                      {"The LC database is the file of this name with .db at its end; with the whole path.",
                       "LC-databasen er filen med dette navn og .db til sidst; med den fulde sti."},
                      std::move(name)));
}

}  // namespace

void add_mapping_rows(std::vector<SettingSpec>& table) {
  add_scope_rows(table);
  add_unit_rows(table);
  add_lc_db_rows(table);
  add_user_rows(table);
  add_position_rows(table);
  add_new_mode_rows(table);
}

}  // namespace os2sync::rows
