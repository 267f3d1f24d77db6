// SPDX-License-Identifier: MPL-2.0
// Mutations, validity through time, and the differences between the versions.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { start_lab } = require('./lab_client');

const kToday = '2026-06-15';
const kPeriod = '{user_key validity{from to}}';
const kCurrent = `query($u:[UUID!],$at:DateTime){
  itusers(filter:{uuids:$u,from_date:null,to_date:null}){objects{current(at:$at)${kPeriod} validities${kPeriod}}}
}`;

describe('writing', () => {
  let lab, person, system;
  const create = async (input) => (await lab.write('ituser_create', 'ITUserCreateInput', { person, itsystem: system, ...input })).uuid;
  const look = async (uuid, at = kToday, version = 25) => (await lab.read(kCurrent, { u: [uuid], at }, version)).itusers.objects[0];

  before(async () => {
    lab = await start_lab('--today', kToday);
    person = (await lab.read('{employees(limit:1){objects{uuid}}}')).employees.objects[0].uuid;
    system = (await lab.read('{itsystems(filter:{user_keys:["Omada"]}){objects{uuid}}}')).itsystems.objects[0].uuid;
  });
  after(() => lab.stop());

  it('creates an account that holds from its first to its last day', async () => {
    const uuid = await create({ user_key: 'x1', validity: { from: '2026-01-01', to: '2026-06-15' } });
    assert.strictEqual((await look(uuid)).current.user_key, 'x1');
    assert.strictEqual((await look(uuid, '2025-12-31')).current, null);
    assert.strictEqual((await look(uuid, '2026-01-01')).current.user_key, 'x1');
    assert.strictEqual((await look(uuid, '2026-06-16')).current, null);
  });

  it('shows the last day up to v28 and the midnight after it from v29, in Danish time', async () => {
    const uuid = await create({ user_key: 'x2', validity: { from: '2026-01-01', to: '2026-06-30' } });
    assert.deepStrictEqual((await look(uuid, kToday, 28)).current.validity, { from: '2026-01-01T00:00:00+01:00', to: '2026-06-30T00:00:00+02:00' });
    assert.deepStrictEqual((await look(uuid, kToday, 29)).current.validity, { from: '2026-01-01T00:00:00+01:00', to: '2026-07-01T00:00:00+02:00' });
  });

  it('shows an empty external id as null from v30', async () => {
    const uuid = await create({ user_key: 'x3', external_id: '', validity: { from: '2026-01-01' } });
    const query = 'query($u:[UUID!]){itusers(filter:{uuids:$u}){objects{current{external_id}}}}';
    assert.strictEqual((await lab.read(query, { u: [uuid] }, 25)).itusers.objects[0].current.external_id, '');
    assert.strictEqual((await lab.read(query, { u: [uuid] }, 30)).itusers.objects[0].current.external_id, null);
  });

  it('keeps the past of an account that is updated, and ends one that is terminated', async () => {
    const uuid = await create({ user_key: 'old', validity: { from: '2026-01-01' } });
    await lab.write('ituser_update', 'ITUserUpdateInput', { uuid, user_key: 'new', validity: { from: '2026-06-01' } });
    await lab.write('ituser_terminate', 'ITUserTerminateInput', { uuid, to: '2026-12-31' });
    assert.deepStrictEqual((await look(uuid)).validities, [
      { user_key: 'old', validity: { from: '2026-01-01T00:00:00+01:00', to: '2026-05-31T00:00:00+02:00' } },
      { user_key: 'new', validity: { from: '2026-06-01T00:00:00+02:00', to: '2026-12-31T00:00:00+01:00' } },
    ]);
  });

  it('refuses references to nothing, accounts of nobody and unknown objects', async () => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    await assert.rejects(create({ user_key: 'y', person: nothing, validity: { from: '2026-01-01' } }), /E_NOT_FOUND/);
    await assert.rejects(create({ user_key: 'y', person: null, validity: { from: '2026-01-01' } }), /belongs to/);
    await assert.rejects(create({ user_key: 'y', validity: { from: '2026-02-01', to: '2026-01-01' } }), /V_END_BEFORE_START/);
    await assert.rejects(lab.read('mutation($u:UUID!){ ituser_delete(uuid:$u){uuid} }', { u: nothing }), /E_NOT_FOUND/);
  });

  it('writes every kind the product reads', async () => {
    const key_of = new Map((await lab.list('classes', 'ClassFilter', null, 'uuid current{user_key}')).map(({ uuid, current }) => [current.user_key, uuid]));
    const key = (user_key) => key_of.get(user_key);
    const make = async (kind, type, input) => (await lab.write(`${kind}_create`, `${type}CreateInput`, input)).uuid;
    const validity = { from: '2026-01-01' };
    const unit = await make('org_unit', 'OrganisationUnit', { name: 'Ny', parent: lab.top_unit, org_unit_type: key('dept'), validity });
    const somebody = await make('employee', 'Employee', { given_name: 'Ny', surname: 'Medarbejder', cpr_number: '6101990000' });
    const engagement = await make('engagement', 'Engagement', {
      person: somebody, org_unit: unit, engagement_type: key('ansat'), job_function: key('job1'), primary: key('primary'), validity,
    });
    await make('address', 'Address', {
      person: somebody, engagement, value: 'ny@kommune.example', address_type: key('EmailEmployee'), visibility: key('Public'), validity,
    });
    await make('kle', 'KLE', { org_unit: unit, kle_number: key('00.01'), kle_aspects: [key('Ansvarlig'), key('Indsigt')], validity });
    await make('manager', 'Manager', {
      org_unit: unit, person: somebody, responsibility: [key('personale')], manager_level: key('niveau1'), manager_type: key('leder'), validity,
    });
    const wanted = 'current{engagements{is_primary person{name addresses{value}}} kles{kle_aspect_uuids} managers{person_response{uuid}}}';
    const [{ current }] = await lab.list('org_units', 'OrganisationUnitFilter', { uuids: [unit] }, wanted);
    assert.deepStrictEqual(current.engagements, [{ is_primary: true, person: [{ name: 'Ny Medarbejder', addresses: [{ value: 'ny@kommune.example' }] }] }]);
    assert.strictEqual(current.kles[0].kle_aspect_uuids.length, 2);
    assert.deepStrictEqual(current.managers, [{ person_response: { uuid: somebody } }]);

    const close_unit = () => lab.write('org_unit_terminate', 'OrganisationUnitTerminateInput', { uuid: unit, to: kToday });
    await assert.rejects(close_unit(), /V_TERMINATE_UNIT_WITH_ROLES/);
    await lab.write('employee_terminate', 'EmployeeTerminateInput', { uuid: somebody, to: '2026-06-14' });
    const of_somebody = { employee: { uuids: [somebody] } };
    assert.deepStrictEqual(await lab.list('engagements', 'EngagementFilter', of_somebody), []);
    assert.deepStrictEqual(await lab.list('addresses', 'AddressFilter', of_somebody), []);
    await close_unit();
  });

  it('names the organisation as parent of a root in v25, and nothing in v30', async () => {
    const query = 'query($u:[UUID!]){org_units(filter:{uuids:$u}){objects{current{parent_response{uuid} ancestors{uuid}}}}}';
    const parent_in = async (version) => (await lab.read(query, { u: [lab.top_unit] }, version)).org_units.objects[0].current.parent_response;
    assert.ok((await parent_in(25)).uuid);
    assert.strictEqual(await parent_in(30), null);
  });
});
