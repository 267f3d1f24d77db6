// SPDX-License-Identifier: MPL-2.0
// Answers the reading half of the schema. A response's source is a uuid, an object, or { uuid, object, window }.
'use strict';

const { write_cursor } = require('./cursors');
const { add_days, kBeforeAllDays, show_midnight, show_moment } = require('./days');
const { kKindNames, kKinds } = require('./kinds');
const { find_page_start, overlaps } = require('./select');
const { find_period } = require('./store');

const kMaxPage = 10000; // stricter than OS2MO: a larger page is a mistake in whoever asks for it

// Up to GraphQL v28 it is also the parent of a unit without parent.
const kOrganisation = {
  uuid: 'd1dbf9ef-9cab-441b-9940-bb26bdffbcd7', user_key: 'laboratoriet', name: 'Laboratoriet Kommune', type: 'organisation', municipality_code: null,
};
const kFirstVersionWithNullRoots = 30;
const kFirstVersionWithExclusiveEnds = 29;
const kFirstVersionWithNullExternalIds = 30;

function find_object(source, lab) {
  if (typeof source === 'string') return lab.store.find(source) ?? null;
  return source.object ?? source;
}

function check_limit(limit) {
  if (limit === null || limit === undefined) return;
  if (limit < 1 || limit > kMaxPage) throw new Error(`the lab refuses limit ${limit}: ask for 1 to ${kMaxPage}`);
}

function resolve_page(kind) {
  const { collection } = kKinds[kind];
  return (_source, { filter, limit, cursor }, context, info) => {
    const { lab } = context;
    check_limit(limit);
    const { objects, window } = lab.selector.choose(kind, filter, context.today);
    const start = find_page_start(objects, cursor ?? null);
    const end = Math.min(objects.length, start + (limit ?? objects.length));
    if (end - start > kMaxPage) throw new Error(`the lab refuses a page of ${end - start} objects: give a limit`);
    const page = objects.slice(start, end);
    const answer_name = info.path.key;
    context.pages.push({ name: answer_name, collection, cursor: cursor ?? null });
    context.rows[collection] = (context.rows[collection] ?? 0) + page.length;
    const is_today = window.from === context.today && window.to === context.today;
    return {
      objects: is_today ? page : page.map((object) => ({ uuid: object.uuid, object, window })),
      page_info: { next_cursor: end < objects.length ? page.at(-1).uuid : null },
    };
  };
}

function list_periods(source, { start, end }, context) {
  const object = find_object(source, context.lab);
  if (!object) return [];
  const inherited = source.window ?? { from: context.today, to: context.today };
  const window = {
    from: start === undefined ? inherited.from : start === null ? null : start.day,
    to: end === undefined ? inherited.to : end === null ? null : end.day,
  };
  return object.periods.filter((period) => overlaps(period, window));
}

const response_fields = {
  uuid: (source) => (typeof source === 'string' ? source : source.uuid),
  current(source, { at }, context) {
    const object = find_object(source, context.lab);
    return object ? find_period(object, at ? at.day : context.today) : null;
  },
  objects: list_periods,
  validities: list_periods,
};

const refer = (field) => (period) => period[field];
function refer_now(field) {
  return (period, _arguments, context) => {
    const object = period[field] === null ? null : context.lab.store.find(period[field]);
    return object ? find_period(object, context.today) : null;
  };
}
function refer_now_as_list(field) {
  const find_one = refer_now(field);
  return (period, args, context) => {
    if (period[field] === null) return null;
    const found = find_one(period, args, context);
    return found ? [found] : [];
  };
}
function list_now(uuids, context) {
  return uuids.map((uuid) => context.lab.store.find(uuid)).map((object) => object && find_period(object, context.today)).filter(Boolean);
}
function list_referring(kind, field) {
  return (period, _arguments, context) => context.lab.store.find_referring(kind, field, period.uuid)
    .map((object) => find_period(object, context.today)).filter((found) => found && found[field] === period.uuid);
}
function page_of(field) {
  return (period) => ({ objects: period[field], page_info: { next_cursor: null } });
}
function show_validity(period, _arguments, context) {
  const last = period.to !== null && context.version >= kFirstVersionWithExclusiveEnds ? add_days(period.to, 1) : period.to;
  return { from: period.from === kBeforeAllDays ? null : show_midnight(period.from), to: last === null ? null : show_midnight(last) };
}

