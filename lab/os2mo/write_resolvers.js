// SPDX-License-Identifier: MPL-2.0
// Answers the writing half of the schema: creating, updating, ending and deleting objects, and the event mutations.
'use strict';

const { add_days } = require('./days');
const { kKinds, kListFields } = require('./kinds');
const { cut_out, change_stretch, put_in_order } = require('./periods');
const { resolve_page } = require('./read_resolvers');
const { kWritableKinds } = require('./sdl');
const { find_period } = require('./store');
const { draw_uuid } = require('./uuids');

const kFirstVersionWithExclusiveEnds = 29;

const kKindOfReference = {
  parent: 'org_unit', org_unit: 'org_unit', person: 'employee', engagement: 'engagement', engagements: 'engagement', ituser: 'ituser',
  itsystem: 'itsystem', org_unit_type: 'class', org_unit_level: 'class', org_unit_hierarchy: 'class', engagement_type: 'class',
  job_function: 'class', primary: 'class', address_type: 'class', visibility: 'class', kle_number: 'class', kle_aspects: 'class',
  manager_type: 'class', manager_level: 'class', responsibility: 'class',
};

// Ends come as the last day itself until v28, as the midnight after it from v29.
function read_last_day(moment, version) {
  if (moment === null || moment === undefined) return null;
  return version >= kFirstVersionWithExclusiveEnds && moment.midnight ? add_days(moment.day, -1) : moment.day;
}

function read_stretch({ from, to }, version) {
  const stretch = { from: from.day, to: read_last_day(to, version) };
  if (stretch.to !== null && stretch.to < stretch.from) throw new Error('ErrorCodes.V_END_BEFORE_START');
  return stretch;
}

/** The stored fields an input names; null and absent mean "as it was". */
function read_changes(kind, input, store) {
  const given = { ...input };
  given.person ??= given.employee ?? null;
  if (kind === 'ituser' && !given.engagements && given.engagement) given.engagements = [given.engagement];
  const changes = {};
  for (const field of kKinds[kind].fields) {
    if (given[field] === null || given[field] === undefined) continue;
    if (field in kKindOfReference) for (const uuid of [given[field]].flat()) find_known(kKindOfReference[field], uuid, store);
    changes[field] = kListFields.has(field) ? [...given[field]].sort() : given[field];
  }
  return changes;
}

function find_known(kind, uuid, store) {
  const object = store.find(uuid);
  if (object?.kind !== kind) throw new Error(`ErrorCodes.E_NOT_FOUND: there is no ${kind} ${uuid}`);
  return object;
}

function check_owner(kind, period) {
  const owners = (period.person !== null) + (period.org_unit !== null);
  if (kind === 'ituser' && owners !== 1) throw new Error('an IT user belongs to a person or to a unit');
  if (kind === 'address' && (owners > 1 || (owners === 0 && period.engagement === null))) {
    throw new Error('an address belongs to one person, unit or engagement');
  }
  if (kind === 'engagement' && period.person === null) throw new Error('an engagement needs a person');
}

function create(kind) {
  return (_source, { input }, { lab: { store }, version }) => {
    const uuid = input.uuid ?? draw_uuid();
    if (store.find(uuid)) throw new Error(`ErrorCodes.E_ALREADY_EXISTS: ${uuid}`);
    const stretch = input.validity ? read_stretch(input.validity, version) : null;
    const changes = read_changes(kind, input, store);
    const period = store.make_period({ kind, uuid, ...changes, validity: stretch ?? undefined });
    check_owner(kind, period);
    store.set_periods(kind, uuid, [period]);
    return uuid;
  };
}

function update(kind) {
  return (_source, { input }, { lab: { store }, version }) => {
    const object = find_known(kind, input.uuid, store);
    const { from, to } = read_stretch(input.validity, version);
    const periods = change_stretch(object.periods, from, to, read_changes(kind, input, store));
    for (const period of periods) check_owner(kind, period);
    store.set_periods(kind, input.uuid, periods);
    return input.uuid;
  };
}

function end_periods(store, object, from, to) {
  store.set_periods(object.kind, object.uuid, from === null ? keep_until(object.periods, to) : put_in_order(cut_out(object.periods, from, to)));
}

/** Nothing holds after the last day; an object that would only begin later is gone. */
function keep_until(periods, last) {
  return put_in_order(cut_out(periods, add_days(last, 1), null));
}

function terminate(kind) {
  return (_source, { input }, context) => {
    const { lab: { store }, version, today } = context;
    const object = find_known(kind, input.uuid, store);
    const last = read_last_day(input.to, version);
    if (kind === 'org_unit') check_unit_is_empty(store, object, last);
    if (kind === 'employee') end_what_a_person_has(store, object, last, input.vacate);
    end_periods(store, object, input.from?.day ?? null, last, today);
    return input.uuid;
  };
}

function check_unit_is_empty(store, { uuid }, last) {
  const after = add_days(last, 1);
  const holds_after = (kind, field) => store.find_referring(kind, field, uuid).some((object) =>
    object.periods.some((period) => period[field] === uuid && (period.to === null || period.to >= after)));
  if (holds_after('org_unit', 'parent')) throw new Error('ErrorCodes.V_TERMINATE_UNIT_WITH_CHILDREN');
  if (holds_after('engagement', 'org_unit')) throw new Error('ErrorCodes.V_TERMINATE_UNIT_WITH_ROLES');
}

function end_what_a_person_has(store, { uuid }, last, vacate) {
  for (const kind of ['engagement', 'ituser', 'address']) {
    for (const object of [...store.find_referring(kind, 'person', uuid)]) end_periods(store, object, null, last);
  }
  for (const object of [...store.find_referring('manager', 'person', uuid)]) {
    if (!vacate) end_periods(store, object, null, last);
    else store.set_periods('manager', object.uuid, change_stretch(object.periods, add_days(last, 1), null, { person: null }));
  }
}

function remove(kind) {
  return (_source, { uuid }, { lab: { store } }) => {
    find_known(kind, uuid, store);
    store.set_periods(kind, uuid, []);
    return uuid;
  };
}

function refresh(kind) {
  const choose_page = resolve_page(kind);
  return (_source, { priority, ...rest }, context, info) => {
    const { objects, page_info } = choose_page(null, rest, context, info);
    const uuids = objects.map(({ uuid }) => uuid);
    for (const subject of uuids) context.lab.events.send({ namespace: 'mo', routing_key: kKinds[kind].routing_key, subject, priority });
    return { objects: uuids, page_info };
  };
}

const write_fields = {
  event_namespace_declare: (_source, { input }, { lab }) => lab.events.declare_namespace(input),
  event_listener_declare: (_source, { input }, { lab }) => lab.events.declare_listener(input),
  event_listener_delete: (_source, { input }, { lab }) => lab.events.delete_listener(input),
  event_acknowledge: (_source, { input }, { lab }) => lab.events.acknowledge(input),
  event_send: (_source, { input }, { lab }) => lab.events.send(input),
};
for (const kind of kWritableKinds) {
  write_fields[`${kind}_create`] = create(kind);
  write_fields[`${kind}_update`] = update(kind);
  write_fields[`${kind}_terminate`] = terminate(kind);
  write_fields[`${kind}_delete`] = remove(kind);
  write_fields[`${kind}_refresh`] = refresh(kind);
}

module.exports = { keep_until, write_fields };
