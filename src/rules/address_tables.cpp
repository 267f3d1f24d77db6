// SPDX-License-Identifier: MPL-2.0
#include "rules/rules.hpp"

namespace os2sync {

std::vector<AddressRow> documented_address_table() {
  return {{"EMAIL", "", UnitText::email},
          {"EAN", "", UnitText::ean},
          {"PHONE", "", UnitText::phone_number},
          {"DAR", "", UnitText::post},
          {"PNUMBER", "", UnitText::location},
          {"TEXT", "ContactOpenHours", UnitText::contact_open_hours},
          {"TEXT", "DtrId", UnitText::dtr_id},
          {"TEXT", "PhoneOpenHours", UnitText::phone_open_hours},
          {"WWW", "", UnitText::url}};
}

std::vector<AddressRow> current_address_table() {
  return {{"EMAIL", "", UnitText::email},
          {"EAN", "", UnitText::ean},
          {"PHONE", "", UnitText::phone_number},
          {"DAR", "Contact", UnitText::contact},
          {"DAR", "Location", UnitText::location},
          {"DAR", "", UnitText::post},
          {"PNUMBER", "", UnitText::pnr},
          {"TEXT", "ContactOpenHours", UnitText::contact_open_hours},
          {"TEXT", "PhoneOpenHours", UnitText::phone_open_hours},
          {"TEXT", "DtrId", UnitText::dtr_id},
          {"WWW", "", UnitText::url}};
}

}  // namespace os2sync
