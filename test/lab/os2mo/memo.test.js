// SPDX-License-Identifier: MPL-2.0
// Remembered answers are the same bytes as fresh ones, and are forgotten with every change.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { start_lab } = require('./lab_client');

const kBodies = [
  { query: '{ employees(limit:50){ objects{uuid current{given_name surname cpr_number}} page_info{next_cursor} } }' },
  { query: '{ addresses(limit:100){ objects{uuid current{value name visibility_response{uuid}}} page_info{next_cursor} } }' },
  { query: 'query($u:[UUID!]){ org_units(filter:{uuids:$u}){ objects{uuid} } }', variables: { u: [] } },
].map((body) => JSON.stringify(body));

describe('memo', () => {
  let plain, memo;
  before(async () => {
    plain = await start_lab('--today', '2026-06-15');
    memo = await start_lab('--today', '2026-06-15', '--memo', '--token-seconds', '60');
  });
  after(() => {
    plain.stop();
    memo.stop();
  });

  it('answers the same bytes the first and the second time as a lab without memory', async () => {
    for (const body of kBodies) {
      for (const version of [22, 25, 30]) {
        const { text } = await plain.post(version, body);
        assert.strictEqual((await memo.post(version, body)).text, text);
        assert.strictEqual((await memo.post(version, body)).text, text);
      }
    }
    const { memo_hits, rows } = await memo.counters();
    assert.strictEqual(memo_hits, kBodies.length * 3);
    assert.strictEqual(rows.employees, 300);
  });

  it('tells what it remembers, so that the same can be asked by other means', async () => {
    const remembered = await memo.control_plane('GET', '/memo');
    assert.deepStrictEqual(remembered.slice(0, 3).map(({ path }) => path), ['/graphql/v22', '/graphql/v25', '/graphql/v30']);
    assert.strictEqual(remembered[0].body, kBodies[0]);
  });

  it('forgets when an object changes, over GraphQL or the control plane', async () => {
    const [person] = JSON.parse((await memo.post(25, kBodies[0])).text).data.employees.objects;
    await memo.write('employee_update', 'EmployeeUpdateInput', { uuid: person.uuid, surname: 'Omdøbt', validity: { from: '2020-01-01' } });
    const surname = async () => JSON.parse((await memo.post(25, kBodies[0])).text).data.employees.objects[0].current.surname;
    assert.strictEqual(await surname(), 'Omdøbt');
    const line = { kind: 'employee', uuid: person.uuid, given_name: 'A', surname: 'Igen', user_key: 'a' };
    await memo.control_plane('POST', '/objects', { upsert: [line] });
    assert.strictEqual(await surname(), 'Igen');
  });

  it('forgets when the day changes', async () => {
    const body = JSON.stringify({ query: '{ engagements(limit:10000){ objects{uuid} } }' });
    const { text } = await memo.post(25, body);
    await memo.control_plane('POST', '/clock', { today: '2031-01-01' });
    memo.token = null;
    assert.notStrictEqual((await memo.post(25, body)).text, text);
  });

  it('still asks for a token that holds', async () => {
    await memo.post(25, kBodies[0]);
    await memo.control_plane('POST', '/clock', { advance_seconds: 61 });
    assert.match((await memo.post(25, kBodies[0])).text, /not authenticated/);
  });

  it('never remembers the fetching of events', async () => {
    memo.token = null;
    const { uuid } = await memo.write('event_listener_declare', 'ListenerCreateInput', { user_key: 'm', routing_key: 'person' });
    const query = `{ event_fetch(filter:{listener:"${uuid}"}){subject} }`;
    assert.strictEqual((await memo.read(query)).event_fetch, null);
    await memo.read('mutation{ event_send(input:{namespace:"mo",routing_key:"person",subject:"s"}) }');
    assert.strictEqual((await memo.read(query)).event_fetch.subject, 's');
  });
});
