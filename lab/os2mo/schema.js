// SPDX-License-Identifier: MPL-2.0
// Builds one executable schema per GraphQL version and parses each query text once.
'use strict';

const { buildSchema, parse, validate } = require('./graphql_library');
const { read_cursor } = require('./cursors');
const { read_moment } = require('./days');
const { name_registration_type, read_fields } = require('./read_resolvers');
const { write_sdl } = require('./sdl');
const { is_uuid } = require('./uuids');
const { write_fields } = require('./write_resolvers');

const kFirstVersion = 22;
const kLastVersion = 30;
const kKnownTexts = 500;

function check_uuid(value) {
  if (!is_uuid(value)) throw new Error('badly formed hexadecimal UUID string');
  return value.toLowerCase();
}

const kScalars = {
  UUID: check_uuid,
  EventToken: check_uuid,
  Cursor: (value) => read_cursor(value),
  Date: (value) => read_moment(value).day,
  DateTime: (value) => ({ ...read_moment(value), text: value }),
  CPR(value) {
    if (!/^\d{10}$/.test(value)) throw new Error('not a CPR number');
    return value;
  },
  int(value) {
    if (!Number.isInteger(value)) throw new Error('int cannot represent a value that is not a whole number');
    return value;
  },
};

// A reader throws plain errors: the library then says itself where the value stood and what was expected.
function set_scalar(type, read) {
  type.serialize = (value) => value;
  type.parseValue = read;
  type.parseLiteral = (node) => {
    if (node.kind === 'IntValue') return read(Number(node.value));
    if (node.kind === 'StringValue') return read(node.value);
    throw new Error('wrong kind of literal');
  };
}

function build_schema(version) {
  const schema = buildSchema(write_sdl(version));
  for (const [name, read] of Object.entries(kScalars)) set_scalar(schema.getType(name), read);
  for (const [type_name, resolvers] of Object.entries({ ...read_fields, Mutation: write_fields })) {
    const fields = schema.getType(type_name).getFields();
    for (const [name, field] of Object.entries(fields)) if (Object.hasOwn(resolvers, name)) field.resolve = resolvers[name];
  }
  const registration = schema.getType('IRegistration');
  if (registration) registration.resolveType = name_registration_type;
  return schema;
}

const schemas = new Map();
const texts = new Map();

function get_schema(version) {
  if (!(version >= kFirstVersion && version <= kLastVersion)) return null;
  if (!schemas.has(version)) schemas.set(version, build_schema(version));
  return schemas.get(version);
}

/** Parses and validates a query text: { document, errors, operation, root_fields }. */
function read_query(version, text) {
  const name = `${version} ${text}`;
  let query = texts.get(name);
  if (!query) {
    query = examine(get_schema(version), text);
    if (texts.size >= kKnownTexts) texts.clear();
    texts.set(name, query);
  }
  return query;
}

function examine(schema, text) {
  let document;
  try {
    document = parse(text);
  } catch (error) {
    return { document: null, errors: [error], operation: 'unreadable', root_fields: [] };
  }
  const definitions = document.definitions.filter(({ kind }) => kind === 'OperationDefinition');
  return {
    document,
    errors: validate(schema, document),
    operation: definitions[0]?.operation ?? 'none',
    root_fields: definitions.flatMap(({ selectionSet }) => selectionSet.selections.map((each) => each.name.value)),
  };
}

// OS2MO is written in Python, whose GraphQL library quotes names the other way.
function word_as_python(message) {
  return message
    .replace(/^Expected value of type "([^"]+)"/, "Expected value of type '$1'")
    .replace(/^Cannot query field "([^"]+)" on type "([^"]+)"/, "Cannot query field '$1' on type '$2'")
    .replace(/^Variable "([^"]+)" got invalid value ("?)(.*?)\2; Expected type "([^"]+)"/,
      "Variable '$1' got invalid value $2$3$2; Expected type '$4'");
}

function show_error(error) {
  const shown = error.toJSON ? error.toJSON() : { message: error.message };
  return { ...shown, message: word_as_python(shown.message) };
}

module.exports = { get_schema, kFirstVersion, kLastVersion, read_query, show_error };
