// SPDX-License-Identifier: MPL-2.0
// Generates the persons with their engagements, accounts and addresses. Edge cases come back at fixed, mostly prime
// strides of the person's number, so that they also meet each other.
'use strict';

const kUsual = { from: '2015-01-01' };
const kEnded = { from: '2016-01-01', to: '2019-12-31' };
const kFuture = { from: '2030-01-01' };

const kGiven = [
  'Hanne', 'Noor', 'Ida', 'Søren', 'Ægir', 'Kirsten', 'Lars', 'Peter', 'Zoë', 'Jørgen', 'Åse', 'Mette', 'Oğuz', 'Anna', 'Bodil', 'Frederik',
  'Anne-Marie', 'Tórbjørn', 'Øjvind', 'Ayşe', 'Şükrü', 'Ngọc', 'Þóra', 'Lærke',
];
const kSurnames = [
  'Ågaard', 'Nielsen', 'Hansen', 'Kuhlenhenke', 'Jensen', 'Pedersen', 'Čapek', 'Sørensen', 'Østergaard', 'Bruun', 'Ærøskøbing', 'van der Berg',
  "O'Brien", 'Müller', 'Łukasik', 'Nguyễn', 'Thorup-Dæhlsen', 'Kjær',
];
const kForeign = [['Ελένη', 'Παπαδοπούλου'], ['Иван', 'Петров'], ['王', '小明'], ['محمد', 'العلي'], ['अनिता', 'शर्मा']];

// Additions of a dense municipality: mostly rows the export has no use for.
const kExtras = [
  ['ituser', 'SAP'], ['ituser', 'Opus'], ['address', 'Room'], ['address', 'Extension'], ['ituser', 'KMD'], ['address', 'EmailNotice'],
  ['ituser', 'Omada'],
];

/** The day is above 60, as in no real CPR number; the year and the serial number tell the persons apart. */
function make_cpr(i) {
  const two = (n) => String(n).padStart(2, '0');
  return `${two(61 + i % 28)}${two(1 + Math.floor(i / 28) % 12)}${two(Math.floor(i / 10000) % 100)}${String(i % 10000).padStart(4, '0')}`;
}

function name_person(i, draw) {
  const given_name = draw.pick(kGiven), surname = draw.pick(kSurnames);
  switch (i % 97) {
    case 5: return { given_name: `  ${given_name} `, surname: `${surname}\t` };
    case 6: return { given_name: Array(20).fill('Christopher').join(' '), surname: Array(12).fill('von Langenavn').join('-') };
    case 7: return { given_name: kForeign[Math.floor(i / 97) % kForeign.length][0], surname: kForeign[Math.floor(i / 97) % kForeign.length][1] };
    case 8: return { given_name: `${given_name} "Bo"`, surname: `<${surname}> & Co` };
    default: return { given_name, surname };
  }
}

class PersonMaker {
  constructor({ catalogue, draw, units, density }) {
    Object.assign(this, { catalogue, draw, density });
    this.places = {
      top: units.filter(({ tree, state, is_ignored }) => tree === 'top' && state === 'usual' && !is_ignored),
      other: units.filter(({ tree, state }) => tree === 'other' && state === 'usual'),
      ignored: units.filter(({ state, is_ignored }) => state === 'usual' && is_ignored),
      ended: units.filter(({ state }) => state === 'ended'),
    };
    this.staff = new Map();
    this.made = 0;
  }

  * generate(count) {
    for (let i = 0; i < count; i++) {
      for (const line of this.make_person(i)) {
        this.made++;
        yield line;
      }
      for (let extra = 0; this.made < this.density * (i + 1); extra++) {
        this.made++;
        yield this.make_extra(i, extra);
      }
    }
  }

  make_person(i) {
    this.person = this.catalogue.id(`person/${i}`);
    this.lines = [];
    const line = { kind: 'employee', uuid: this.person, ...name_person(i, this.draw), user_key: `p${i}` };
    if (i % 15 !== 0) line.cpr_number = make_cpr(i);
    if (i % 7 === 0) line.seniority = '2001-02-03';
    if (i % 11 === 0) Object.assign(line, { nickname_given_name: 'Kalde', nickname_surname: i % 33 === 0 ? '' : line.surname.trim() });
    this.lines.push(line);
    const engagements = this.make_engagements(i);
    const accounts = this.make_accounts(i, engagements);
    this.make_addresses(i, accounts);
    return this.lines;
  }

  make_engagements(i) {
    const { classes, jobs } = this.catalogue;
    const rows = this.plan_engagements(i);
    return rows.map(([unit, validity, job = this.draw.pick(jobs)], r) => {
      const line = {
        kind: 'engagement', uuid: this.catalogue.id(`engagement/${i}/${r}`), user_key: `e${i}-${r}`, person: this.person, org_unit: unit.uuid,
        engagement_type: i % 10 === 9 ? classes.time : classes.ansat, job_function: job,
      };
      if (i % 53 !== 13) line.primary = r === 0 ? (i % 67 === 3 ? classes['explicitly-primary'] : classes.primary) : classes['non-primary'];
      if (i % 12 === 0) line.extension_1 = `Tillidsrepræsentant ${i}`;
      if (i % 16 === 0) line.extension_3 = 'Visnings-titel';
      line.validity = validity;
      this.lines.push(line);
      if (validity !== kEnded && validity !== kFuture) this.add_to_staff(unit);
      return line;
    });
  }

