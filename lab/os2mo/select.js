// SPDX-License-Identifier: MPL-2.0
// Chooses the objects a GraphQL filter asks for. In a filter null means "no restriction" and [] means "nothing".
'use strict';

const { add_days } = require('./days');
const { kKinds } = require('./kinds');
const { find_period } = require('./store');
const { find_position } = require('./sorted');

const kRemembered = 64; // choices kept: a chain of pages asks for the same choice again and again

// Filter argument → the field it restricts and the kind of object a nested filter chooses.
const kReferenceArguments = {
  employee: ['person', 'employee'], employees: ['person'],
  org_unit: ['org_unit', 'org_unit'], org_units: ['org_unit'],
  engagement: ['engagement', 'engagement'], engagements: ['engagement'],
  ituser: ['ituser', 'ituser'],
  address_type: ['address_type', 'class'], address_types: ['address_type'], visibility: ['visibility', 'class'],
  itsystem: ['itsystem', 'itsystem'], itsystem_uuids: ['itsystem'],
  facet: ['facet_uuid', 'facet'], facets: ['facet_uuid'],
  parent: ['parent', 'org_unit'], parents: ['parent'],
  hierarchy: ['org_unit_hierarchy', 'class'], hierarchies: ['org_unit_hierarchy'],
  job_function: ['job_function', 'class'], engagement_type: ['engagement_type', 'class'],
  responsibility: ['responsibility', 'class'], manager_type: ['manager_type', 'class'],
};
const kTextArguments = {
  user_keys: 'user_key', names: 'name', name: 'name', scope: 'scope', cpr_numbers: 'cpr_number', external_ids: 'external_id',
};
// Arguments that choose by the user keys of what is referred to.
const kUserKeyArguments = {
  address_type_user_keys: ['address_type', 'class'], facet_user_keys: ['facet_uuid', 'facet'], parent_user_keys: ['parent_uuid', 'class'],
};

class Selector {
  constructor(store) {
    this.store = store;
    this.remembered = new Map();
    this.generation = -1;
  }

  /** Gives { objects, window }: all matching objects in uuid order, and the days looked at. */
  choose(kind, filter, today) {
    if (this.generation !== this.store.generation) {
      this.remembered.clear();
      this.generation = this.store.generation;
    }
    const name = `${kind} ${today} ${JSON.stringify(filter ?? null)}`;
    let chosen = this.remembered.get(name);
    if (!chosen) {
      const window = find_window(filter, today);
      chosen = { objects: this.scan(kind, filter ?? {}, window, today), window };
      if (this.remembered.size >= kRemembered) this.remembered.delete(this.remembered.keys().next().value);
      this.remembered.set(name, chosen);
    }
    return chosen;
  }

  scan(kind, filter, window, today) {
    const conditions = this.read_conditions(kind, filter, today);
    return this.find_candidates(kind, filter, conditions).filter((object) =>
      object.periods.some((period) => overlaps(period, window) && conditions.every((condition) => holds(condition, period))));
  }

  find_candidates(kind, filter, conditions) {
    const all = this.store.sorted[kind];
    if (filter.uuids) return put_in_order(filter.uuids.map((uuid) => this.store.find(uuid)).filter((object) => object?.kind === kind));
    let best = all;
    for (const { field, allowed } of conditions) {
      if (!kKinds[kind].references.includes(field) || allowed.size > all.length / 4) continue;
      const lists = [...allowed].map((uuid) => this.store.find_referring(kind, field, uuid));
      if (lists.reduce((sum, list) => sum + list.length, 0) < best.length) best = lists.flat();
    }
    return best === all ? all : put_in_order(best);
  }

