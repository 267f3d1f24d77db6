// SPDX-License-Identifier: MPL-2.0
// Holds the municipality in memory: every object with its periods, in uuid order, with indexes over its references.
'use strict';

const { kBeforeAllDays } = require('./days');
const { kKindNames, kKinds, kListFields } = require('./kinds');
const { is_uuid } = require('./uuids');
const { insert_sorted, remove_sorted } = require('./sorted');

const kNone = Object.freeze([]);

class Store {
  constructor() {
    this.objects = new Map();
    this.sorted = Object.fromEntries(kKindNames.map((kind) => [kind, []]));
    this.indexes = new Map(); // "kind.field" → Map(reference → objects in uuid order), built when first asked for
    this.generation = 0; // grows with every change: what was remembered under an older one is stale
    this.on_change = () => {};
  }

  find(uuid) {
    return this.objects.get(uuid);
  }

  /** Loads many new objects at once; several lines with one uuid are several periods of one object. */
  load(lines) {
    for (const line of lines) {
      const period = this.make_period(line);
      const known = this.objects.get(period.uuid);
      if (known) {
        if (known.kind !== line.kind) throw new Error(`${period.uuid} is a ${known.kind} and a ${line.kind}`);
        known.periods.push(period);
        known.periods.sort((a, b) => (a.from < b.from ? -1 : 1));
      } else {
        const object = { kind: line.kind, uuid: period.uuid, periods: [period] };
        this.objects.set(object.uuid, object);
        this.sorted[line.kind].push(object);
      }
    }
    for (const kind of kKindNames) this.sorted[kind].sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
    this.indexes.clear();
    this.generation++;
  }

  make_period(line) {
    const kind = kKinds[line.kind];
    if (!kind) throw new Error(`unknown kind "${line.kind}"`);
    if (!is_uuid(line.uuid)) throw new Error(`a ${line.kind} has no valid uuid: ${line.uuid}`);
    const uuid = line.uuid.toLowerCase();
    const period = { uuid, from: line.validity?.from?.slice(0, 10) ?? kBeforeAllDays, to: line.validity?.to?.slice(0, 10) ?? null };
    for (const field of kind.fields) {
      let value = line[field] ?? null;
      if (kListFields.has(field)) {
        if (field === 'engagements' && value === null && line.engagement) value = [line.engagement];
        value = value?.length ? value.map((each) => this.share(each)).sort() : kNone;
      } else if (value !== null && kind.references.includes(field)) {
        value = this.share(value);
      }
      period[field] = value;
    }
    period.user_key ??= uuid;
    if (line.kind === 'employee') {
      period.nickname_given_name ??= '';
      period.nickname_surname ??= '';
    }
    return period;
  }

  // One text for all references to an object: a million rows would otherwise hold millions of equal strings.
  share(uuid) {
    const lower = uuid.toLowerCase();
    return this.objects.get(lower)?.uuid ?? lower;
  }

  /** Replaces all periods of an object, creates it, or removes it when there are none. */
  set_periods(kind, uuid, periods) {
    const old = this.objects.get(uuid);
    if (old && old.kind !== kind) throw new Error(`${uuid} is a ${old.kind}, not a ${kind}`);
    if (!old && periods.length === 0) return;
    const object = old ?? { kind, uuid, periods: kNone };
    this.reindex(object, object.periods, periods);
    object.periods = periods;
    if (!old) {
      this.objects.set(uuid, object);
      insert_sorted(this.sorted[kind], object);
    } else if (periods.length === 0) {
      this.objects.delete(uuid);
      remove_sorted(this.sorted[kind], object);
    }
    this.generation++;
    this.on_change(object);
  }

  reindex(object, before, after) {
    for (const field of kKinds[object.kind].references) {
      const index = this.indexes.get(`${object.kind}.${field}`);
      if (!index) continue;
      const old_references = list_references(before, field);
      const new_references = list_references(after, field);
      for (const uuid of old_references) if (!new_references.has(uuid)) remove_sorted(index.get(uuid), object);
      for (const uuid of new_references) {
        if (old_references.has(uuid)) continue;
        if (!index.has(uuid)) index.set(uuid, []);
        insert_sorted(index.get(uuid), object);
      }
    }
  }

  /** All objects of a kind of which some period refers to `uuid` in `field`, in uuid order. */
  find_referring(kind, field, uuid) {
    const name = `${kind}.${field}`;
    let index = this.indexes.get(name);
    if (!index) {
      index = new Map();
      for (const object of this.sorted[kind]) {
        for (const reference of list_references(object.periods, field)) {
          const list = index.get(reference);
          if (list) list.push(object);
          else index.set(reference, [object]);
        }
      }
      this.indexes.set(name, index);
    }
    return index.get(uuid) ?? kNone;
  }

}

function list_references(periods, field) {
  const found = new Set();
  for (const period of periods) {
    const value = period[field];
    if (Array.isArray(value)) for (const each of value) found.add(each);
    else if (value !== null) found.add(value);
  }
  return found;
}

/** The period of an object that holds on a day, or null. */
function find_period(object, day) {
  for (const period of object.periods) if (period.from <= day && (period.to === null || period.to >= day)) return period;
  return null;
}

module.exports = { Store, find_period };
