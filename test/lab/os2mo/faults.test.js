// SPDX-License-Identifier: MPL-2.0
// Each fault of the control plane does what its name says, to the request it is meant for, as often as ordered.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { start_lab } = require('./lab_client');

const kQuery = 'query($cursor:Cursor){ employees(limit:10,cursor:$cursor){ objects{uuid} page_info{next_cursor} } }';

for (const mode of ['without memo', 'with memo']) {
  describe(`faults ${mode}`, () => {
    let lab, sound;
    const post = (cursor = null) => lab.post(25, JSON.stringify({ query: kQuery, variables: { cursor } }));
    const page = async (cursor = null) => (await lab.read(kQuery, { cursor })).employees;
    const uuids = ({ objects }) => objects.map(({ uuid }) => uuid);

    before(async () => {
      lab = await start_lab(...(mode === 'with memo' ? ['--memo'] : []));
      sound = await page();
    });
    after(() => lab.stop());

    it('answer with a status, a body and a type of one\'s choice', async () => {
      await lab.fault({ status: 503, body: 'busy', content_type: 'text/plain' });
      const { status, text, content_type } = await post();
      assert.deepStrictEqual([status, text, content_type], [503, 'busy', 'text/plain']);
      assert.deepStrictEqual(await page(), sound);
    });

    it('answer with a proxy\'s HTML page', async () => {
      await lab.fault({ html: true });
      const { status, text, content_type } = await post();
      assert.strictEqual(status, 502);
      assert.match(content_type, /html/);
      assert.match(text, /^<html>/);
    });

    for (const reset of ['before', 'after', 'mid-body']) {
      it(`reset the connection: ${reset}`, async () => {
        await lab.fault({ reset });
        await assert.rejects(post(), /ECONNRESET|aborted|socket hang up/);
        assert.deepStrictEqual(await page(), sound);
      });
    }

    it('lose a mutation before, and only its answer after, it was done', async () => {
      const [person] = uuids(sound);
      const rename = (surname) => lab.write('employee_update', 'EmployeeUpdateInput', { uuid: person, surname, validity: { from: '2020-01-01' } });
      const surname = async () => (await lab.list('employees', 'EmployeeFilter', { uuids: [person] }, 'current{surname}'))[0].current.surname;
      const old = await surname();
      await lab.fault({ reset: 'before' });
      await assert.rejects(rename('Tabt'));
      assert.strictEqual(await surname(), old);
      await lab.fault({ reset: 'after' });
      await assert.rejects(rename('Gjort'));
      assert.strictEqual(await surname(), 'Gjort');
    });

    it('cut a body short', async () => {
      await lab.fault({ cut_body_at: 20 });
      await assert.rejects(post(), /aborted|ECONNRESET|socket hang up/);
    });

    it('send a body slowly but whole, and late', async () => {
      await lab.fault({ slow_bytes_per_second: 20_000 });
      assert.deepStrictEqual(await page(), sound);
      await lab.fault({ delay_ms: 5 });
      assert.deepStrictEqual(await page(), sound);
    });

    it('answer with GraphQL errors, wholly, partly, or with nothing at all', async () => {
      await lab.fault({ graphql_errors: [{ message: 'QueuePool limit reached' }] });
      assert.deepStrictEqual(await lab.ask(kQuery), { data: null, errors: [{ message: 'QueuePool limit reached' }] });
      await lab.fault({ graphql_partial: true });
      const partial = await lab.ask('{ e:employees(limit:1){objects{uuid}} c:classes(limit:1){objects{uuid}} }');
      assert.strictEqual(partial.data.e, null);
      assert.strictEqual(partial.data.c.objects.length, 1);
      assert.strictEqual(partial.errors.length, 1);
      await lab.fault({ data_null: true });
      assert.deepStrictEqual(await lab.ask(kQuery), { data: null });
    });

    it('make short and empty pages that lose nothing', async () => {
      for (const fault of [{ short_page: true }, { empty_page_with_cursor: true }]) {
        await lab.fault(fault);
        const seen = [];
        const first = await page();
        assert.ok(first.objects.length < 10);
        for (let each = first; ; each = await page(each.page_info.next_cursor)) {
          seen.push(...uuids(each));
          if (each.page_info.next_cursor === null) break;
        }
        assert.strictEqual(seen.length, 300);
        assert.strictEqual(new Set(seen).size, 300);
      }
    });

    it('repeat, skip and drop objects', async () => {
      const all = uuids(sound);
      await lab.fault({ repeat_object: true });
      assert.deepStrictEqual(uuids(await page()), [...all, all[0]]);
      await lab.fault({ shift_page: true });
      const shifted = await page();
      assert.deepStrictEqual(uuids(shifted), all.slice(0, -1));
      assert.strictEqual(shifted.page_info.next_cursor, sound.page_info.next_cursor);
      await lab.fault({ drop_object: all[4] });
      assert.deepStrictEqual(uuids(await page()), all.filter((uuid) => uuid !== all[4]));
    });

    it('give the same cursor back', async () => {
      await lab.fault({ same_cursor: true });
      assert.strictEqual((await page(sound.page_info.next_cursor)).page_info.next_cursor, sound.page_info.next_cursor);
    });

    it('hit the named collection, the n-th or every n-th time, and no more often than ordered', async () => {
      await lab.fault({ status: 500 }, { collection: 'classes' });
      assert.strictEqual((await post()).status, 200);
      assert.strictEqual((await lab.post(25, '{"query":"{classes{objects{uuid}}}"}')).status, 500);
      await lab.fault({ status: 500 }, { collection: 'employees', nth: 3 });
      assert.deepStrictEqual([(await post()).status, (await post()).status, (await post()).status, (await post()).status], [200, 200, 500, 200]);
      await lab.fault({ status: 500 }, { path: '/graphql', every: 2 }, 2);
      const statuses = [];
      for (let i = 0; i < 6; i++) statuses.push((await post()).status);
      assert.deepStrictEqual(statuses, [200, 500, 200, 500, 200, 200]);
      await lab.fault({ status: 503, body: 'down' }, { path: '/auth' });
      assert.strictEqual((await lab.log_in()).status, 503);
      assert.strictEqual((await lab.log_in()).status, 200);
    });

    it('are refused when their words are unknown, and forgotten at a reset', async () => {
      assert.match((await lab.control_plane('POST', '/fault', { fault: { explode: true } })).error, /explode/);
      await lab.fault({ status: 500 });
      await lab.control_plane('POST', '/reset');
      assert.strictEqual((await post()).status, 200);
    });
  });
}
