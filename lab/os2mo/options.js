// SPDX-License-Identifier: MPL-2.0
// Reads `--name value` command lines by a table of known options.
'use strict';

function read_options(words, known) {
  const options = {};
  for (const [name, { kind, usual }] of Object.entries(known)) options[name] = kind === 'flag' ? false : usual;
  for (let i = 0; i < words.length; i++) {
    const [, name, joined] = /^--([a-z-]+)(?:=(.*))?$/s.exec(words[i]) ?? [];
    if (!name || !Object.hasOwn(known, name)) {
      throw new Error(`unknown option ${words[i]}; known: ${Object.keys(known).map((each) => `--${each}`).join(' ')}`);
    }
    if (known[name].kind === 'flag') {
      options[name] = true;
      continue;
    }
    const value = joined ?? words[++i];
    if (value === undefined) throw new Error(`--${name} needs a value`);
    options[name] = known[name].kind === 'number' ? read_number(name, value) : value;
  }
  return options;
}

function read_number(name, value) {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number < 0) throw new Error(`--${name} needs a number, got ${value}`);
  return number;
}

module.exports = { read_options };
