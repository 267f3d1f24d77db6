// SPDX-License-Identifier: MPL-2.0
// Serves GraphQL and the token endpoint over HTTP: authentication, execution, remembered answers and faults.
'use strict';

const http = require('node:http');
const { execute } = require('./graphql_library');
const { spoil_pages, spoils_pages } = require('./faults');
const { describe_variables } = require('./journal');
const { get_schema, read_query, show_error } = require('./schema');
const { kJson, read_body, reset_connection, send, send_json, wait } = require('./transport');

const kUnauthenticated = { data: null, errors: [{ message: 'User is not authenticated' }] };
const kMaxMemoBytes = 1536 * 1024 * 1024;

class MoServer {
  constructor(lab, { memo = false, rows_latency_ms = 0 }) {
    Object.assign(this, { lab, memo, rows_latency_ms });
    this.remembered = new Map();
    this.remembered_bytes = 0;
    this.remembered_generation = -1;
    this.busy_until = 0;
    this.http = http.createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
      this.answer(request, response).catch((error) => {
        if (!response.headersSent && !response.destroyed) send_json(response, 500, { detail: `the lab failed: ${error.message}` });
        else response.destroy();
      });
    });
  }

  async answer(request, response) {
    const path = request.url.split('?')[0];
    if (path === this.lab.tokens.path) return this.answer_token(request, response, path);
    const version = Number(/^\/graphql\/v([1-9]\d?)$/.exec(path)?.[1] ?? NaN);
    if (!get_schema(version)) return this.finish(response, path, { status: 404, value: { detail: 'Not Found' } });
    if (request.method !== 'POST') return this.finish(response, path, { status: 405, value: { detail: 'Method Not Allowed' } });
    return this.answer_graphql(request, response, path, version);
  }

  async answer_token(request, response, path) {
    const body = await read_body(request);
    const { counters } = this.lab.journal;
    counters.token_requests++;
    const fault = this.lab.faults.pick(path, { operation: 'token' });
    if (fault?.reset === 'before') return this.break_before(response, path, fault);
    const { status, answer } = this.lab.tokens.answer(request.method, request.headers['content-type'], body.toString());
    if (status === 200) counters.tokens_issued++;
    return this.finish(response, path, { status, value: answer, fault, note: { operation: 'token' } });
  }

  async answer_graphql(request, response, path, version) {
    const { lab } = this;
    const { counters } = lab.journal;
    const body = await read_body(request);
    counters.graphql_requests++;
    const today = lab.enter_today();
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      counters.refused++;
      return this.finish(response, path, { status: 400, content_type: 'text/plain; charset=utf-8', text: 'Unsupported content type' });
    }
    const memo_name = this.memo ? `${version} ${body.latin1Slice()}` : null;
    const known = memo_name === null ? null : this.recall(memo_name);
    const asked = known ?? this.read_question(version, body);
    if (asked.refusal) {
      counters.refused++;
      return this.finish(response, path, { status: 400, content_type: 'text/plain; charset=utf-8', text: asked.refusal });
    }
    const fault = lab.faults.list.length > 0 ? lab.faults.pick(path, asked) : null;
    if (fault) {
      if (fault.reset === 'before') return this.break_before(response, path, fault);
      if (fault.expire_token) lab.tokens.revoke(request.headers.authorization);
    }
    if (!lab.tokens.accepts(request.headers.authorization)) {
      counters.unauthenticated++;
      return this.finish(response, path, { status: 200, value: kUnauthenticated, fault, note: asked });
    }
    const done = known ?? this.execute(version, asked, today);
    if (known) counters.memo_hits++;
    else if (memo_name !== null) this.remember(memo_name, done);
    lab.journal.count_graphql(done);
    if (this.rows_latency_ms > 0) await this.work_through(done.row_count);
    return this.finish(response, path, { status: 200, bytes: done.bytes, done, fault, note: done });
  }

  read_question(version, body) {
    let question;
    try {
      question = JSON.parse(body.toString());
    } catch {
      return { refusal: 'Unable to parse request body as JSON' };
    }
    if (typeof question?.query !== 'string') return { refusal: 'No GraphQL query found in the request' };
    const { document, errors, operation, root_fields } = read_query(version, question.query);
    const { query: _query, variables, operationName } = question;
    return { document, errors, operation, root_fields, variables, operation_name: operationName, ...describe_variables(variables) };
  }

  /** Runs a question through the reference implementation; every resolver is synchronous, so is the answer. */
  execute(version, { document, errors, operation, root_fields, variables, operation_name, variables_hash, variables_size }, today) {
    const context = { lab: this.lab, version, today, pages: [], rows: {}, dar_names: 0 };
    let answer;
    if (errors.length > 0) answer = { data: null, errors };
    else {
      answer = execute({
        schema: get_schema(version), document, variableValues: variables ?? {}, operationName: operation_name ?? undefined, contextValue: context,
      });
    }
    if (answer.errors) {
      this.lab.journal.counters.graphql_errors++;
      answer = { data: answer.data ?? null, errors: answer.errors.map(show_error) };
    }
    const row_count = Object.values(context.rows).reduce((sum, count) => sum + count, 0);
    return {
      bytes: Buffer.from(JSON.stringify(answer)), pages: context.pages, rows: context.rows, row_count, dar_names: context.dar_names,
      operation, root_fields, variables_hash, variables_size,
      // Fetching an event changes the queue, and a failed answer may be better the next time.
      can_be_remembered: operation === 'query' && !answer.errors && !root_fields.includes('event_fetch'),
    };
  }

  recall(name) {
    if (this.remembered_generation !== this.lab.store.generation) {
      this.remembered.clear();
      this.remembered_bytes = 0;
      this.remembered_generation = this.lab.store.generation;
      return null;
    }
    return this.remembered.get(name) ?? null;
  }

  /** The questions whose answers are remembered, for a benchmark that asks them again by other means. */
  list_remembered() {
    return [...this.remembered.keys()].map((name) => {
      const blank = name.indexOf(' ');
      return { path: `/graphql/v${name.slice(0, blank)}`, body: Buffer.from(name.slice(blank + 1), 'latin1').toString() };
    });
  }

  remember(name, done) {
    if (!done.can_be_remembered || this.remembered_bytes + done.bytes.length > kMaxMemoBytes) return;
    this.remembered_bytes += done.bytes.length;
    this.remembered.set(name, done);
  }

  // One OS2MO worker does one thing at a time: requests queue up behind each other.
  work_through(row_count) {
    const now = Date.now();
    this.busy_until = Math.max(this.busy_until, now) + row_count * this.rows_latency_ms;
    return wait(this.busy_until - now);
  }

  break_before(response, path, fault) {
    this.lab.journal.counters.faults++;
    this.lab.journal.note(path, 0, { fault });
    reset_connection(response);
  }

  /** Notes the request and sends the answer, replaced or damaged by the fault if there is one. */
  finish(response, path, { status, value, text, bytes, content_type = kJson, done = null, fault = null, note = {} }) {
    let answer = { status, content_type, body: bytes ?? text ?? JSON.stringify(value) };
    if (fault) {
      this.lab.journal.counters.faults++;
      answer = replace_answer(answer, done, fault);
    }
    this.lab.journal.note(path, answer.status, { ...note, fault });
    return send(response, answer, fault);
  }
}