// The three or four spellings of one reference: x_response, x (one object or a list) and x_uuid.
function spell(name, field, { plain = name, as_list = false, uuid = `${name}_uuid` } = {}) {
  return {
    [`${name}_response`]: refer(field), [uuid]: refer(field), [plain]: as_list ? refer_now_as_list(field) : refer_now(field),
  };
}
const person_fields = {
  ...spell('person', 'person', { as_list: true, uuid: 'employee_uuid' }), employee: refer_now_as_list('person'),
};
const unit_fields = spell('org_unit', 'org_unit', { as_list: true });

function find_scope(uuid, context) {
  const object = uuid === null ? null : context.lab.store.find(uuid);
  return object ? find_period(object, context.today)?.scope ?? null : null;
}

// OS2MO calls the engagement primary whose primary class has the highest scope among the person's.
function is_primary(period, _arguments, context) {
  const rank = (each) => Number(find_scope(each.primary, context) ?? -1);
  const own = rank(period);
  return own > 0 && context.lab.store.find_referring('engagement', 'person', period.person)
    .map((object) => find_period(object, context.today)).every((other) => !other || other.person !== period.person || rank(other) <= own);
}

function show_address(period, _arguments, context) {
  if (find_scope(period.address_type, context) !== 'DAR') return period.value;
  context.dar_names++;
  return describe_dar(period.value);
}

/** The lab's stand-in for the Danish address register: a made-up text for an address uuid. */
function describe_dar(uuid) {
  return `Rådhusgade ${1 + Number(BigInt(`0x${uuid.replaceAll('-', '')}`) % 200n)}, 6000 Kolding`;
}

function find_parent(period, _arguments, context) {
  return period.parent ?? (context.version < kFirstVersionWithNullRoots ? kOrganisation.uuid : null);
}
function list_ancestors(period, _arguments, context) {
  const found = [];
  for (let unit = period; unit.parent !== null;) {
    const [parent] = list_now([unit.parent], context);
    if (!parent) break;
    found.push(parent);
    unit = parent;
  }
  return found;
}

