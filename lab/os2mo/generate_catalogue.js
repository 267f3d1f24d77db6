// SPDX-License-Identifier: MPL-2.0
// Generates what is set up once in a municipality: facets, classes and IT systems.
'use strict';

const { derive_uuid } = require('./uuids');

const kSinceEver = { from: '1930-01-01' };

const kFacets = {
  org_unit_type: [['dept', 'Afdeling'], ['inst', 'Institution'], ['ignored', 'Skal ikke med']],
  org_unit_level: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`N${n}`, `Niveau ${n}`]),
  org_unit_hierarchy: [['linjeorg', 'Linjeorganisation'], ['selvejet', 'Selvejet institution']],
  org_unit_address_type: [
    ['EmailUnit', 'E-mail', 'EMAIL'], ['PhoneUnit', 'Telefon', 'PHONE'], ['LandlineUnit', 'Fastnet', 'PHONE'], ['EAN', 'EAN-nummer', 'EAN'],
    ['AddressMailUnit', 'Postadresse', 'DAR'], ['Contact', 'Kontaktadresse', 'DAR'], ['Pnummer', 'P-nummer', 'PNUMBER'],
    ['ContactOpenHours', 'Åbningstid kontakt', 'TEXT'], ['PhoneOpenHours', 'Åbningstid telefon', 'TEXT'], ['DtrId', 'DTR-ID', 'TEXT'],
    ['Location', 'Placering', 'TEXT'], ['WebUnit', 'Webadresse', 'WWW'],
  ],
  employee_address_type: [
    ['EmailEmployee', 'E-mail', 'EMAIL'], ['EmailExtra', 'E-mail, ekstra', 'EMAIL'], ['PhoneEmployee', 'Mobil', 'PHONE'],
    ['LandlineEmployee', 'Fastnet', 'PHONE'], ['AddressPostEmployee', 'Privat adresse', 'DAR'],
    ['Room', 'Lokale', 'TEXT'], ['Extension', 'Lokalnummer', 'PHONE'], ['EmailNotice', 'E-mail til driftsbeskeder', 'EMAIL'],
  ],
  engagement_type: [['ansat', 'Ansat'], ['time', 'Timelønnet']],
  engagement_job_function: [
    'Sygeplejerske', 'Pædagog', 'Skolelærer', 'Specialkonsulent', 'Socialrådgiver', 'Ingeniør', 'Jordemoder', 'Skorstensfejer', 'Bogopsætter',
    'Økonomimedarbejder', 'Afdelingsleder', 'SOSU-assistent', 'Chef for tværgående digitalisering, data & udvikling',
  ].map((name, i) => [`job${i}`, name]),
  primary_type: [
    ['explicitly-primary', 'Manuelt primær ansættelse', '5000'], ['primary', 'Primær', '3000'], ['non-primary', 'Ikke-primær ansættelse', '0'],
  ],
  visibility: [['Public', 'Må vises eksternt', 'PUBLIC'], ['Internal', 'Må vises internt', 'INTERNAL'], ['Secret', 'Hemmelig', 'SECRET']],
  kle_number: Array.from({ length: 100 }, (_, i) => {
    const number = `${String(Math.floor(i / 10)).padStart(2, '0')}.0${i % 10}`;
    return [number, `KLE ${number}`];
  }),
  kle_aspect: [['Indsigt', 'Indsigt', 'INDSIGT'], ['Udfoerende', 'Udførende', 'UDFOERENDE'], ['Ansvarlig', 'Ansvarlig', 'ANSVARLIG']],
  manager_type: [['leder', 'Leder']],
  manager_level: [['niveau1', 'Niveau 1']],
  responsibility: [['personale', 'Personaleledelse']],
};

const kItSystems = [
  ['Active Directory', 'Active Directory'], ['AD-ObjectGUID', 'AD ObjectGUID'], ['FK-ORG UUID', 'FK-ORG UUID'], ['Unit-GUID', 'Enheds GUID'],
  ['SAP', 'SAP'], ['Opus', 'Opus Løn'], ['KMD', 'KMD Nova'], ['Omada', 'Omada'],
];

/** Everything the rest of the municipality refers to, by user key. */
class Catalogue {
  constructor(seed) {
    this.seed = seed;
    this.classes = {};
    this.systems = {};
    for (const facet of Object.keys(kFacets)) for (const [user_key] of kFacets[facet]) this.classes[user_key] = this.id(`class/${user_key}`);
    for (const [user_key] of kItSystems) this.systems[user_key] = this.id(`itsystem/${user_key}`);
    this.jobs = kFacets.engagement_job_function.map(([user_key]) => this.classes[user_key]);
    this.kle_numbers = kFacets.kle_number.map(([user_key]) => this.classes[user_key]);
    this.kle_aspects = kFacets.kle_aspect.map(([user_key]) => this.classes[user_key]);
  }

  id(name) {
    return derive_uuid(this.seed, name);
  }

  * generate() {
    for (const facet of Object.keys(kFacets)) yield { kind: 'facet', uuid: this.id(`facet/${facet}`), user_key: facet, validity: kSinceEver };
    for (const [facet, classes] of Object.entries(kFacets)) {
      const facet_uuid = this.id(`facet/${facet}`);
      for (const [user_key, name, scope] of classes) {
        const line = { kind: 'class', uuid: this.classes[user_key], facet_uuid, user_key, name };
        if (scope !== undefined) line.scope = scope;
        line.validity = kSinceEver;
        yield line;
      }
    }
    for (const [user_key, name] of kItSystems) yield { kind: 'itsystem', uuid: this.systems[user_key], user_key, name, validity: kSinceEver };
  }
}

module.exports = { Catalogue };