const kProxyPage = '<html><body><h1>502 Bad Gateway</h1></body></html>';

function replace_answer(answer, done, fault) {
  if (fault.html) return { status: fault.status ?? 502, content_type: 'text/html', body: kProxyPage, headers: fault.headers };
  if (fault.status !== undefined || fault.body !== undefined || fault.content_type !== undefined) {
    const unsaid = fault.status >= 400 ? '' : answer.body;
    const body = fault.body === undefined ? unsaid : typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
    return { status: fault.status ?? answer.status, content_type: fault.content_type ?? answer.content_type, body, headers: fault.headers };
  }
  if (fault.data_null) return { ...answer, body: '{"data":null}' };
  if (fault.graphql_errors && !fault.graphql_partial) return { ...answer, body: JSON.stringify({ data: null, errors: fault.graphql_errors }) };
  if (!done || !(fault.graphql_partial || spoils_pages(fault))) return answer;
  const parsed = JSON.parse(done.bytes.toString());
  if (fault.graphql_partial) {
    // Half of the answer is missing, the other half looks sound.
    const first = Object.keys(parsed.data ?? {})[0];
    if (first !== undefined) parsed.data[first] = null;
    parsed.errors = fault.graphql_errors ?? [{ message: 'QueuePool limit of size 5 overflow 10 reached', path: [first] }];
  }
  spoil_pages(parsed.data, done.pages, fault);
  return { ...answer, body: JSON.stringify(parsed) };
}

module.exports = { MoServer };
