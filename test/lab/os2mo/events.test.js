// SPDX-License-Identifier: MPL-2.0
// The change feed: what is announced, when, how often, and how it is taken away.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { start_lab } = require('./lab_client');

describe('events', () => {
  let lab, person;
  const listen = async (routing_key, user_key, namespace = 'mo') =>
    (await lab.write('event_listener_declare', 'ListenerCreateInput', { namespace, user_key, routing_key })).uuid;
  const fetch = async (listener) => (await lab.read('query($l:UUID!){ event_fetch(filter:{listener:$l}){subject token priority} }', { l: listener })).event_fetch;
  const acknowledge = (token) => lab.read('mutation($t:EventToken!){ event_acknowledge(input:{token:$t}) }', { t: token });
  const rename = (surname) => lab.write('employee_update', 'EmployeeUpdateInput', { uuid: person, surname, validity: { from: '2026-01-01' } });

  before(async () => {
    lab = await start_lab('--today', '2026-06-15', '--token-seconds', '999999999');
    person = (await lab.read('{employees(limit:1){objects{uuid}}}')).employees.objects[0].uuid;
  });
  after(() => lab.stop());

  it('have one listener however often it is declared', async () => {
    assert.strictEqual(await listen('person', 'one'), await listen('person', 'one'));
    assert.notStrictEqual(await listen('person', 'one'), await listen('ituser', 'one'));
    await assert.rejects(listen('person', 'one', 'none'), /Namespace none does not exist/);
  });

  it('name a changed person once, hide it while it is worked on, and forget it when acknowledged', async () => {
    const listener = await listen('person', 'worker');
    assert.strictEqual(await fetch(listener), null);
    await rename('Første');
    await rename('Anden');
    const event = await fetch(listener);
    assert.deepStrictEqual([event.subject, event.priority], [person, 10000]);
    assert.strictEqual(await fetch(listener), null);
    await lab.control_plane('POST', '/clock', { advance_seconds: 181 });
    assert.strictEqual((await fetch(listener)).subject, person);
    await acknowledge(event.token);
    await lab.control_plane('POST', '/clock', { advance_seconds: 181 });
    assert.strictEqual(await fetch(listener), null);
  });

  it('come again when the person changes while the older event is worked on', async () => {
    const listener = await listen('person', 'again');
    await rename('Tredje');
    const first = await fetch(listener);
    await rename('Fjerde');
    await acknowledge(first.token);
    const second = await fetch(listener);
    assert.strictEqual(second.subject, person);
    assert.notStrictEqual(second.token, first.token);
  });

  it('stay hidden longer after seven fetches', async () => {
    const listener = await listen('person', 'patient');
    await rename('Femte');
    for (let i = 0; i < 7; i++) {
      assert.ok(await fetch(listener), `fetch ${i}`);
      await lab.control_plane('POST', '/clock', { advance_seconds: 181 });
    }
    assert.ok(await fetch(listener));
    await lab.control_plane('POST', '/clock', { advance_seconds: 181 });
    assert.strictEqual(await fetch(listener), null);
    await lab.control_plane('POST', '/clock', { advance_seconds: 80 });
    assert.ok(await fetch(listener));
  });

  it('can be fetched and acknowledged in batches by alias', async () => {
    const listener = await listen('ituser', 'batch');
    await lab.read('mutation($f:ITUserFilter){ ituser_refresh(filter:$f, limit:5){objects} }', { f: null });
    const aliases = Array.from({ length: 7 }, (_, i) => `e${i}:event_fetch(filter:{listener:"${listener}"}){subject token}`).join(' ');
    const events = Object.values(await lab.read(`{ ${aliases} }`)).filter(Boolean);
    assert.strictEqual(new Set(events.map(({ subject }) => subject)).size, 5);
    await lab.read(`mutation { ${events.map(({ token }, i) => `a${i}:event_acknowledge(input:{token:"${token}"})`).join(' ')} }`);
    assert.strictEqual((await lab.counters()).events_waiting['batch/ituser'], 0);
  });

  it('refuse a token that is none', async () => {
    assert.ok((await lab.ask('mutation{ event_acknowledge(input:{token:"zzz"}) }')).errors);
  });

  it('go through queues of one\'s own, the lower priority number first', async () => {
    await lab.read('mutation{ event_namespace_declare(input:{name:"os2sync"}){name} }');
    const listener = await listen('retry', 'own', 'os2sync');
    const send = (subject, priority) => lab.read(
      'mutation($s:String!,$p:Int!){ event_send(input:{namespace:"os2sync",routing_key:"retry",subject:$s,priority:$p}) }', { s: subject, p: priority },
    );
    await send('late', 10000);
    await send('soon', 10);
    assert.deepStrictEqual([(await fetch(listener)).subject, (await fetch(listener)).subject, await fetch(listener)], ['soon', 'late', null]);
  });

  it('announce what goes into and out of effect when the days pass', async () => {
    const listener = await listen('engagement', 'days');
    const engagements = async () => new Set((await lab.list('engagements', 'EngagementFilter', null)).map(({ uuid }) => uuid));
    const before_2030 = await engagements();
    await lab.control_plane('POST', '/clock', { today: '2030-01-02' });
    const since_2030 = await engagements();
    const begun = [...since_2030].filter((uuid) => !before_2030.has(uuid));
    assert.ok(begun.length > 0);
    const announced = new Set();
    for (let event = await fetch(listener); event; event = await fetch(listener)) announced.add(event.subject);
    assert.deepStrictEqual([...announced].sort(), begun.sort());
  });
});