  add_to_staff(unit) {
    const people = this.staff.get(unit);
    if (!people) this.staff.set(unit, [this.person]);
    else if (people.length < 2) people.push(this.person); // nobody needs more than two managers
  }

  plan_engagements(i) {
    const { top, other, ignored, ended } = this.places;
    const since = () => ({ from: `20${15 + this.draw.below(10)}-0${1 + this.draw.below(9)}-01` });
    const pick = (list) => this.draw.pick(list.length > 0 ? list : top);
    if (i % 13 === 1) return [];
    if (i % 37 === 7) return [[pick(top), kEnded]];
    if (i % 37 === 8) return [[pick(top), kFuture]];
    if (i % 17 === 4) return [[pick(other), since()]];
    if (i % 23 === 5) return [[pick(ignored), since()]];
    if (i % 101 === 20) return [[pick(ended), since()]];
    const job = this.draw.pick(this.catalogue.jobs);
    const home = pick(top);
    const rows = [[home, since(), job]];
    if (i % 8 === 2) rows.push([pick(top), since()]);
    if (i % 29 === 9) rows.push([home, since(), job]); // the same position twice
    if (i % 31 === 10) rows.push([pick(top), kEnded]);
    if (i % 31 === 11) rows.push([pick(top), kFuture]);
    if (i % 41 === 12) rows.push([pick(other), since()]);
    return rows;
  }

  make_accounts(i, engagements) {
    if (i % 13 === 2) return [];
    const has_several = i % 16 === 2 && engagements.length > 1;
    const made = [];
    for (const [letter, engagement] of has_several ? [['a', engagements[0]], ['b', engagements[1]]] : [['a', null]]) {
      const guid = this.catalogue.id(`guid/${i}/${letter}`);
      const account = this.add_account(`${i}/${letter}`, 'Active Directory', `ad${String(i).padStart(6, '0')}${letter}`, engagement);
      const external_id = describe_external_id(i, guid);
      if (external_id !== null) account.external_id = external_id;
      made.push(account);
      if (i % 3 === 0 || has_several) this.add_account(`${i}/${letter}/guid`, 'AD-ObjectGUID', guid, i % 71 === 6 ? null : engagement);
    }
    if (i % 47 === 14) this.add_account(`${i}/old`, 'Active Directory', `gl${i}`, null, kEnded);
    if (i % 47 === 15) this.add_account(`${i}/new`, 'Active Directory', `ny${i}`, null, kFuture);
    if (i % 83 === 17) this.add_account(`${i}/fk`, 'FK-ORG UUID', this.catalogue.id(`guid/fk/${i}`), null);
    return made;
  }

  add_account(name, system, user_key, engagement, validity = kUsual) {
    const line = {
      kind: 'ituser', uuid: this.catalogue.id(`ituser/${name}`), user_key, itsystem: this.catalogue.systems[system],
      person: this.person, validity,
    };
    if (engagement) line.engagement = engagement.uuid;
    this.lines.push(line);
    return line;
  }

  make_addresses(i, accounts) {
    const { Public, Internal, Secret } = this.catalogue.classes;
    const shown = i % 17 === 3 ? Internal : i % 19 === 4 ? Secret : i % 27 === 5 ? null : Public;
    const number = String(i).padStart(6, '0');
    for (const { user_key, engagement } of accounts) this.add_address(i, 'EmailEmployee', `${user_key}@kommune.example`, shown, engagement);
    if (i % 6 === 0) this.add_address(i, 'EmailExtra', `ekstra${i}@kommune.example`, Public);
    if (i % 2 === 0) this.add_address(i, 'PhoneEmployee', `+4520${number}`, [Public, Secret, null, Public][(i >> 1) % 4]);
    if (i % 10 === 4) this.add_address(i, 'PhoneEmployee', `+4521${number}`, Public);
    if (i % 4 === 0) this.add_address(i, 'LandlineEmployee', `+4544${number}`, Public);
    if (i % 5 === 0) this.add_address(i, 'AddressPostEmployee', this.catalogue.id(`dar/person/${i}`), i % 2 ? Public : Secret);
  }

  add_address(i, type, value, visibility, engagement) {
    const line = {
      kind: 'address', uuid: this.catalogue.id(`address/${i}/${this.lines.length}`), value,
      address_type: this.catalogue.classes[type], person: this.person, validity: kUsual,
    };
    if (visibility) line.visibility = visibility;
    if (engagement) line.engagement = engagement;
    this.lines.push(line);
  }

  make_extra(i, extra) {
    const [kind, type] = kExtras[(i + extra) % kExtras.length];
    const { classes, systems } = this.catalogue;
    const line = { kind, uuid: this.catalogue.id(`extra/${i}/${extra}`), person: this.person, validity: kUsual };
    if (kind === 'ituser') return Object.assign(line, { user_key: `${type.toLowerCase()}${i}-${extra}`, itsystem: systems[type] });
    const values = { Room: `Lokale ${i % 900}`, Extension: `+4599${String(i).padStart(6, '0')}`, EmailNotice: `drift${i}-${extra}@kommune.example` };
    return Object.assign(line, { value: values[type], address_type: classes[type], visibility: classes.Public });
  }
}

function describe_external_id(i, guid) {
  if (i % 19 === 3) return null;
  if (i % 43 === 4) return '';
  if (i % 61 === 5) return `S-1-5-21-${i}`; // not a uuid
  return i % 59 === 16 ? guid.toUpperCase() : guid;
}

module.exports = { PersonMaker };
