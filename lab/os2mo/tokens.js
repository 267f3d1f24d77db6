// SPDX-License-Identifier: MPL-2.0
// Plays Keycloak's token endpoint: client credentials against random tokens that expire by the lab's clock.
'use strict';

const { randomBytes } = require('node:crypto');

const kForm = /^application\/x-www-form-urlencoded\b/i;

class Tokens {
  constructor({ clock, client_id, client_secret, realm, token_seconds }) {
    Object.assign(this, { clock, client_id, client_secret, token_seconds });
    this.path = `/auth/realms/${realm}/protocol/openid-connect/token`;
    this.expiries = new Map();
    this.issued = 0;
  }

  /** Answers one request as { status, answer }. */
  answer(method, content_type, body) {
    if (method !== 'POST') return { status: 405, answer: { error: 'HTTP 405 Method Not Allowed' } };
    if (!kForm.test(content_type ?? '')) return { status: 415, answer: { error: 'HTTP 415 Unsupported Media Type' } };
    const form = new URLSearchParams(body);
    if (!form.has('grant_type')) return refuse(400, 'invalid_request', 'Missing form parameter: grant_type');
    if (form.get('grant_type') !== 'client_credentials') return refuse(400, 'unsupported_grant_type', 'Unsupported grant_type');
    if (form.get('client_id') !== this.client_id || form.get('client_secret') !== this.client_secret) {
      return refuse(401, 'unauthorized_client', 'Invalid client or Invalid client credentials');
    }
    return { status: 200, answer: this.issue() };
  }

  issue() {
    const access_token = randomBytes(48).toString('base64url');
    const now = this.clock.now();
    for (const [token, expiry] of this.expiries) if (expiry <= now) this.expiries.delete(token);
    this.expiries.set(access_token, now + this.token_seconds * 1000);
    this.issued++;
    return {
      access_token, expires_in: this.token_seconds, refresh_expires_in: 0, token_type: 'Bearer', 'not-before-policy': 0, scope: 'email profile',
    };
  }

  accepts(authorization) {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    return token !== undefined && (this.expiries.get(token) ?? 0) > this.clock.now();
  }

  revoke(authorization) {
    this.expiries.delete(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]);
  }
}

function refuse(status, error, error_description) {
  return { status, answer: { error, error_description } };
}

module.exports = { Tokens };
