// SPDX-License-Identifier: MPL-2.0
// Generates the units with their addresses, accounts, KLE rows and managers. Every edge case comes back at a fixed
// stride of the unit's number, so that 30 units already show nearly all of them.
'use strict';

const kMaxDepth = 8;
const kFirstOfChain = 24; // units 24 to 29 hang below each other, which makes the tree eight deep at any size
const kLastOfChain = 29;
const kUsual = { from: '2015-01-01' };
const kEnded = { from: '2015-01-01', to: '2019-12-31' };
const kFuture = { from: '2030-01-01' };

const kRootNames = ['Laboratorie Kommune', 'Eksterne samarbejder'];
const kPlaces = ['Herning', 'Sorø', 'Skive', 'Vejen', 'Ballerup', 'Tårnby', 'Ærø', 'Nyborg', 'Aabenraa', 'Kolding', 'Rødovre', 'Læsø'];
const kWorks = [
  'Borgerservice', 'Ejendomsdrift', 'Teknik og Miljø', 'Skole', 'Jobcenter', 'Børnehave', 'Plejecenter', 'Bibliotek', 'Hjemmepleje',
  'Økonomi', 'Løn og Personale', 'Tandpleje', 'Beredskab', 'Kultur & Fritid',
];

function count_units(persons) {
  return Math.max(30, Math.round(persons <= 300 ? persons / 10 : persons / 25));
}

function name_unit(i, draw) {
  if (i < kRootNames.length) return kRootNames[i];
  const plain = `${draw.pick(kWorks)} ${draw.pick(kPlaces)} ${i}`;
  switch (i % 100) {
    case 6: return Array(12).fill('Et meget langt enhedsnavn').join(' ');
    case 7: return `  ${plain} \t`;
    case 8: return `Δήμος Хернинг 市役所 ${i}`;
    case 18: return `<${plain}> "A/S" & 'søn'`;
    default: return plain;
  }
}

/** Plans the trees: { uuid, parent, depth, tree, state, can_employ } per unit. */
function plan_units(count, catalogue, draw) {
  const units = [];
  const open = { top: [], other: [] }; // units that hold now and may get children
  for (let i = 0; i < count; i++) {
    const in_chain = i >= kFirstOfChain && i <= kLastOfChain;
    const tree = i === 1 || (i % 11 === 9 && i >= 20) || i % 50 === 23 ? 'other' : 'top';
    const state = in_chain || i < 20 ? 'usual' : i % 50 === 21 ? 'ended' : i % 50 === 22 ? 'future' : 'usual';
    let parent = null;
    if (i === kFirstOfChain) parent = units[2];
    else if (in_chain) parent = units[i - 1];
    else if (i > 1) parent = pick_parent(i, open[tree], draw);
    const unit = {
      i, uuid: catalogue.id(`unit/${i}`), parent, depth: parent ? parent.depth + 1 : 1, tree: in_chain ? 'top' : tree, state,
      is_ignored: i % 40 === 13 || i % 40 === 17,
    };
    units.push(unit);
    if (state === 'usual') open[unit.tree].push(unit);
  }
  return units;
}

function pick_parent(i, open, draw) {
  if (i < 10) return open[0];
  // The low numbers are near the top; preferring them a little keeps the tree broad.
  const parent = open[Math.floor(draw.next() ** 1.3 * open.length)];
  return parent.depth < kMaxDepth ? parent : open[0];
}

function find_validity({ state }) {
  return state === 'ended' ? kEnded : state === 'future' ? kFuture : kUsual;
}

function* generate_units(units, catalogue, draw) {
  const { classes } = catalogue;
  for (const unit of units) {
    const { i, depth } = unit;
    const line = {
      kind: 'org_unit', uuid: unit.uuid, name: name_unit(i, draw), user_key: `U${i}`,
      org_unit_type: i % 40 === 13 ? classes.ignored : i % 3 === 2 ? classes.inst : classes.dept,
      org_unit_level: i % 40 === 17 ? classes.N8 : classes[`N${Math.min(depth, 7)}`],
    };
    if (unit.parent) line.parent = unit.parent.uuid;
    if (i % 40 !== 5) line.org_unit_hierarchy = i % 20 === 9 ? classes.selvejet : classes.linjeorg;
    line.validity = find_validity(unit);
    yield line;
  }
  for (const unit of units) {
    yield* generate_unit_addresses(unit, catalogue, draw);
    yield* generate_unit_accounts(unit, catalogue);
    yield* generate_kles(unit, catalogue, draw);
  }
}

