// SPDX-License-Identifier: MPL-2.0
// The lab's schema promises nothing the real one does not have.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const { describe, it } = require('node:test');
const { find_shared, kLab } = require('./lab_client');
const { buildSchema, isEnumType, isInputObjectType, isScalarType } = require(`${kLab}/graphql_library`);
const { write_sdl } = require(`${kLab}/sdl`);

function list_excesses(ours, real) {
  const excesses = [];
  const same = (place, our_type, real_type) => {
    if (!real_type) excesses.push(`${place} does not exist`);
    else if (String(our_type) !== String(real_type)) excesses.push(`${place} is ${our_type}, really ${real_type}`);
  };
  for (const [name, type] of Object.entries(ours.getTypeMap())) {
    if (name.startsWith('__')) continue;
    const real_type = real.getType(name);
    if (!real_type || real_type.constructor.name !== type.constructor.name) {
      excesses.push(`type ${name} does not exist`);
      continue;
    }
    if (isScalarType(type) || isEnumType(type)) continue;
    for (const [field_name, field] of Object.entries(type.getFields())) {
      const real_field = real_type.getFields()[field_name];
      same(`${name}.${field_name}`, field.type, real_field?.type);
      for (const argument of field.args ?? []) {
        const real_argument = real_field?.args.find((each) => each.name === argument.name);
        same(`${name}.${field_name}(${argument.name})`, argument.type, real_argument?.type);
      }
    }
    if (!isInputObjectType(type)) continue;
    for (const [field_name, field] of Object.entries(real_type.getFields())) {
      const is_required = String(field.type).endsWith('!') && field.defaultValue === undefined;
      if (is_required && !type.getFields()[field_name]) excesses.push(`${name} lacks the required ${field_name}`);
    }
  }
  return excesses;
}

describe('schema', () => {
  for (const version of [22, 25, 30]) {
    const file = find_shared(`contracts/os2mo-schema/sdl-v${version}.graphql`);
    it(`v${version} is a part of OS2MO's own`, { skip: file ? false : 'the shared folder with the real schema is not there' }, () => {
      const real = buildSchema(fs.readFileSync(file, 'utf8'), { assumeValid: true });
      assert.deepStrictEqual(list_excesses(buildSchema(write_sdl(version)), real), []);
    });
  }

  it('can be built for every served version', () => {
    for (let version = 22; version <= 30; version++) assert.ok(buildSchema(write_sdl(version)).getQueryType());
  });
});
