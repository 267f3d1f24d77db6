// SPDX-License-Identifier: MPL-2.0
// HTTP and GraphQL manners: versions, bodies, error wording, paging and cursors.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { start_lab } = require('./lab_client');

const kPersons = 'query($limit:int,$cursor:Cursor){ employees(limit:$limit,cursor:$cursor){ objects{uuid} page_info{next_cursor} } }';

describe('protocol', () => {
  let lab;
  before(async () => { lab = await start_lab(); });
  after(() => lab.stop());

  it('serves v22 to v30 and nothing else', async () => {
    for (let version = 22; version <= 30; version++) assert.ok((await lab.read('{ version { mo_version } }', {}, version)).version);
    for (const version of [20, 21, 31, 99]) {
      const { status, text } = await lab.post(version, '{}');
      assert.strictEqual(status, 404);
      assert.deepStrictEqual(JSON.parse(text), { detail: 'Not Found' });
    }
  });

  it('refuses what is not JSON, and JSON under another name', async () => {
    const broken = await lab.post(25, '{"query":');
    assert.deepStrictEqual([broken.status, broken.text], [400, 'Unable to parse request body as JSON']);
    assert.match(broken.content_type, /^text\/plain/);
    assert.strictEqual((await lab.post(25, '{"query":"{version{mo_version}}"}', { 'content-type': 'text/plain' })).status, 400);
    assert.strictEqual((await lab.post(25, '[]')).status, 400);
    assert.strictEqual((await lab.request(`${lab.url}/graphql/v25`)).status, 405);
  });

  it('answers GraphQL mistakes with status 200 and the words of the Python library', async () => {
    const wrong_field = await lab.ask('{ employees { objects { shoe_size } } }');
    assert.strictEqual(wrong_field.data, null);
    assert.match(wrong_field.errors[0].message, /^Cannot query field 'shoe_size' on type 'EmployeeResponse'/);
    const wrong_cursor = await lab.ask('{ employees(cursor: "zzz") { objects { uuid } } }');
    assert.match(wrong_cursor.errors[0].message, /^Expected value of type 'Cursor', found "zzz"; /);
    const wrong_uuid = await lab.ask('query($u:[UUID!]){ employees(filter:{uuids:$u}) { objects { uuid } } }', { u: ['x'] });
    assert.match(wrong_uuid.errors[0].message, /badly formed hexadecimal UUID string/);
    assert.ok((await lab.ask('{ employees(')).errors);
    assert.ok((await lab.ask('{ employees(filter:{shoe_size:3}) { objects { uuid } } }')).errors);
  });

  for (const limit of [1, 7, 100, 299, 300, 301]) {
    it(`pages of ${limit} hold every person once, in order`, async () => {
      const seen = [];
      let cursor = null;
      do {
        const { employees } = await lab.read(kPersons, { limit, cursor });
        assert.ok(employees.objects.length <= limit);
        seen.push(...employees.objects.map(({ uuid }) => uuid));
        cursor = employees.page_info.next_cursor;
        if (cursor !== null) assert.match(cursor, /^[0-9a-f]{6}:/);
      } while (cursor !== null);
      assert.strictEqual(seen.length, 300);
      assert.deepStrictEqual(seen, [...new Set(seen)].sort());
    });
  }

  it('writes the last uuid into the cursor and notices a forged one', async () => {
    const { employees } = await lab.read(kPersons, { limit: 10, cursor: null });
    const [digest, rest] = employees.page_info.next_cursor.split(':');
    assert.strictEqual(Buffer.from(rest, 'base64').toString(), `{"last": "${employees.objects.at(-1).uuid}"}`);
    const forged = `${digest === '000000' ? '111111' : '000000'}:${rest}`;
    assert.match((await lab.ask(kPersons, { limit: 10, cursor: forged })).errors[0].message, /Cursor/);
  });

  it('goes on behind an object that was deleted between two pages', async () => {
    const { employees: first } = await lab.read(kPersons, { limit: 10, cursor: null });
    const { employees: second } = await lab.read(kPersons, { limit: 10, cursor: first.page_info.next_cursor });
    const last = await lab.control_plane('GET', `/object/${first.objects.at(-1).uuid}`);
    await lab.control_plane('POST', '/objects', { delete: [{ kind: 'employee', uuid: last.uuid }] });
    assert.deepStrictEqual((await lab.read(kPersons, { limit: 10, cursor: first.page_info.next_cursor })).employees, second);
    await lab.control_plane('POST', '/objects', { upsert: last.periods });
  });

  it('refuses pages of more than 10,000 and of none', async () => {
    for (const limit of [0, -1, 10001, 1.5]) assert.ok((await lab.ask(kPersons, { limit, cursor: null })).errors, `limit ${limit}`);
  });

  it('answers several collections side by side by alias', async () => {
    const { employees } = await lab.read(kPersons, { limit: 5, cursor: null });
    const u = employees.objects.map(({ uuid }) => uuid);
    const whose = '(filter:{employee:{uuids:$u}}){objects{current{person_response{uuid}}}}';
    const query = `query($u:[UUID!]){ e:employees(filter:{uuids:$u}){objects{uuid}} g:engagements${whose} i:itusers${whose} a:addresses${whose} }`;
    const data = await lab.read(query, { u });
    assert.deepStrictEqual(data.e.objects.map(({ uuid }) => uuid), u);
    for (const name of ['g', 'i', 'a']) for (const { current } of data[name].objects) assert.ok(u.includes(current.person_response.uuid));
    assert.ok(data.a.objects.length > 0);
  });

  it('counts the look-ups in the address register', async () => {
    await lab.control_plane('POST', '/reset');
    await lab.read('{ addresses(filter:{address_type:{scope:["DAR"]}}){objects{current{uuid value}}} }');
    assert.strictEqual((await lab.counters()).dar_names, 0);
    const { addresses } = await lab.read('{ addresses(filter:{address_type:{scope:["DAR"]}}){objects{current{name}}} }');
    assert.match(addresses.objects[0].current.name, /^Rådhusgade \d+, 6000 Kolding$/);
    assert.strictEqual((await lab.counters()).dar_names, addresses.objects.length);
  });
});
