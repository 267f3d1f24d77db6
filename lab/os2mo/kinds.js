// SPDX-License-Identifier: MPL-2.0
// Names the kinds of objects the lab holds, with their stored fields and the names OS2MO uses for them.
'use strict';

const kExtensions = Array.from({ length: 10 }, (_, i) => `extension_${i + 1}`);

// `references` are fields holding a uuid (or a list of uuids); they can be filtered on and have an index.
const kKinds = {
  facet: { collection: 'facets', type: 'Facet', routing_key: 'facet', fields: ['user_key'], references: [] },
  class: {
    collection: 'classes', type: 'Class', routing_key: 'class',
    fields: ['user_key', 'name', 'scope', 'facet_uuid', 'parent_uuid'], references: ['facet_uuid', 'parent_uuid'],
  },
  itsystem: { collection: 'itsystems', type: 'ITSystem', routing_key: 'itsystem', fields: ['user_key', 'name'], references: [] },
  org_unit: {
    collection: 'org_units', type: 'OrganisationUnit', routing_key: 'org_unit',
    fields: ['user_key', 'name', 'parent', 'org_unit_type', 'org_unit_level', 'org_unit_hierarchy'],
    references: ['parent', 'org_unit_type', 'org_unit_level', 'org_unit_hierarchy'],
  },
  employee: {
    collection: 'employees', type: 'Employee', routing_key: 'person',
    fields: ['user_key', 'cpr_number', 'given_name', 'surname', 'nickname_given_name', 'nickname_surname', 'seniority'],
    references: [],
  },
  engagement: {
    collection: 'engagements', type: 'Engagement', routing_key: 'engagement',
    fields: ['user_key', 'person', 'org_unit', 'engagement_type', 'job_function', 'primary', ...kExtensions],
    references: ['person', 'org_unit', 'engagement_type', 'job_function', 'primary'],
  },
  ituser: {
    collection: 'itusers', type: 'ITUser', routing_key: 'ituser',
    fields: ['user_key', 'external_id', 'person', 'org_unit', 'itsystem', 'engagements'],
    references: ['person', 'org_unit', 'itsystem', 'engagements'],
  },
  address: {
    collection: 'addresses', type: 'Address', routing_key: 'address',
    fields: ['user_key', 'value', 'value2', 'person', 'org_unit', 'engagement', 'ituser', 'address_type', 'visibility'],
    references: ['person', 'org_unit', 'engagement', 'ituser', 'address_type', 'visibility'],
  },
  kle: {
    collection: 'kles', type: 'KLE', routing_key: 'kle',
    fields: ['user_key', 'org_unit', 'kle_number', 'kle_aspects'], references: ['org_unit', 'kle_number', 'kle_aspects'],
  },
  manager: {
    collection: 'managers', type: 'Manager', routing_key: 'manager',
    fields: ['user_key', 'person', 'org_unit', 'engagement', 'manager_type', 'manager_level', 'responsibility'],
    references: ['person', 'org_unit', 'engagement', 'manager_type', 'manager_level', 'responsibility'],
  },
};

const kListFields = new Set(['engagements', 'kle_aspects', 'responsibility']);
const kKindNames = Object.keys(kKinds);
const kKindOfCollection = new Map(kKindNames.map((kind) => [kKinds[kind].collection, kind]));
kKindOfCollection.set('persons', 'employee');

module.exports = { kExtensions, kKindNames, kKindOfCollection, kKinds, kListFields };
