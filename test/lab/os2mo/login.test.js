// SPDX-License-Identifier: MPL-2.0
// Who may ask, and how the lab refuses the others.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { start_lab } = require('./lab_client');

const kQuery = JSON.stringify({ query: '{ itsystems { objects { uuid } } }' });
const kUnauthenticated = { data: null, errors: [{ message: 'User is not authenticated' }] };

describe('login', () => {
  let lab;
  before(async () => { lab = await start_lab('--token-seconds', '60'); });
  after(() => lab.stop());

  it('gives a token for the right credentials', async () => {
    const { status, text } = await lab.log_in();
    assert.strictEqual(status, 200);
    assert.strictEqual(JSON.parse(text).expires_in, 60);
  });

  it('refuses a wrong secret as Keycloak does', async () => {
    const { status, text } = await lab.log_in({ client_secret: 'guess' });
    assert.strictEqual(status, 401);
    assert.deepStrictEqual(JSON.parse(text), { error: 'unauthorized_client', error_description: 'Invalid client or Invalid client credentials' });
  });

  it('refuses another grant and another realm', async () => {
    assert.strictEqual((await lab.log_in({ grant_type: 'password' })).status, 400);
    const elsewhere = await lab.request(`${lab.auth}/realms/other/protocol/openid-connect/token`, { method: 'POST' });
    assert.strictEqual(elsewhere.status, 404);
  });

  it('answers a missing or invented token with status 200 and an error', async () => {
    for (const authorization of ['', 'Bearer invented', 'Basic eDp5']) {
      const { status, text } = await lab.post(25, kQuery, { authorization });
      assert.strictEqual(status, 200);
      assert.deepStrictEqual(JSON.parse(text), kUnauthenticated);
    }
  });

  it('lets a token expire by the clock of the lab', async () => {
    assert.ok(JSON.parse((await lab.post(25, kQuery)).text).data);
    await lab.control_plane('POST', '/clock', { advance_seconds: 61 });
    assert.deepStrictEqual(JSON.parse((await lab.post(25, kQuery)).text), kUnauthenticated);
    lab.token = null;
    assert.ok(JSON.parse((await lab.post(25, kQuery)).text).data);
  });

  it('revokes a token when a fault says so, until there is a new one', async () => {
    await lab.fault({ expire_token: true });
    assert.deepStrictEqual(JSON.parse((await lab.post(25, kQuery)).text), kUnauthenticated);
    assert.deepStrictEqual(JSON.parse((await lab.post(25, kQuery)).text), kUnauthenticated);
    lab.token = null;
    assert.ok(JSON.parse((await lab.post(25, kQuery)).text).data);
  });
});
