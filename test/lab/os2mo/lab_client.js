// SPDX-License-Identifier: MPL-2.0
// Starts the lab's OS2MO for a test file, talks to it, and stops it.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const kRoot = path.resolve(__dirname, '../../..');
const kLab = path.join(kRoot, 'lab/os2mo');

class LabClient {
  constructor(child, places) {
    Object.assign(this, { child }, places);
    this.agent = new http.Agent({ keepAlive: true });
  }

  /** One HTTP request; resolves to { status, content_type, text } or rejects as the connection broke. */
  request(url, { method = 'GET', headers = {}, body = null } = {}) {
    return new Promise((resolve, reject) => {
      const request = http.request(url, { method, headers, agent: this.agent }, (response) => {
        const pieces = [];
        response.on('data', (piece) => pieces.push(piece));
        response.on('end', () => resolve({
          status: response.statusCode, content_type: response.headers['content-type'], text: Buffer.concat(pieces).toString(),
        }));
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  log_in(form = {}) {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'dipex', client_secret: 'lab-secret', ...form }).toString();
    return this.request(`${this.auth}/realms/mo/protocol/openid-connect/token`, {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body,
    });
  }

  async post(version, body, headers = {}) {
    this.token ??= JSON.parse((await this.log_in()).text).access_token;
    return this.request(`${this.url}/graphql/v${version}`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}`, ...headers }, body,
    });
  }

  /** Asks a query and gives the whole answer, errors included. */
  async ask(query, variables = {}, version = 25) {
    return JSON.parse((await this.post(version, JSON.stringify({ query, variables }))).text);
  }

  /** Asks a query that has to succeed and gives its data. */
  async read(query, variables = {}, version = 25) {
    const answer = await this.ask(query, variables, version);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  /** Runs one mutation that takes an input, and gives what it answers. */
  async write(name, type, input, version = 25) {
    return (await this.read(`mutation($input:${type}!){ ${name}(input:$input){uuid} }`, { input }, version))[name];
  }

  /** The objects of one collection that a filter lets through. */
  async list(collection, type, filter, wanted = 'uuid', version = 25) {
    return (await this.read(`query($f:${type}){ ${collection}(filter:$f){objects{${wanted}}} }`, { f: filter }, version))[collection].objects;
  }

  async control_plane(method, place, value) {
    const { text } = await this.request(`${this.control}${place}`, { method, body: value === undefined ? null : JSON.stringify(value) });
    return place === '/municipality' ? text : JSON.parse(text);
  }

  fault(fault, match = {}, times = 1) {
    return this.control_plane('POST', '/fault', { match, fault, times });
  }

  counters() {
    return this.control_plane('GET', '/counters');
  }

  stop() {
    this.agent.destroy();
    this.child.kill('SIGTERM');
  }
}

/** Starts a lab of its own on free ports; without arguments it holds 300 generated persons. */
function start_lab(...words) {
  const holds_something = words.includes('--municipality') || words.includes('--generate');
  const all = ['--port', '0', '--exit-with-stdin', ...(holds_something ? [] : ['--generate', '300', '--seed', '7']), ...words];
  const child = spawn(process.execPath, [path.join(kLab, 'main.js'), ...all], { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (piece) => {
      output += piece;
      if (output.includes('\n')) resolve(new LabClient(child, JSON.parse(output)));
    });
    child.once('exit', (code) => reject(new Error(`the lab ended with ${code}`)));
  });
}

/** A file of the shared folder next to the repository, or null; its absence skips a test and says so. */
function find_shared(...names) {
  const file = path.join(process.env.OS2SYNC_SHARED ?? path.join(kRoot, '../shared'), ...names);
  return fs.existsSync(file) ? file : null;
}

function read_json_lines(file) {
  return fs.readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
}

module.exports = { find_shared, kLab, read_json_lines, start_lab };
