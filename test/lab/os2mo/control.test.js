// SPDX-License-Identifier: MPL-2.0
// Counters, journal, direct changes and the dump of the control plane, and how the lab starts and ends.
'use strict';

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { once } = require('node:events');
const { after, before, describe, it } = require('node:test');
const { kLab, start_lab } = require('./lab_client');

describe('control plane', () => {
  let lab;
  before(async () => { lab = await start_lab(); });
  after(() => lab.stop());

  it('counts requests, rows, tokens and mistakes', async () => {
    await lab.control_plane('POST', '/reset');
    lab.token = null;
    await lab.read('{ a:employees(limit:7){objects{uuid}} b:classes(limit:3){objects{uuid}} }');
    await lab.ask('{ nothing }');
    const { requests, graphql_requests, tokens_issued, rows, by_collection, graphql_errors } = await lab.counters();
    assert.deepStrictEqual([requests, graphql_requests, tokens_issued, graphql_errors], [3, 2, 1, 1]);
    assert.deepStrictEqual(rows, { employees: 7, classes: 3 });
    assert.deepStrictEqual(by_collection, { employees: 1, classes: 1, nothing: 1 });
  });

  it('lists requests without their contents', async () => {
    await lab.control_plane('POST', '/reset');
    const secret = '6101600007';
    await lab.read('query($c:[CPR!]){ employees(filter:{cpr_numbers:$c}){objects{uuid}} }', { c: [secret] });
    const journal = await lab.control_plane('GET', '/journal');
    assert.strictEqual(journal.entries.length, 1);
    const [{ path: place, operation, status, root_fields, variables_hash, variables_size }] = journal.entries;
    assert.deepStrictEqual([place, operation, status, root_fields], ['/graphql/v25', 'query', 200, ['employees']]);
    assert.match(variables_hash, /^[0-9a-f]{12}$/);
    assert.ok(variables_size > 0);
    assert.ok(!JSON.stringify(journal).includes(secret) && !JSON.stringify(journal).includes(lab.token));
  });

  it('changes, ends, deletes and shows objects', async () => {
    const { employees } = await lab.read('{employees(limit:1){objects{uuid}}}');
    const [{ uuid }] = employees.objects;
    await lab.control_plane('POST', '/objects', { upsert: [
      { kind: 'employee', uuid, given_name: 'Da', surname: 'Nu', user_key: 'k', validity: { from: '2000-01-01', to: '2009-12-31' } },
      { kind: 'employee', uuid, given_name: 'Før', surname: 'Nu', user_key: 'k', validity: { from: '2010-01-01' } },
    ] });
    assert.deepStrictEqual((await lab.control_plane('GET', `/object/${uuid}`)).periods.map(({ given_name }) => given_name), ['Da', 'Før']);
    await lab.control_plane('POST', '/objects', { terminate: [{ kind: 'employee', uuid, to: '2015-12-31' }] });
    assert.deepStrictEqual((await lab.read('query($u:[UUID!]){employees(filter:{uuids:$u}){objects{uuid}}}', { u: [uuid] })).employees.objects, []);
    await lab.control_plane('POST', '/objects', { delete: [{ kind: 'employee', uuid }] });
    assert.match((await lab.control_plane('GET', `/object/${uuid}`)).error, /no object/);
    assert.match((await lab.control_plane('POST', '/objects', { delete: [{ kind: 'employee', uuid }] })).error, /no employee/);
    assert.match((await lab.control_plane('POST', '/objects', { upsert: [{ kind: 'gnome', uuid }] })).error, /gnome/);
  });

  it('dumps a municipality that another lab can load', async () => {
    const dump = await lab.control_plane('GET', '/municipality');
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-os2mo-'));
    const file = path.join(folder, 'municipality.jsonl');
    fs.writeFileSync(file, dump);
    const other = await start_lab('--municipality', file);
    try {
      assert.strictEqual(await other.control_plane('GET', '/municipality'), dump);
    } finally {
      other.stop();
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('lists the newest registration of everything, and what was registered since', async () => {
    const list = (filter, version = 25) => lab.list('registrations', 'RegistrationFilter', filter, 'uuid model start', version);
    assert.ok((await list(null)).length > 2000);
    assert.strictEqual((await list({ models: ['org_unit'] }, 30)).length, 30);
    await lab.control_plane('POST', '/clock', { advance_seconds: 10 });
    lab.token = null;
    const { now } = await lab.control_plane('POST', '/clock', {});
    const [{ uuid }] = await lab.list('org_units', 'OrganisationUnitFilter', { user_keys: ['U3'] });
    await lab.write('org_unit_update', 'OrganisationUnitUpdateInput', { uuid, name: 'Nyt navn', validity: { from: '2020-01-01' } });
    assert.deepStrictEqual((await list({ start: now })).map(({ uuid, model }) => [uuid, model]), [[uuid, 'org_unit']]);
  });

  it('ends the lab when asked, when told, and when its parent goes away', async () => {
    const [asked, told, orphan] = await Promise.all([start_lab(), start_lab(), start_lab()]);
    const ended = Promise.all([asked, told, orphan].map(({ child }) => once(child, 'exit')));
    await asked.control_plane('POST', '/quit');
    told.child.kill('SIGTERM');
    orphan.child.stdin.end();
    assert.deepStrictEqual((await ended).map(([code]) => code), [0, 0, 0]);
    for (const each of [asked, told, orphan]) each.agent.destroy();
  });

  it('refuses options it does not know', () => {
    for (const words of [['--colour', 'red'], ['--port', 'many'], ['--today', 'tomorrow'], ['--municipality', '/does/not/exist']]) {
      const { status, stderr } = spawnSync(process.execPath, [path.join(kLab, 'main.js'), ...words], { encoding: 'utf8' });
      assert.strictEqual(status, 64, words.join(' '));
      assert.match(stderr, /^lab\/os2mo: /);
    }
  });
});
