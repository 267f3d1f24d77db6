// SPDX-License-Identifier: MPL-2.0
// Reads request bodies and sends answers, whole or damaged on their way as a fault orders.
'use strict';

const kMaxBody = 16 * 1024 * 1024;
const kTick = 20; // ms between two pieces of a slow body

function read_body(request) {
  return new Promise((resolve, reject) => {
    const pieces = [];
    let size = 0;
    request.on('data', (piece) => {
      size += piece.length;
      if (size <= kMaxBody) pieces.push(piece);
    });
    request.on('end', () => {
      if (size > kMaxBody) reject(new Error('the body is too large'));
      else resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces));
    });
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('the client went away')));
  });
}

function wait(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

function reset_connection(response) {
  response.socket?.resetAndDestroy();
}

/** Sends { status, content_type, body, headers } as the fault, if any, lets it pass. */
async function send(response, { status, content_type, body, headers = {} }, fault = null) {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  if (fault?.delay_ms) await wait(fault.delay_ms);
  if (fault?.reset === 'after') return reset_connection(response);
  response.writeHead(status, { 'content-type': content_type, 'content-length': bytes.length, ...headers });
  if (fault?.reset === 'mid-body') return break_off(response, bytes.subarray(0, bytes.length >> 1), reset_connection);
  if (fault?.cut_body_at !== undefined) return break_off(response, bytes.subarray(0, fault.cut_body_at), ({ socket }) => socket?.destroySoon());
  if (fault?.slow_bytes_per_second) return trickle(response, bytes, fault.slow_bytes_per_second);
  return response.end(bytes);
}

// The length was promised in full: the client has to notice that the rest never comes.
function break_off(response, piece, finish) {
  response.flushHeaders();
  response.write(piece, () => finish(response));
}

async function trickle(response, bytes, bytes_per_second) {
  const step = Math.max(1, Math.round(bytes_per_second * kTick / 1000));
  const pause = Math.max(kTick, step * 1000 / bytes_per_second);
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    response.write(bytes.subarray(at, at + step));
    await wait(pause);
  }
  response.end();
}

const kJson = 'application/json';

function send_json(response, status, value, fault = null) {
  return send(response, { status, content_type: kJson, body: JSON.stringify(value) }, fault);
}

module.exports = { kJson, read_body, reset_connection, send, send_json, wait };
