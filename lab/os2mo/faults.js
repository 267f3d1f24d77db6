// SPDX-License-Identifier: MPL-2.0
// Keeps the faults ordered over the control plane, picks the one that hits a request, and spoils pages.
'use strict';

const { write_cursor } = require('./cursors');

const kMatchKeys = new Set(['path', 'collection', 'operation', 'nth', 'every']);
const kFaultKeys = new Set([
  'status', 'body', 'content_type', 'headers', 'html', 'reset', 'cut_body_at', 'slow_bytes_per_second', 'delay_ms',
  'graphql_errors', 'graphql_partial', 'data_null', 'expire_token',
  'short_page', 'empty_page_with_cursor', 'repeat_object', 'shift_page', 'drop_object', 'same_cursor',
]);
const kPageFaults = ['short_page', 'empty_page_with_cursor', 'repeat_object', 'shift_page', 'drop_object', 'same_cursor'];

class Faults {
  constructor() {
    this.list = [];
  }

  reset() {
    this.list = [];
  }

  /** Orders a fault: { match, fault, times }. Words the lab does not know are refused: a typo must not pass as "no fault". */
  add({ match = {}, fault, times = 1, ...unknown }) {
    refuse_unknown(unknown, new Set(), 'order');
    refuse_unknown(match, kMatchKeys, 'match');
    refuse_unknown(fault ?? {}, kFaultKeys, 'fault');
    if (!fault || Object.keys(fault).length === 0) throw new Error('an order needs a fault');
    if ('reset' in fault && !['before', 'after', 'mid-body'].includes(fault.reset)) throw new Error('reset is before, after or mid-body');
    this.list.push({ match, fault, left: times, seen: 0, hits: 0 });
    return { orders: this.list.length };
  }

  /** The fault that hits this request, or null. */
  pick(path, { operation = null, root_fields = [] } = {}) {
    for (const order of this.list) {
      if (order.left <= 0 || !matches(order.match, path, operation, root_fields)) continue;
      order.seen++;
      if (order.match.nth !== undefined && order.seen !== order.match.nth) continue;
      if (order.match.every !== undefined && order.seen % order.match.every !== 0) continue;
      order.left--;
      order.hits++;
      return { ...order.fault, collection: order.match.collection ?? null };
    }
    return null;
  }
}

function matches({ path, collection, operation }, request_path, request_operation, root_fields) {
  return (path === undefined || request_path.includes(path))
    && (collection === undefined || root_fields.includes(collection))
    && (operation === undefined || operation === request_operation);
}

function refuse_unknown(given, known, place) {
  for (const key of Object.keys(given)) if (!known.has(key)) throw new Error(`unknown word in ${place}: ${key}`);
}

function spoils_pages(fault) {
  return kPageFaults.some((name) => fault[name]);
}

/** Spoils the pages of an answer in place; `pages` tells the answer's names, collections and request cursors. */
function spoil_pages(data, pages, fault) {
  for (const { name, collection, cursor } of pages) {
    const page = data?.[name];
    if (!page?.objects || (fault.collection && fault.collection !== collection && fault.collection !== name)) continue;
    spoil_page(page, cursor, fault);
  }
}

function spoil_page(page, cursor, fault) {
  const { objects, page_info } = page;
  if (fault.short_page && objects.length > 1) {
    page.objects = objects.slice(0, Math.ceil(objects.length / 2));
    page_info.next_cursor = write_cursor(page.objects.at(-1).uuid);
  }
  if (fault.empty_page_with_cursor && objects.length > 0) {
    page_info.next_cursor = write_cursor(find_uuid_before(objects[0].uuid));
    page.objects = [];
  }
  if (fault.repeat_object && objects.length > 0) page.objects = [...objects, objects[0]];
  if (fault.shift_page) page.objects = objects.slice(0, -1);
  if (fault.drop_object) page.objects = objects.filter(({ uuid }) => uuid !== fault.drop_object);
  if (fault.same_cursor && cursor) page_info.next_cursor = write_cursor(cursor);
  else if (fault.same_cursor) page_info.next_cursor ??= write_cursor(objects.at(-1)?.uuid ?? kFirstUuid);
}

const kFirstUuid = '00000000-0000-0000-0000-000000000000';

// The cursor of an empty page has to move on without skipping anything: it stops right before the next object.
function find_uuid_before(uuid) {
  const number = BigInt(`0x${uuid.replaceAll('-', '')}`);
  const hex = (number > 0n ? number - 1n : 0n).toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

module.exports = { Faults, spoil_pages, spoils_pages };
