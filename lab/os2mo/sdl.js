// SPDX-License-Identifier: MPL-2.0
// Writes the lab's GraphQL schema for one version: the part of OS2MO's own schema which the product and its tests use.
'use strict';

const { kExtensions, kKinds } = require('./kinds');

const kPage = 'limit: int = null, cursor: Cursor = null';
const extension_fields = kExtensions.map((name) => `  ${name}: String`).join('\n');
const extension_inputs = kExtensions.map((name) => `  ${name}: String = null`).join('\n');

const kScalars = `
scalar CPR
scalar Cursor
scalar Date
scalar DateTime
scalar EventToken
scalar UUID
scalar int

type PageInfo { next_cursor: Cursor }
type Validity { from: DateTime!  to: DateTime }
type OpenValidity { from: DateTime  to: DateTime }
type UUIDPaged { objects: [UUID!]!  page_info: PageInfo! }
type Version { mo_version: String  mo_hash: String }
`;

const kTypes = `
type Facet { uuid: UUID!  user_key: String!  classes: [Class!]! @deprecated  validity: OpenValidity! }
type Class {
  uuid: UUID!  user_key: String!  name: String!  full_name: String! @deprecated  scope: String  published: String
  facet_uuid: UUID! @deprecated  parent_uuid: UUID @deprecated
  facet_response: FacetResponse!  facet: Facet! @deprecated  parent_response: ClassResponse  parent: Class @deprecated
  validity: OpenValidity!
}
type ITSystem { uuid: UUID!  user_key: String!  name: String!  system_type: String  validity: OpenValidity! }
type Organisation { uuid: UUID!  user_key: String!  name: String!  type: String! @deprecated  municipality_code: Int }
type OrganisationUnit {
  uuid: UUID!  user_key: String!  name: String!
  parent_response: OrganisationUnitResponse  parent: OrganisationUnit @deprecated  parent_uuid: UUID @deprecated
  root_response: OrganisationUnitResponse  ancestors: [OrganisationUnit!]!
  children: [OrganisationUnit!]! @deprecated  child_count: Int!  has_children: Boolean!
  unit_type_response: ClassResponse  unit_type: Class @deprecated  unit_type_uuid: UUID @deprecated
  unit_level_response: ClassResponse  org_unit_level: Class @deprecated  org_unit_level_uuid: UUID @deprecated
  unit_hierarchy_response: ClassResponse  org_unit_hierarchy_model: Class @deprecated  org_unit_hierarchy: UUID @deprecated
  engagements: [Engagement!]! @deprecated  addresses: [Address!]! @deprecated  itusers: [ITUser!]! @deprecated
  kles: [KLE!]! @deprecated  managers: [Manager!]! DEPRECATED_MANAGERS
  validity: Validity!
}
type Employee {
  uuid: UUID!  user_key: String!  cpr_number: CPR  cpr_no: CPR @deprecated  name: String!
  given_name: String!  givenname: String! @deprecated  surname: String!
  nickname: String!  nickname_given_name: String  nickname_givenname: String @deprecated  nickname_surname: String
  seniority: Date
  engagements: [Engagement!]! @deprecated  addresses: [Address!]! @deprecated  itusers: [ITUser!]! @deprecated
  manager_roles: [Manager!]! @deprecated
  validity: OpenValidity!
}
type Engagement {
  uuid: UUID!  user_key: String!  is_primary: Boolean!
  person_response: EmployeeResponse!  person: [Employee!]! @deprecated  employee: [Employee!]! @deprecated  employee_uuid: UUID! @deprecated
  org_unit_response: OrganisationUnitResponse!  org_unit: [OrganisationUnit!]! @deprecated  org_unit_uuid: UUID! @deprecated
  engagement_type_response: ClassResponse!  engagement_type: Class! @deprecated  engagement_type_uuid: UUID! @deprecated
  job_function_response: ClassResponse!  job_function: Class! @deprecated  job_function_uuid: UUID! @deprecated
  primary_response: ClassResponse  primary: Class @deprecated  primary_uuid: UUID @deprecated
${extension_fields}
  validity: Validity!
}
type ITUser {
  uuid: UUID!  user_key: String!  external_id: String
  person_response: EmployeeResponse  person: [Employee!] @deprecated  employee: [Employee!] @deprecated  employee_uuid: UUID @deprecated
  org_unit_response: OrganisationUnitResponse  org_unit: [OrganisationUnit!] @deprecated  org_unit_uuid: UUID @deprecated
  itsystem_response: ITSystemResponse!  itsystem: ITSystem! @deprecated  itsystem_uuid: UUID! @deprecated
  engagement_response: EngagementResponse  engagement_uuid: UUID @deprecated  engagement_uuids: [UUID!]! @deprecated
  engagements_responses: EngagementResponsePaged!
  validity: Validity!
}
type Address {
  uuid: UUID!  user_key: String!  name: String  href: String  value: String!  value2: String
  address_type_response: ClassResponse!  address_type: Class! @deprecated  address_type_uuid: UUID! @deprecated
  visibility_response: ClassResponse  visibility: Class @deprecated  visibility_uuid: UUID @deprecated
  person_response: EmployeeResponse  person: [Employee!] @deprecated  employee: [Employee!] @deprecated  employee_uuid: UUID @deprecated
  org_unit_response: OrganisationUnitResponse  org_unit: [OrganisationUnit!] @deprecated  org_unit_uuid: UUID @deprecated
  engagement_response: EngagementResponse  engagement: [Engagement!] @deprecated  engagement_uuid: UUID @deprecated
  ituser_response: ITUserResponse  ituser: [ITUser!]! @deprecated  ituser_uuid: UUID @deprecated
  validity: Validity!
}
type KLE {
  uuid: UUID!  user_key: String!
  org_unit_response: OrganisationUnitResponse  org_unit: [OrganisationUnit!]! @deprecated  org_unit_uuid: UUID! @deprecated
  kle_number_response: ClassResponse!  kle_number_uuid: UUID! @deprecated
  kle_aspects_response: ClassResponsePaged!
  kle_aspects: [Class!]! @deprecated  kle_aspect_uuids: [UUID!]! @deprecated
  validity: Validity!
}
type Manager {
  uuid: UUID!  user_key: String!
  person_response: EmployeeResponse  person: [Employee!] @deprecated  employee: [Employee!] @deprecated  employee_uuid: UUID @deprecated
  org_unit_response: OrganisationUnitResponse!  org_unit: [OrganisationUnit!]! @deprecated  org_unit_uuid: UUID! @deprecated
  engagement_response: EngagementResponse
  manager_type_response: ClassResponse  manager_type_uuid: UUID @deprecated
  manager_level_response: ClassResponse  manager_level_uuid: UUID @deprecated
  responsibilities: [Class!]! @deprecated  responsibility_uuids: [UUID!] @deprecated
  validity: Validity!
}
`;

