// SPDX-License-Identifier: MPL-2.0
// Serves the control plane: counters, journal, faults, clock and direct changes of the municipality.
'use strict';

const http = require('node:http');
const { kBeforeAllDays } = require('./days');
const { kKindNames, kKinds } = require('./kinds');
const { read_body, send, send_json } = require('./transport');
const { put_in_order } = require('./periods');
const { is_uuid } = require('./uuids');
const { keep_until } = require('./write_resolvers');

/** One period as a line of municipality.jsonl. */
function describe_period(kind, period) {
  const line = { kind, uuid: period.uuid };
  for (const field of kKinds[kind].fields) {
    const value = period[field];
    if (value !== null && !(Array.isArray(value) && value.length === 0)) line[field] = value;
  }
  if (period.from !== kBeforeAllDays) line.validity = { from: period.from, ...(period.to !== null && { to: period.to }) };
  return line;
}

function dump(store) {
  const lines = [];
  for (const kind of kKindNames) {
    for (const { periods } of store.sorted[kind]) for (const period of periods) lines.push(JSON.stringify(describe_period(kind, period)));
  }
  return `${lines.join('\n')}\n`;
}

function apply_changes(store, { upsert = [], terminate = [], delete: removed = [], ...unknown }) {
  for (const word of Object.keys(unknown)) throw new Error(`unknown word: ${word}`);
  // Lines with one uuid are the periods of one object, which they replace as a whole.
  const renewed = new Map();
  for (const line of upsert) {
    const period = store.make_period(line);
    if (!renewed.has(period.uuid)) renewed.set(period.uuid, { kind: line.kind, periods: [] });
    renewed.get(period.uuid).periods.push(period);
  }
  for (const { kind, uuid } of [...terminate, ...removed]) {
    if (store.find(uuid)?.kind !== kind) throw new Error(`there is no ${kind} ${uuid}`);
  }
  for (const [uuid, { kind, periods }] of renewed) store.set_periods(kind, uuid, put_in_order(periods));
  for (const { kind, uuid, to } of terminate) store.set_periods(kind, uuid, keep_until(store.find(uuid).periods, to));
  for (const { kind, uuid } of removed) store.set_periods(kind, uuid, []);
  return { changed: renewed.size + terminate.length + removed.length };
}

function start_control(lab, { quit, remembered = () => [] }) {
  const routes = {
    'GET /counters': () => ({
      ...lab.journal.counters, objects: count_objects(lab.store), events_waiting: lab.events.count_waiting(), memory: process.memoryUsage().rss,
    }),
    'GET /journal': () => ({ forgotten: lab.journal.forgotten, entries: lab.journal.entries }),
    'POST /reset': () => {
      lab.journal.reset();
      lab.faults.reset();
      return { reset: true };
    },
    'POST /fault': (order) => lab.faults.add(order),
    'GET /faults': () => lab.faults.list,
    'GET /memo': () => remembered(),
    'POST /clock'({ today, advance_seconds }) {
      if (today !== undefined) lab.clock.set_today(today);
      if (advance_seconds !== undefined) lab.clock.advance(advance_seconds);
      return { today: lab.enter_today(), now: new Date(lab.clock.now()).toISOString() };
    },
    'POST /objects': (changes) => apply_changes(lab.store, changes),
    'POST /quit': () => {
      setImmediate(quit);
      return { quitting: true };
    },
  };

  return http.createServer((request, response) => {
    answer(request, response).catch((error) => send_json(response, 400, { error: error.message }));
  });

  async function answer(request, response) {
    const body = await read_body(request);
    const path = request.url.split('?')[0];
    const object_uuid = /^\/object\/(.+)$/.exec(path)?.[1];
    if (request.method === 'GET' && object_uuid) return send_object(response, object_uuid.toLowerCase());
    if (request.method === 'GET' && path === '/municipality') {
      return send(response, { status: 200, content_type: 'application/x-ndjson', body: dump(lab.store) });
    }
    const route = routes[`${request.method} ${path}`];
    if (!route) return send_json(response, 404, { error: `no such control: ${request.method} ${path}` });
    return send_json(response, 200, route(body.length > 0 ? JSON.parse(body.toString()) : {}));
  }

  function send_object(response, uuid) {
    const object = is_uuid(uuid) ? lab.store.find(uuid) : undefined;
    if (!object) return send_json(response, 404, { error: `no object ${uuid}` });
    return send_json(response, 200, { kind: object.kind, uuid, periods: object.periods.map((period) => describe_period(object.kind, period)) });
  }
}

function count_objects(store) {
  return Object.fromEntries(kKindNames.map((kind) => [kind, store.sorted[kind].length]));
}

module.exports = { start_control };