function* generate_unit_addresses(unit, catalogue, draw) {
  const { i } = unit;
  const { Public, Internal, Secret } = catalogue.classes;
  const number = (size) => String(i).padStart(size, '0');
  const rows = [
    ['EmailUnit', `enhed${i}@kommune.example`, i % 9 === 4 ? Internal : null],
    ['PhoneUnit', `+457${number(7)}`, i % 14 === 6 ? Secret : Public],
    ['AddressMailUnit', catalogue.id(`dar/unit/${i}`), Public],
  ];
  if (i % 12 === 3) rows.push(['PhoneUnit', `+4571${number(6)}`, null], ['EmailUnit', `enhed${i}-post@kommune.example`, Public]);
  if (i % 2 === 1) rows.push(['LandlineUnit', `+4533${number(6)}`, Public]);
  if (i % 3 === 0) rows.push(['EAN', `5798${number(9)}`, Public]);
  if (i % 4 === 0) rows.push(['Pnummer', `1${number(9)}`, Public]);
  if (i % 5 === 0) rows.push(['ContactOpenHours', 'Man-fre 10-15, lørdag lukket', Public]);
  if (i % 6 === 0) rows.push(['DtrId', `DTR${i}`, null], ['WebUnit', `https://kommune.example/enhed/${i}?a=1&b=2`, Public]);
  if (i % 7 === 0) rows.push(['PhoneOpenHours', 'Man-fre 8-12', Public]);
  if (i % 8 === 0) rows.push(['Contact', catalogue.id(`dar/contact/${i}`), Public]);
  if (i % 10 === 0) rows.push(['Location', `Bygning ${draw.below(20)}, ${i % 4}. sal`, Public]);
  for (let r = 0; r < rows.length; r++) {
    const [type, value, visibility] = rows[r];
    const line = { kind: 'address', uuid: catalogue.id(`address/unit/${i}/${r}`), value, address_type: catalogue.classes[type], org_unit: unit.uuid };
    if (visibility) line.visibility = visibility;
    line.validity = find_validity(unit);
    yield line;
  }
}

function* generate_unit_accounts(unit, catalogue) {
  const { i } = unit;
  const rows = [];
  if (i % 8 === 3) rows.push(['SAP', `sap-${i}`]);
  if (i % 7 === 4) rows.push(['Unit-GUID', catalogue.id(`guid/unit/${i}`)]);
  if (i % 40 === 12) rows.push(['Unit-GUID', 'ikke-en-guid']);
  if (i % 60 === 26) rows.push(['Unit-GUID', catalogue.id(`guid/unit/${i}/a`).toUpperCase()], ['FK-ORG UUID', catalogue.id(`guid/unit/${i}/b`)]);
  for (let r = 0; r < rows.length; r++) {
    const [system, user_key] = rows[r];
    yield {
      kind: 'ituser', uuid: catalogue.id(`ituser/unit/${i}/${r}`), user_key, itsystem: catalogue.systems[system], org_unit: unit.uuid,
      validity: find_validity(unit),
    };
  }
}

function* generate_kles(unit, catalogue, draw) {
  const { i } = unit;
  const [insight, performing, responsible] = catalogue.kle_aspects;
  for (let r = 0; r < 1 + i % 2; r++) {
    const number = draw.below(catalogue.kle_numbers.length);
    let kle_aspects = [catalogue.kle_aspects[(i + r) % 3]];
    if ((i + r) % 5 === 0) kle_aspects = [insight, performing, responsible];
    else if ((i + r) % 3 === 0) kle_aspects = [performing, responsible];
    yield {
      kind: 'kle', uuid: catalogue.id(`kle/${i}/${r}`), user_key: `kle${i}-${r}`, org_unit: unit.uuid, kle_aspects,
      kle_number: catalogue.kle_numbers[number],
      validity: find_validity(unit),
    };
  }
}

/** One manager for most units, two or none or a vacancy for some; `staff` tells who works where. */
function* generate_managers(units, staff, catalogue) {
  const { leder, niveau1, personale } = catalogue.classes;
  for (const unit of units) {
    const { i } = unit;
    if (i % 20 === 14) continue;
    const people = staff.get(unit) ?? [];
    const rows = i % 10 === 6 ? [[null, kUsual]] : [[people[0] ?? null, kUsual]];
    if (i % 15 === 4) rows.push([people[1] ?? null, kUsual]);
    if (i % 15 === 5) rows.push([people[1] ?? null, kEnded]);
    if (i % 15 === 7) rows.push([people[1] ?? null, kFuture]);
    if (i % 25 === 12) rows[0] = [staff.get(units[0])?.[0] ?? null, kUsual]; // somebody who works elsewhere
    for (let r = 0; r < rows.length; r++) {
      const [person, validity] = rows[r];
      const line = { kind: 'manager', uuid: catalogue.id(`manager/${i}/${r}`) };
      if (person) line.person = person;
      yield Object.assign(line, {
        org_unit: unit.uuid, manager_type: leder, manager_level: niveau1, responsibility: [personale],
        validity: unit.state === 'usual' ? validity : find_validity(unit),
      });
    }
  }
}

module.exports = { count_units, generate_managers, generate_units, plan_units };