  read_conditions(kind, filter, today) {
    const conditions = [];
    for (const [argument, value] of Object.entries(filter)) {
      if (value === null || value === undefined) continue;
      if (argument in kTextArguments) conditions.push({ field: kTextArguments[argument], allowed: new Set(value) });
      else if (argument in kUserKeyArguments) {
        const [field, of_kind] = kUserKeyArguments[argument];
        conditions.push({ field, allowed: this.choose_uuids(of_kind, { user_keys: value }, today) });
      } else if (argument in kReferenceArguments) {
        let [field, of_kind] = kReferenceArguments[argument];
        if (kind === 'class' && field === 'parent') [field, of_kind] = ['parent_uuid', of_kind && 'class'];
        if (kind === 'ituser' && field === 'engagement') field = 'engagements';
        if (field === 'ituser' && kind !== 'address') conditions.push(this.choose_by_ituser(kind, value, today));
        else if (field === 'engagement' && kind === 'org_unit') conditions.push(this.choose_holders('engagement', 'org_unit', value, today));
        else conditions.push({ field, allowed: of_kind ? this.choose_uuids(of_kind, value, today) : new Set(value) });
      } else if (argument === 'descendant' || argument === 'subtree') {
        conditions.push({ field: 'uuid', allowed: this.climb(this.choose_uuids('org_unit', value, today), today) });
      } else if (argument === 'ancestor') {
        conditions.push({ field: 'uuid', allowed: this.descend(this.choose_uuids('org_unit', value, today), today) });
      } else if (argument === 'child') {
        conditions.push(this.choose_holders('org_unit', 'parent', value, today));
      }
    }
    return conditions;
  }

  // A filter that only lists uuids is the list itself: the objects need not hold today.
  choose_uuids(kind, filter, today) {
    const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined);
    if (given.length === 1 && given[0][0] === 'uuids') return new Set(given[0][1]);
    return new Set(this.choose(kind, filter, today).objects.map((object) => object.uuid));
  }

  choose_by_ituser(kind, filter, today) {
    if (kind === 'employee') return this.choose_holders('ituser', 'person', filter, today);
    return this.choose_holders('ituser', 'engagements', filter, today);
  }

  // The objects which the chosen ones point at with `field`.
  choose_holders(of_kind, field, filter, today) {
    const allowed = new Set();
    for (const { periods } of this.choose(of_kind, filter, today).objects) {
      for (const period of periods) for (const uuid of [period[field]].flat()) if (uuid !== null) allowed.add(uuid);
    }
    return { field: 'uuid', allowed };
  }

  climb(uuids, today) {
    const found = new Set();
    for (const start of uuids) {
      let uuid = start;
      while (uuid && !found.has(uuid)) {
        found.add(uuid);
        const unit = this.store.find(uuid);
        uuid = unit ? find_period(unit, today)?.parent : null;
      }
    }
    return found;
  }

  descend(uuids, today) {
    const found = new Set(uuids);
    for (const uuid of found) { // a Set visits what is added while it is walked
      for (const child of this.store.find_referring('org_unit', 'parent', uuid)) {
        if (find_period(child, today)?.parent === uuid) found.add(child.uuid);
      }
    }
    return found;
  }
}

function put_in_order(objects) {
  return [...new Set(objects)].sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
}

function overlaps(period, { from, to }) {
  return (to === null || period.from <= to) && (from === null || period.to === null || period.to >= from);
}

function holds({ field, allowed }, period) {
  const value = period[field];
  return Array.isArray(value) ? value.some((each) => allowed.has(each)) : value !== null && allowed.has(value);
}

/** The days a filter looks at, both inclusive; null is without end, an absent date means today. */
function find_window(filter, today) {
  const from = filter?.from_date === undefined ? today : filter.from_date === null ? null : filter.from_date.day;
  let to;
  if (filter?.to_date === undefined) to = from !== null && from > today ? from : today;
  else if (filter.to_date === null) to = null;
  else to = filter.to_date.midnight && filter.to_date.day !== from ? add_days(filter.to_date.day, -1) : filter.to_date.day;
  if (from !== null && to !== null && from > to) throw new Error('from_date must be less than or equal to to_date');
  return { from, to };
}

function find_page_start(objects, last) {
  return last === null ? 0 : find_position(objects, last, true);
}

module.exports = { Selector, find_page_start, overlaps };