function write_response_types() {
  return Object.values(kKinds).map(({ type }) => `
type ${type}Response {
  uuid: UUID!
  current(at: DateTime): ${type}
  objects(start: DateTime, end: DateTime): [${type}!]! @deprecated
  validities(start: DateTime, end: DateTime): [${type}!]!
}
type ${type}ResponsePaged { objects: [${type}Response!]!  page_info: PageInfo! }`).join('\n');
}

const kCommonFilter = 'uuids: [UUID!] = null  user_keys: [String!] = null  from_date: DateTime  to_date: DateTime';
const kPersonFilter = 'employee: EmployeeFilter  employees: [UUID!] = null @deprecated';
const kUnitFilter = 'org_unit: OrganisationUnitFilter = null  org_units: [UUID!] = null @deprecated';

const kFilters = `
input FacetFilter { ${kCommonFilter} }
input ClassFilter {
  ${kCommonFilter}
  name: [String!] = null  scope: [String!] = null
  facet: FacetFilter = null  facets: [UUID!] = null @deprecated  facet_user_keys: [String!] = null @deprecated
  parent: ClassFilter = null  parents: [UUID!] = null @deprecated  parent_user_keys: [String!] = null @deprecated
}
input ITSystemFilter { ${kCommonFilter} }
input OrganisationUnitFilter {
  ${kCommonFilter}
  names: [String!]  parent: OrganisationUnitFilter  parents: [UUID!] @deprecated  child: OrganisationUnitFilter
  hierarchy: ClassFilter = null  hierarchies: [UUID!] = null @deprecated
  subtree: OrganisationUnitFilter @deprecated  descendant: OrganisationUnitFilter  ancestor: OrganisationUnitFilter
  engagement: EngagementFilter = null
}
input EmployeeFilter { ${kCommonFilter}  cpr_numbers: [CPR!] = null  ituser: ITUserFilter }
input EngagementFilter {
  ${kCommonFilter}
  ${kPersonFilter}
  ${kUnitFilter}
  job_function: ClassFilter = null  engagement_type: ClassFilter = null  ituser: ITUserFilter = null
}
input ITUserFilter {
  ${kCommonFilter}
  ${kPersonFilter}
  ${kUnitFilter}
  itsystem: ITSystemFilter = null  itsystem_uuids: [UUID!] = null @deprecated
  engagement: EngagementFilter = null  external_ids: [String!]
}
input AddressFilter {
  ${kCommonFilter}
  ${kPersonFilter}
  ${kUnitFilter}
  address_type: ClassFilter = null  address_types: [UUID!] = null @deprecated  address_type_user_keys: [String!] = null @deprecated
  engagement: EngagementFilter = null  engagements: [UUID!] = null @deprecated
  ituser: ITUserFilter = null  visibility: ClassFilter = null
}
input KLEFilter {
  ${kCommonFilter}
  ${kUnitFilter}
}
input ManagerFilter {
  ${kCommonFilter}
  ${kPersonFilter}
  ${kUnitFilter}
  engagement: EngagementFilter = null  responsibility: ClassFilter = null  manager_type: ClassFilter = null
}
input RegistrationFilter { uuids: [UUID!] = null  models: [String!] = null  start: DateTime = null  end: DateTime = null }
input EventFilter { listener: UUID! }
`;

