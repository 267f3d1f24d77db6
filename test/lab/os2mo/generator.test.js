// SPDX-License-Identifier: MPL-2.0
// Generated municipalities: the same seed gives the same one, and 300 persons show every edge case.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { describe, it } = require('node:test');
const { kLab } = require('./lab_client');
const { describe_settings, generate } = require(`${kLab}/generate`);
const { is_uuid } = require(`${kLab}/uuids`);

const kToday = '2026-06-15';
const is_ended = ({ validity }) => validity?.to !== undefined && validity.to < kToday;
const is_future = ({ validity }) => validity?.from !== undefined && validity.from > kToday;
const holds = (line) => !is_ended(line) && !is_future(line);

describe('generator', () => {
  const lines = [...generate({ persons: 300, seed: 5 })];
  const of_kind = (kind) => lines.filter((line) => line.kind === kind);
  const by_uuid = new Map(lines.map((line) => [line.uuid, line]));
  const key_of = (uuid) => by_uuid.get(uuid)?.user_key;
  const group = (list, name) => list.reduce((map, each) => map.set(name(each), [...(map.get(name(each)) ?? []), each]), new Map());
  const root_of = (unit) => (unit.parent ? root_of(by_uuid.get(unit.parent)) : unit);
  const depth_of = (unit) => (unit.parent ? 1 + depth_of(by_uuid.get(unit.parent)) : 1);
  const some = (kind, wanted, what) => assert.ok(of_kind(kind).some(wanted), `no ${what ?? kind}`);

  function has_every_visibility(rows) {
    for (const visibility of ['Public', 'Internal', 'Secret', undefined]) {
      assert.ok(rows.some((row) => key_of(row.visibility) === visibility), `no visibility ${visibility}`);
    }
  }

  it('gives the same objects for the same seed, and others for another', () => {
    assert.deepStrictEqual([...generate({ persons: 300, seed: 5 })], lines);
    const others = new Set([...generate({ persons: 300, seed: 6 })].map(({ uuid }) => uuid));
    assert.ok(lines.every(({ uuid }) => !others.has(uuid)));
  });

  it('gives every object its own uuid and refers only to objects that exist', () => {
    assert.strictEqual(by_uuid.size, lines.length);
    for (const line of lines) {
      assert.ok(is_uuid(line.uuid));
      for (const field of ['parent', 'person', 'org_unit', 'engagement', 'address_type', 'visibility', 'itsystem', 'kle_number', 'primary', 'facet_uuid']) {
        if (line[field] !== undefined) assert.ok(by_uuid.has(line[field]), `${line.kind}.${field}`);
      }
    }
  });

  it('gives 300 persons about 2,000 objects and 30 units, and large ones twelve objects a person', () => {
    assert.ok(lines.length > 1800 && lines.length < 2400, `${lines.length}`);
    assert.strictEqual(of_kind('org_unit').length, 30);
    const large = [...generate({ persons: 2000, seed: 5 })];
    assert.ok(Math.abs(large.length / 2000 - 12) < 1, `${large.length}`);
    assert.strictEqual(large.filter(({ kind }) => kind === 'org_unit').length, 80);
    assert.strictEqual(large.filter(({ kind }) => kind === 'employee').length, 2000);
  });

  it('grows two trees, one of them eight deep', () => {
    assert.strictEqual(of_kind('org_unit').filter(({ parent }) => parent === undefined).length, 2);
    assert.strictEqual(Math.max(...of_kind('org_unit').map(depth_of)), 8);
    for (const { parent } of of_kind('org_unit')) if (parent) assert.ok(holds(by_uuid.get(parent)));
  });

  it('has units of every sort', () => {
    some('org_unit', is_ended, 'ended unit');
    some('org_unit', is_future, 'future unit');
    some('org_unit', ({ org_unit_type }) => key_of(org_unit_type) === 'ignored', 'ignored type');
    some('org_unit', ({ org_unit_level }) => key_of(org_unit_level) === 'N8', 'ignored level');
    for (const hierarchy of ['linjeorg', 'selvejet', undefined]) some('org_unit', (line) => key_of(line.org_unit_hierarchy) === hierarchy, hierarchy);
    some('org_unit', ({ name }) => name.length > 255, 'long name');
    some('org_unit', ({ name }) => name !== name.trim(), 'name with blanks');
    some('org_unit', ({ name }) => /[α-ω]/.test(name), 'foreign name');
    some('org_unit', ({ name }) => /[<&]/.test(name), 'name with mark-up');
  });

  it('has unit addresses of every type, visibility and number', () => {
    const rows = of_kind('address').filter(({ org_unit }) => org_unit);
    const types = new Set(rows.map(({ address_type }) => key_of(address_type)));
    const wanted = of_kind('class').filter(({ facet_uuid }) => key_of(facet_uuid) === 'org_unit_address_type').map(({ user_key }) => user_key);
    assert.strictEqual(wanted.length, 12);
    for (const type of wanted) assert.ok(types.has(type), type);
    has_every_visibility(rows);
    assert.ok([...group(rows, (row) => `${row.org_unit} ${row.address_type}`).values()].some((list) => list.length > 1));
  });

  it('has units with good, bad and several uuids of their own', () => {
    const guids = of_kind('ituser').filter(({ org_unit, itsystem }) => org_unit && ['Unit-GUID', 'FK-ORG UUID'].includes(key_of(itsystem)));
    assert.ok(guids.some(({ user_key }) => is_uuid(user_key)) && guids.some(({ user_key }) => !is_uuid(user_key)));
    assert.ok([...group(guids, ({ org_unit }) => org_unit).values()].some((list) => list.length > 1));
    some('ituser', ({ org_unit, itsystem }) => org_unit && key_of(itsystem) === 'SAP', 'account of another system');
  });

  it('has KLE rows with one, two and three aspects', () => {
    for (const count of [1, 2, 3]) some('kle', ({ kle_aspects }) => kle_aspects.length === count, `${count} aspects`);
  });

  it('has vacant, several, missing, ended and future managers', () => {
    some('manager', ({ person }) => person === undefined, 'vacancy');
    some('manager', is_ended, 'ended manager');
    some('manager', is_future, 'future manager');
    const per_unit = group(of_kind('manager').filter(holds), ({ org_unit }) => org_unit);
    assert.ok([...per_unit.values()].some((list) => list.length > 1));
    assert.ok(of_kind('org_unit').some(({ uuid }) => !per_unit.has(uuid)));
  });

  it('has persons of every sort, and no possible CPR number', () => {
    const cprs = of_kind('employee').map(({ cpr_number }) => cpr_number).filter(Boolean);
    assert.strictEqual(new Set(cprs).size, cprs.length);
    for (const cpr of cprs) assert.match(cpr, /^[6-8]\d(0[1-9]|1[0-2])\d{6}$/);
    some('employee', ({ cpr_number }) => cpr_number === undefined, 'person without CPR');
    some('employee', ({ nickname_given_name }) => nickname_given_name, 'nickname');
    some('employee', ({ given_name }) => given_name !== given_name.trim(), 'name with blanks');
    some('employee', ({ given_name }) => given_name.length > 200, 'long name');
    some('employee', ({ given_name }) => /[^\u0000-\u024f]/.test(given_name), 'foreign name');
    some('employee', ({ surname }) => /[ÆØÅæøå]/.test(surname), 'Danish name');
    some('employee', ({ surname }) => /[<&"]/.test(surname), 'name with mark-up');
  });

  it('has positions of every sort, and persons without', () => {
    const per_person = group(of_kind('engagement'), ({ person }) => person);
    const lists = [...per_person.values()];
    const tree_of = ({ org_unit }) => root_of(by_uuid.get(org_unit)).user_key;
    assert.ok(of_kind('employee').some(({ uuid }) => !per_person.has(uuid)));
    assert.ok(lists.some((list) => list.every(is_ended)) && lists.some((list) => list.every(is_future)));
    assert.ok(lists.some((list) => list.every((each) => tree_of(each) === 'U1')));
    assert.ok(lists.some((list) => new Set(list.filter(holds).map(tree_of)).size === 2));
    assert.ok(lists.some((list) => new Set(list.map((each) => `${each.org_unit} ${each.job_function}`)).size < list.length));
    assert.ok(lists.some((list) => list.every(({ org_unit }) => key_of(by_uuid.get(org_unit).org_unit_type) === 'ignored')));
    some('engagement', ({ primary }) => primary === undefined, 'engagement without primary');
    some('engagement', ({ primary }) => key_of(primary) === 'explicitly-primary', 'explicit primary');
    some('engagement', ({ org_unit }) => is_ended(by_uuid.get(org_unit)), 'position in an ended unit');
    some('engagement', ({ extension_1 }) => extension_1, 'extension_1');
    some('engagement', ({ extension_3 }) => extension_3, 'extension_3');
  });

  it('has accounts of every sort, and persons without', () => {
    const rows = of_kind('ituser').filter(({ person }) => person);
    const ad = rows.filter(({ itsystem }) => key_of(itsystem) === 'Active Directory');
    const per_person = group(ad, ({ person }) => person);
    assert.ok(of_kind('employee').some(({ uuid }) => !per_person.has(uuid)));
    assert.ok([...per_person.values()].some((list) => new Set(list.map(({ engagement }) => engagement).filter(Boolean)).size > 1));
    assert.ok(ad.some(({ external_id }) => is_uuid(external_id)));
    assert.ok(ad.some(({ external_id }) => external_id === undefined));
    assert.ok(ad.some(({ external_id }) => external_id === ''));
    assert.ok(ad.some(({ external_id }) => external_id && !is_uuid(external_id)));
    assert.ok(ad.some(({ external_id }) => external_id && external_id !== external_id.toLowerCase() && is_uuid(external_id)));
    assert.ok(rows.some(is_ended) && rows.some(is_future));
    assert.ok(rows.some(({ itsystem, user_key }) => key_of(itsystem) === 'AD-ObjectGUID' && is_uuid(user_key)));
  });

  it('has addresses of persons in every visibility, several of a type, and tied to engagements', () => {
    const rows = of_kind('address').filter(({ person }) => person);
    has_every_visibility(rows);
    assert.ok(rows.some(({ engagement }) => engagement));
    const counts = group(rows, (row) => `${row.person} ${key_of(row.address_type)}`);
    for (const type of ['EmailEmployee', 'PhoneEmployee']) {
      assert.ok([...counts].some(([name, list]) => name.endsWith(type) && list.length > 1), type);
    }
  });

  it('writes the same lines from the command line, with settings that fit', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-os2mo-'));
    try {
      const [out, settings] = ['municipality.jsonl', 'settings.json'].map((name) => path.join(folder, name));
      const words = ['--persons', '300', '--seed', '5', '--out', out, '--settings', settings, '--mo-url', 'http://mo', '--api-url', 'http://fk'];
      const { status, stderr } = spawnSync(process.execPath, [path.join(kLab, 'generate.js'), ...words], { encoding: 'utf8' });
      assert.deepStrictEqual([status, stderr], [0, '']);
      assert.deepStrictEqual(fs.readFileSync(out, 'utf8').trim().split('\n').map((line) => JSON.parse(line)), lines);
      const written = JSON.parse(fs.readFileSync(settings, 'utf8'));
      assert.deepStrictEqual(written, describe_settings({ seed: 5, mo_url: 'http://mo', api_url: 'http://fk' }));
      assert.strictEqual(key_of(written['os2sync.top_unit_uuid']), 'U0');
      assert.deepStrictEqual(written['os2sync.ignored.unit_levels'].map(key_of), ['N8']);
      assert.deepStrictEqual(written['os2sync.phone_scope_classes'].map(key_of), ['PhoneEmployee']);
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});
