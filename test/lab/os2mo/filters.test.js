// SPDX-License-Identifier: MPL-2.0
// What the filters of the collections let through, compared with a plain search in the dumped municipality.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { kLab, start_lab } = require('./lab_client');
const { kKinds } = require(`${kLab}/kinds`);

const kToday = '2026-06-15';
const holds_today = ({ validity }) => !validity || ((validity.from ?? '') <= kToday && (validity.to ?? '9999') >= kToday);

describe('filters', () => {
  let lab, lines, class_by_key;
  const find = (kind, wanted, holds = holds_today) =>
    lines.filter((line) => line.kind === kind && holds(line) && wanted(line)).map(({ uuid }) => uuid).sort();
  const list = async (kind, filter) => {
    const { collection, type } = kKinds[kind];
    return (await lab.list(collection, `${type}Filter`, filter)).map(({ uuid }) => uuid);
  };
  /** The filter has to choose the same objects as the search. */
  const expect = async (kind, filter, wanted, holds) => {
    const found = find(kind, wanted, holds);
    assert.deepStrictEqual(await list(kind, filter), found, `${kind} ${JSON.stringify(filter)}`);
    return found;
  };

  before(async () => {
    lab = await start_lab('--today', kToday);
    lines = (await lab.control_plane('GET', '/municipality')).trim().split('\n').map((line) => JSON.parse(line));
    class_by_key = new Map(lines.filter(({ kind }) => kind === 'class').map(({ user_key, uuid }) => [user_key, uuid]));
  });
  after(() => lab.stop());

  it('take null and absence as no restriction, and [] as nothing', async () => {
    for (const filter of [null, {}, { uuids: null }, { employee: null }, { address_type: { uuids: null } }, { address_types: null }]) {
      await expect('address', filter, () => true);
    }
    const nothing = [{ uuids: [] }, { user_keys: [] }, { employee: { uuids: [] } }, { address_types: [] }, { address_type: { user_keys: [] } }];
    for (const filter of nothing) await expect('address', filter, () => false);
  });

  it('choose by uuid and by user key', async () => {
    const some = find('employee', () => true).slice(10, 15);
    const asked = [...some].reverse().concat('00000000-0000-4000-8000-000000000000');
    await expect('employee', { uuids: asked }, ({ uuid }) => some.includes(uuid));
    await expect('org_unit', { user_keys: ['U3', 'U5'] }, ({ user_key }) => ['U3', 'U5'].includes(user_key));
  });

  it('choose addresses by type in every spelling', async () => {
    const user_keys = ['EmailEmployee', 'PhoneUnit'];
    const types = user_keys.map((key) => class_by_key.get(key));
    const spellings = [{ address_type: { uuids: types } }, { address_types: types }, { address_type: { user_keys } }, { address_type_user_keys: user_keys }];
    for (const filter of spellings) {
      const found = await expect('address', filter, ({ address_type }) => types.includes(address_type));
      assert.ok(found.length > 100);
    }
    const dar = lines.filter(({ kind, scope }) => kind === 'class' && scope === 'DAR').map(({ uuid }) => uuid);
    await expect('address', { address_type: { scope: ['DAR'] } }, ({ address_type }) => dar.includes(address_type));
  });

  it('choose what belongs to a person, a unit, an engagement or a system', async () => {
    const { engagement, person } = lines.find((line) => line.kind === 'address' && line.engagement);
    await expect('address', { engagement: { uuids: [engagement] } }, (line) => line.engagement === engagement);
    await expect('ituser', { engagement: { uuids: [engagement] } }, (line) => line.engagements?.includes(engagement));
    for (const kind of ['engagement', 'ituser', 'address', 'manager']) {
      for (const filter of [{ employee: { uuids: [person] } }, { employees: [person] }]) await expect(kind, filter, (line) => line.person === person);
    }
    const unit = lines.find(({ user_key }) => user_key === 'U3').uuid;
    for (const kind of ['engagement', 'kle', 'manager', 'address', 'ituser']) {
      for (const filter of [{ org_unit: { uuids: [unit] } }, { org_units: [unit] }]) {
        assert.ok((await expect(kind, filter, (line) => line.org_unit === unit)).length > 0, kind);
      }
    }
    const systems = lines.filter(({ kind, user_key }) => kind === 'itsystem' && user_key !== 'SAP').map(({ uuid }) => uuid);
    await expect('ituser', { itsystem: { uuids: systems } }, ({ itsystem }) => systems.includes(itsystem));
    const own_uuids = lines.find(({ user_key }) => user_key === 'Unit-GUID').uuid;
    await expect('ituser', { itsystem: { user_keys: ['Unit-GUID'] } }, ({ itsystem }) => itsystem === own_uuids);
  });

  it('follow the tree up and down', async () => {
    const units = new Map(lines.filter(({ kind }) => kind === 'org_unit').map((line) => [line.uuid, line]));
    const is_below = (line, top) => line.uuid === top || (line.parent !== undefined && is_below(units.get(line.parent), top));
    const in_tree = await expect('org_unit', { ancestor: { uuids: [lab.top_unit] } }, (line) => is_below(line, lab.top_unit));
    const leaf = lines.find(({ user_key }) => user_key === 'U29').uuid;
    for (const filter of [{ descendant: { uuids: [leaf] } }, { subtree: { uuids: [leaf] } }]) {
      assert.strictEqual((await expect('org_unit', filter, ({ uuid }) => is_below(units.get(leaf), uuid))).length, 8);
    }
    await expect('org_unit', { parents: [lab.top_unit] }, ({ parent }) => parent === lab.top_unit);
    await expect('engagement', { org_unit: { ancestor: { uuids: [lab.top_unit] } } }, ({ org_unit }) => in_tree.includes(org_unit));
  });

  it('choose classes by facet', async () => {
    const facet = lines.find(({ kind, user_key }) => kind === 'facet' && user_key === 'visibility').uuid;
    for (const filter of [{ facet: { user_keys: ['visibility'] } }, { facet_user_keys: ['visibility'] }, { facets: [facet] }]) {
      assert.strictEqual((await expect('class', filter, ({ facet_uuid }) => facet_uuid === facet)).length, 3);
    }
  });

  it('show the past and the future only when asked', async () => {
    const now = await expect('engagement', null, () => true);
    const all = await expect('engagement', { from_date: null, to_date: null }, () => true, () => true);
    assert.ok(all.length > now.length);
    await expect('engagement', { from_date: '2030-06-01', to_date: null }, () => true, ({ validity }) => (validity.to ?? '9999') >= '2030-06-01');
  });

  it('notice what moved, came and went since they were first asked', async () => {
    const [one, other] = find('employee', () => true);
    const of = async (person) => (await lab.list('addresses', 'AddressFilter', { employee: { uuids: [person] } })).map(({ uuid }) => uuid);
    const before_of = { one: await of(one), other: await of(other) };
    const line = lines.find(({ kind, person }) => kind === 'address' && person);
    const moved = { ...line, uuid: '11111111-1111-4111-8111-111111111111', person: one };
    await lab.control_plane('POST', '/objects', { upsert: [moved] });
    assert.deepStrictEqual(await of(one), [...before_of.one, moved.uuid].sort());
    await lab.write('address_update', 'AddressUpdateInput', { uuid: moved.uuid, person: other, validity: { from: line.validity.from } });
    assert.deepStrictEqual([await of(one), await of(other)], [before_of.one, [...before_of.other, moved.uuid].sort()]);
    await lab.control_plane('POST', '/objects', { delete: [{ kind: 'address', uuid: moved.uuid }] });
    assert.deepStrictEqual([await of(one), await of(other)], [before_of.one, before_of.other]);
  });

  it('see an object from its first to its last day', async () => {
    const [uuid] = find('kle', () => true);
    const [line] = (await lab.control_plane('GET', `/object/${uuid}`)).periods;
    await lab.control_plane('POST', '/objects', { upsert: [{ ...line, validity: { from: '2026-06-15', to: '2026-06-16' } }] });
    const seen = [];
    for (const today of ['2026-06-14', '2026-06-15', '2026-06-16', '2026-06-17']) {
      await lab.control_plane('POST', '/clock', { today });
      lab.token = null;
      seen.push((await lab.list('kles', 'KLEFilter', null)).some((each) => each.uuid === uuid));
    }
    assert.deepStrictEqual(seen, [false, true, true, false]);
  });
});