const read_fields = {
  PageInfo: { next_cursor: (page) => page.next_cursor && write_cursor(page.next_cursor) },
  Facet: { classes: list_referring('class', 'facet_uuid') },
  Class: {
    full_name: refer('name'), published: () => 'Publiceret',
    facet_response: refer('facet_uuid'), facet: refer_now('facet_uuid'),
    parent_response: refer('parent_uuid'), parent: refer_now('parent_uuid'),
  },
  ITSystem: { system_type: () => null },
  OrganisationUnit: {
    parent_response: find_parent, parent_uuid: find_parent, parent: refer_now('parent'),
    root_response: (period, args, context) => (list_ancestors(period, args, context).at(-1) ?? period).uuid,
    ancestors: list_ancestors,
    children: list_referring('org_unit', 'parent'),
    child_count: (...args) => list_referring('org_unit', 'parent')(...args).length,
    has_children: (...args) => list_referring('org_unit', 'parent')(...args).length > 0,
    ...spell('unit_type', 'org_unit_type'),
    ...spell('unit_level', 'org_unit_level', { plain: 'org_unit_level', uuid: 'org_unit_level_uuid' }),
    ...spell('unit_hierarchy', 'org_unit_hierarchy', { plain: 'org_unit_hierarchy_model', uuid: 'org_unit_hierarchy' }),
    engagements: list_referring('engagement', 'org_unit'), addresses: list_referring('address', 'org_unit'),
    itusers: list_referring('ituser', 'org_unit'), kles: list_referring('kle', 'org_unit'), managers: list_referring('manager', 'org_unit'),
  },
  Employee: {
    cpr_no: refer('cpr_number'), givenname: refer('given_name'), nickname_givenname: refer('nickname_given_name'),
    name: ({ given_name, surname }) => `${given_name} ${surname}`.trim(),
    nickname: ({ nickname_given_name, nickname_surname }) => `${nickname_given_name ?? ''} ${nickname_surname ?? ''}`.trim(),
    engagements: list_referring('engagement', 'person'), addresses: list_referring('address', 'person'),
    itusers: list_referring('ituser', 'person'), manager_roles: list_referring('manager', 'person'),
  },
  Engagement: {
    is_primary, ...person_fields, ...unit_fields,
    ...spell('engagement_type', 'engagement_type'), ...spell('job_function', 'job_function'), ...spell('primary', 'primary'),
  },
  ITUser: {
    external_id: ({ external_id }, _arguments, context) =>
      (external_id === '' && context.version >= kFirstVersionWithNullExternalIds ? null : external_id),
    ...person_fields, ...unit_fields, ...spell('itsystem', 'itsystem'),
    engagement_response: ({ engagements }) => engagements[0] ?? null, engagement_uuid: ({ engagements }) => engagements[0] ?? null,
    engagement_uuids: refer('engagements'), engagements_responses: page_of('engagements'),
  },
  Address: {
    name: show_address, href: () => null,
    ...spell('address_type', 'address_type'), ...spell('visibility', 'visibility'), ...person_fields, ...unit_fields,
    ...spell('engagement', 'engagement', { as_list: true }), ...spell('ituser', 'ituser'),
    ituser: ({ ituser }, _arguments, context) => (ituser === null ? [] : list_now([ituser], context)),
  },
  KLE: {
    ...unit_fields, kle_number_response: refer('kle_number'), kle_number_uuid: refer('kle_number'),
    kle_aspect_uuids: refer('kle_aspects'), kle_aspects_response: page_of('kle_aspects'),
    kle_aspects: ({ kle_aspects }, _arguments, context) => list_now(kle_aspects, context),
  },
  Manager: {
    ...person_fields, ...unit_fields, engagement_response: refer('engagement'),
    ...spell('manager_type', 'manager_type'), ...spell('manager_level', 'manager_level'),
    responsibilities: ({ responsibility }, _arguments, context) => list_now(responsibility, context),
    responsibility_uuids: refer('responsibility'),
  },
  Query: {
    org: () => kOrganisation,
    version: () => ({ mo_version: 'lab', mo_hash: null }),
    event_fetch: (_source, { filter }, { lab }) => lab.events.fetch(filter.listener),
    registrations: resolve_registrations,
  },
};

// The newest registration of every object; the lab knows no older ones.
function resolve_registrations(_source, { filter, limit, cursor }, { lab }) {
  check_limit(limit);
  const all = list_registrations(lab, filter ?? {});
  const start = find_page_start(all, cursor ?? null);
  const page = all.slice(start, start + (limit ?? kMaxPage));
  const objects = page.map(({ uuid, model, ms }) => ({ uuid, model, start: show_moment(ms), end: null, note: '' }));
  return { objects, page_info: { next_cursor: start + page.length < all.length ? page.at(-1).uuid : null } };
}

function list_registrations(lab, { uuids, models, start, end }) {
  const name = JSON.stringify([lab.store.generation, uuids, models, start, end]);
  if (lab.registrations?.name === name) return lab.registrations.all; // the next page of the same list
  const all = [];
  for (const kind of kKindNames) {
    const model = kKinds[kind].routing_key;
    if (models && !models.includes(model)) continue;
    for (const { uuid } of lab.store.sorted[kind]) {
      const ms = lab.registered.get(uuid) ?? lab.loaded_at;
      if ((uuids && !uuids.includes(uuid)) || (start && ms < Date.parse(start.text)) || (end && ms >= Date.parse(end.text))) continue;
      all.push({ uuid, model, ms });
    }
  }
  all.sort((a, b) => (a.uuid < b.uuid ? -1 : 1));
  lab.registrations = { name, all };
  return all;
}

function name_registration_type({ model }) {
  if (model === 'person') return 'PersonRegistration';
  return `${kKinds[model].type}Registration`;
}

for (const kind of kKindNames) {
  const { collection, type } = kKinds[kind];
  read_fields[`${type}Response`] = response_fields;
  read_fields[type].validity = show_validity;
  read_fields.Query[collection] = resolve_page(kind);
}
read_fields.Query.persons = resolve_page('employee');

module.exports = { describe_dar, name_registration_type, read_fields, resolve_page };