const kMutationInputs = `
input RAValidityInput { from: DateTime!  to: DateTime = null }
input EmployeeCreateInput {
  uuid: UUID = null  user_key: String = null  nickname_given_name: String = null  nickname_surname: String = null
  cpr_number: CPR = null  given_name: String!  surname: String!
}
input EmployeeUpdateInput {
  uuid: UUID!  user_key: String = null  nickname_given_name: String = null  nickname_surname: String = null
  cpr_number: CPR = null  given_name: String = null  surname: String = null  validity: RAValidityInput!
}
input EmployeeTerminateInput { from: DateTime = null  to: DateTime!  uuid: UUID!  vacate: Boolean! = false }
input OrganisationUnitCreateInput {
  uuid: UUID  validity: RAValidityInput!  name: String!  user_key: String  parent: UUID
  org_unit_type: UUID!  org_unit_level: UUID  org_unit_hierarchy: UUID
}
input OrganisationUnitUpdateInput {
  uuid: UUID!  validity: RAValidityInput!  name: String  user_key: String  parent: UUID
  org_unit_type: UUID  org_unit_level: UUID  org_unit_hierarchy: UUID
}
input EngagementCreateInput {
  uuid: UUID = null  user_key: String = null  primary: UUID = null  validity: RAValidityInput!
${extension_inputs}
  employee: UUID = null @deprecated  person: UUID = null  org_unit: UUID!  engagement_type: UUID!  job_function: UUID!
}
input EngagementUpdateInput {
  uuid: UUID!  user_key: String = null  primary: UUID = null  validity: RAValidityInput!
${extension_inputs}
  employee: UUID = null @deprecated  person: UUID = null  org_unit: UUID = null  engagement_type: UUID = null  job_function: UUID = null
}
input ITUserCreateInput {
  uuid: UUID = null  external_id: String = null  person: UUID = null  org_unit: UUID = null  engagement: UUID = null
  engagements: [UUID!] = null  validity: RAValidityInput!  user_key: String!  itsystem: UUID!  note: String = null
}
input ITUserUpdateInput {
  uuid: UUID!  external_id: String = null  person: UUID = null  org_unit: UUID = null  engagement: UUID = null
  engagements: [UUID!] = null  validity: RAValidityInput!  user_key: String = null  itsystem: UUID = null  note: String = null
}
input AddressCreateInput {
  uuid: UUID = null  org_unit: UUID = null  person: UUID = null  employee: UUID = null @deprecated  engagement: UUID = null
  ituser: UUID = null  visibility: UUID = null  validity: RAValidityInput!  user_key: String = null  value: String!  address_type: UUID!
}
input AddressUpdateInput {
  uuid: UUID!  org_unit: UUID = null  person: UUID = null  employee: UUID = null @deprecated  engagement: UUID = null
  ituser: UUID = null  visibility: UUID = null  validity: RAValidityInput!  user_key: String = null  value: String = null  address_type: UUID = null
}
input KLECreateInput {
  uuid: UUID = null  user_key: String = null  org_unit: UUID!  kle_aspects: [UUID!]!  kle_number: UUID!  validity: RAValidityInput!
}
input KLEUpdateInput {
  uuid: UUID!  user_key: String = null  kle_number: UUID = null  kle_aspects: [UUID!] = null  org_unit: UUID = null  validity: RAValidityInput!
}
input ManagerCreateInput {
  uuid: UUID = null  user_key: String = null  person: UUID = null  responsibility: [UUID!]!  engagement: UUID = null
  org_unit: UUID!  manager_level: UUID!  manager_type: UUID!  validity: RAValidityInput!
}
input ManagerUpdateInput {
  uuid: UUID!  validity: RAValidityInput!  user_key: String = null  person: UUID = null  engagement: UUID
  responsibility: [UUID!] = null  org_unit: UUID = null  manager_type: UUID = null  manager_level: UUID = null
}
${['OrganisationUnit', 'Engagement', 'ITUser', 'Address', 'KLE', 'Manager']
    .map((type) => `input ${type}TerminateInput { from: DateTime = null  to: DateTime!  uuid: UUID! }`).join('\n')}
`;

