// SPDX-License-Identifier: MPL-2.0
// Writes and reads OS2MO's page cursors: three digest bytes in hex, a colon, base64 of {"last": uuid}.
'use strict';

const { createHash } = require('node:crypto');
const { is_uuid } = require('./uuids');

function digest_of(json) {
  return createHash('shake128', { outputLength: 3 }).update(json).digest('hex');
}

function write_cursor(last) {
  const json = `{"last": "${last}"}`;
  return `${digest_of(json)}:${Buffer.from(json).toString('base64')}`;
}

/** Gives the uuid after which the page starts; throws when nobody could have got this cursor from the lab. */
function read_cursor(text) {
  if (typeof text !== 'string') throw new Error('a cursor is a string');
  const found = /^([0-9a-f]{6}):([A-Za-z0-9+/]+={0,2})$/.exec(text);
  if (!found) throw new Error('not enough values to unpack (expected 2, got 1)');
  const json = Buffer.from(found[2], 'base64').toString();
  if (digest_of(json) !== found[1]) throw new Error('the digest of the cursor does not fit');
  const { last } = JSON.parse(json);
  if (!is_uuid(last)) throw new Error('badly formed hexadecimal UUID string');
  return last.toLowerCase();
}

module.exports = { read_cursor, write_cursor };
