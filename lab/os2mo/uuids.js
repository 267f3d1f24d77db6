// SPDX-License-Identifier: MPL-2.0
// Derives, draws and checks the uuids of the lab: the same seed and name always give the same uuid.
'use strict';

const { randomUUID } = require('node:crypto');

const kHex = Buffer.from('0123456789abcdef', 'latin1');
const kDash = '-'.charCodeAt(0);
const scratch = Buffer.alloc(36);

function write_word(at, word) {
  for (let shift = 28; shift >= 0; shift -= 4) {
    if (at === 8 || at === 13 || at === 18 || at === 23) scratch[at++] = kDash;
    scratch[at++] = kHex[(word >>> shift) & 15];
  }
  return at;
}

// A municipality of 100,000 persons needs two million uuids, so a cryptographic hash per uuid is too slow;
// nobody attacks the lab, the words only have to be spread evenly.
function mix_words(text) {
  let a = 1779033703, b = 3144134277, c = 1013904242, d = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

function derive_uuid(seed, name) {
  const [a, b, c, d] = mix_words(`${seed}/${name}`);
  let at = write_word(0, a);
  at = write_word(at, (b & 0xffff0fff) | 0x5000);
  at = write_word(at, (c & 0x3fffffff) | 0x80000000);
  write_word(at, d);
  return scratch.latin1Slice(0, 36);
}

const kUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function is_uuid(text) {
  return typeof text === 'string' && kUuid.test(text);
}

module.exports = { derive_uuid, draw_uuid: randomUUID, is_uuid };
