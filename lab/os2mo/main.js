// SPDX-License-Identifier: MPL-2.0
// Starts the lab's OS2MO: reads the command line, loads or generates a municipality, and tells where it listens.
'use strict';

const fs = require('node:fs');
const { start_control } = require('./control');
const { generate } = require('./generate');
const { Lab } = require('./lab');
const { read_options } = require('./options');
const { MoServer } = require('./server');

const kOptions = {
  port: { kind: 'number', usual: 0 },
  'control-port': { kind: 'number', usual: 0 },
  municipality: { kind: 'text' },
  generate: { kind: 'number' },
  seed: { kind: 'number', usual: 1 },
  density: { kind: 'number' },
  memo: { kind: 'flag' },
  'client-id': { kind: 'text', usual: 'dipex' },
  'client-secret': { kind: 'text', usual: 'lab-secret' },
  realm: { kind: 'text', usual: 'mo' },
  'token-seconds': { kind: 'number', usual: 300 },
  today: { kind: 'text' },
  'rows-latency-ms': { kind: 'number', usual: 0 },
  'exit-with-stdin': { kind: 'flag' },
};

/** Gives the objects of a .jsonl file, one by one. */
function* read_lines(file) {
  const text = fs.readFileSync(file, 'utf8');
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    if (line.trim() !== '') yield JSON.parse(line);
    start = end < 0 ? text.length : end + 1;
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

async function run(words) {
  const options = read_options(words, kOptions);
  const lab = new Lab({
    client_id: options['client-id'], client_secret: options['client-secret'], realm: options.realm,
    token_seconds: options['token-seconds'], today: options.today,
  });
  if (options.municipality !== undefined && options.generate !== undefined) throw new Error('--municipality and --generate exclude each other');
  if (options.municipality !== undefined) lab.load(read_lines(options.municipality));
  if (options.generate !== undefined) lab.load(generate({ persons: options.generate, seed: options.seed, density: options.density }));

  const server = new MoServer(lab, { memo: options.memo, rows_latency_ms: options['rows-latency-ms'] });
  const quit = () => process.exit(0);
  const control = start_control(lab, { quit, remembered: () => server.list_remembered() });
  const url = await listen(server.http, options.port);
  const control_url = await listen(control, options['control-port']);
  process.on('SIGTERM', quit);
  process.on('SIGINT', quit);
  if (options['exit-with-stdin']) process.stdin.on('end', quit).on('error', quit).resume();
  process.stdout.write(`${JSON.stringify({ url, control: control_url, auth: `${url}/auth`, top_unit: lab.find_top_unit() })}\n`);
}

run(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`lab/os2mo: ${error.message}\n`);
  process.exit(64);
});