const kEvents = `
type Event { subject: String!  priority: Int!  token: EventToken! }
type Listener { uuid: UUID!  owner: UUID!  user_key: String!  routing_key: String!  namespace: Namespace! }
type Namespace { name: String!  owner: UUID!  public: Boolean! }
input ListenerCreateInput { namespace: String! = "mo"  user_key: String!  routing_key: String! }
input ListenerDeleteInput { uuid: UUID!  delete_pending_events: Boolean! = false }
input NamespaceCreateInput { name: String!  public: Boolean! = false }
input EventAcknowledgeInput { token: EventToken! }
input EventSendInput { namespace: String!  routing_key: String!  subject: String!  priority: Int! = 10000 }
`;

const kWritableKinds = ['employee', 'org_unit', 'engagement', 'ituser', 'address', 'kle', 'manager'];

function write_roots() {
  const collections = Object.values(kKinds).map(({ collection, type }) =>
    `  ${collection}(filter: ${type}Filter = null, ${kPage}): ${type}ResponsePaged!`);
  const mutations = kWritableKinds.map((kind) => {
    const { type } = kKinds[kind];
    return `  ${kind}_create(input: ${type}CreateInput!): ${type}Response!
  ${kind}_update(input: ${type}UpdateInput!): ${type}Response!
  ${kind}_terminate(input: ${type}TerminateInput!): ${type}Response!
  ${kind}_delete(uuid: UUID!): ${type}Response!
  ${kind}_refresh(filter: ${type}Filter = null, ${kPage}, owner: UUID = null, priority: Int! = 10000): UUIDPaged!`;
  });
  return `
type Query {
${collections.join('\n')}
  persons(filter: EmployeeFilter = null, ${kPage}): EmployeeResponsePaged!
  registrations(filter: RegistrationFilter = null, ${kPage}): REGISTRATION_PAGE!
  event_fetch(filter: EventFilter!): Event
  org: Organisation! @deprecated
  version: Version!
}
type Mutation {
${mutations.join('\n')}
  event_namespace_declare(input: NamespaceCreateInput!): Namespace!
  event_listener_declare(input: ListenerCreateInput!): Listener!
  event_listener_delete(input: ListenerDeleteInput!): Boolean!
  event_acknowledge(input: EventAcknowledgeInput!): Boolean!
  event_send(input: EventSendInput!): Boolean!
}`;
}

const kRegistrationFields = 'start: DateTime!  end: DateTime  model: String!  uuid: UUID!  note: String';

// v30 tells the kinds of registrations apart by type; before that there was one type for all.
function write_registrations(version) {
  if (version < 30) {
    return `type Registration { ${kRegistrationFields} }
type RegistrationPaged { objects: [Registration!]!  page_info: PageInfo! }`;
  }
  const types = Object.entries(kKinds).map(([kind, { type }]) =>
    `type ${kind === 'employee' ? 'Person' : type}Registration implements IRegistration { ${kRegistrationFields} }`);
  return `interface IRegistration { ${kRegistrationFields} }
type IRegistrationPaged { objects: [IRegistration!]!  page_info: PageInfo! }
${types.join('\n')}`;
}

function write_sdl(version) {
  return [
    kScalars, kTypes, write_response_types(), kFilters, kMutationInputs, kEvents, write_registrations(version), write_roots(),
  ].join('\n')
    .replace('REGISTRATION_PAGE', version < 30 ? 'RegistrationPaged' : 'IRegistrationPaged')
    .replace('DEPRECATED_MANAGERS', version < 24 ? '' : '@deprecated');
}

module.exports = { kWritableKinds, write_sdl };
