// SPDX-License-Identifier: MPL-2.0
// Generates a municipality of any size by seed, as lines of municipality.jsonl, and settings that fit it.
'use strict';

const fs = require('node:fs');
const { Draw } = require('./draw');
const { Catalogue } = require('./generate_catalogue');
const { PersonMaker } = require('./generate_persons');
const { count_units, generate_managers, generate_units, plan_units } = require('./generate_units');
const { read_options } = require('./options');

const kLargestSparse = 1000;
const kUsualDensity = 12; // objects per person in a municipality that is to measure speed

/** Yields the objects of a municipality; the same arguments always give the same objects in the same order. */
function* generate({ persons, seed = 1, density = persons <= kLargestSparse ? 0 : kUsualDensity }) {
  if (!Number.isInteger(persons) || persons < 0) throw new Error(`not a number of persons: ${persons}`);
  const catalogue = new Catalogue(seed);
  const draw = new Draw(seed);
  const units = plan_units(count_units(persons), catalogue, draw);
  yield* catalogue.generate();
  yield* generate_units(units, catalogue, draw);
  const maker = new PersonMaker({ catalogue, draw, units, density });
  yield* maker.generate(persons);
  yield* generate_managers(units, maker.staff, catalogue);
}

/** Settings for the export of a generated municipality, with the keys of settings.json. */
function describe_settings({ seed = 1, mo_url, api_url }) {
  const catalogue = new Catalogue(seed);
  const { classes } = catalogue;
  const settings = {
    'municipality.cvr': '12345678',
    'os2sync.top_unit_uuid': catalogue.id('unit/0'),
    'os2sync.phone_scope_classes': [classes.PhoneEmployee],
    'os2sync.landline_scope_classes': [classes.LandlineEmployee, classes.LandlineUnit],
    'os2sync.email_scope_classes': [classes.EmailEmployee, classes.EmailExtra],
    'os2sync.ignored.unit_types': [classes.ignored],
    'os2sync.ignored.unit_levels': [classes.N8],
    'os2sync.uuid_from_it_systems': ['AD ObjectGUID', 'Enheds GUID'],
    'os2sync.user_key_it_system_name': 'Active Directory',
    'os2sync.sync_managers': true,
    'os2sync.xfer_cpr': true,
    'os2sync.autowash': true,
  };
  if (mo_url !== undefined) settings['mora.base'] = mo_url;
  if (api_url !== undefined) settings['os2sync.api_url'] = api_url;
  return settings;
}

function write_lines(file, lines) {
  const output = file === undefined ? 1 : fs.openSync(file, 'w');
  let waiting = [];
  let size = 0;
  const flush = () => {
    write_whole(output, Buffer.from(waiting.join('')));
    waiting = [];
    size = 0;
  };
  for (const line of lines) {
    const text = `${JSON.stringify(line)}\n`;
    waiting.push(text);
    size += text.length;
    if (size > 1 << 20) flush();
  }
  flush();
  if (file !== undefined) fs.closeSync(output);
}

function write_whole(output, bytes) {
  for (let at = 0; at < bytes.length;) at += fs.writeSync(output, bytes, at);
}

const kOptions = {
  persons: { kind: 'number' }, seed: { kind: 'number', usual: 1 }, density: { kind: 'number' }, out: { kind: 'text' },
  settings: { kind: 'text' }, 'mo-url': { kind: 'text' }, 'api-url': { kind: 'text' },
};

function run(words) {
  const options = read_options(words, kOptions);
  if (options.persons === undefined && options.settings === undefined) throw new Error('--persons N or --settings FILE is needed');
  if (options.persons !== undefined) write_lines(options.out, generate(options));
  if (options.settings !== undefined) {
    const settings = describe_settings({ seed: options.seed, mo_url: options['mo-url'], api_url: options['api-url'] });
    fs.writeFileSync(options.settings, `${JSON.stringify(settings, null, 2)}\n`);
  }
}

if (require.main === module) {
  try {
    run(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`lab/os2mo/generate: ${error.message}\n`);
    process.exitCode = 64;
  }
}

module.exports = { describe_settings, generate };
