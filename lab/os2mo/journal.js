// SPDX-License-Identifier: MPL-2.0
// Counts and lists what the lab was asked; it never keeps a body, a token or a value.
'use strict';

const { createHash } = require('node:crypto');

const kMaxEntries = 200_000;

class Journal {
  constructor(clock) {
    this.clock = clock;
    this.reset();
  }

  reset() {
    this.entries = [];
    this.forgotten = 0;
    this.counters = {
      requests: 0, graphql_requests: 0, token_requests: 0, tokens_issued: 0, unauthenticated: 0, refused: 0, graphql_errors: 0,
      memo_hits: 0, faults: 0, dar_names: 0, by_collection: {}, by_operation: {}, rows: {}, statuses: {},
    };
  }

  count_graphql({ operation, root_fields, rows, dar_names }) {
    const { counters } = this;
    add(counters.by_operation, operation, 1);
    for (const field of root_fields) add(counters.by_collection, field, 1);
    for (const collection of Object.keys(rows)) add(counters.rows, collection, rows[collection]);
    counters.dar_names += dar_names;
  }

  note(path, status, { operation = null, root_fields = [], variables_hash = null, variables_size = 0, row_count = 0, fault = null } = {}) {
    this.counters.requests++;
    add(this.counters.statuses, status, 1);
    if (this.entries.length >= kMaxEntries) {
      this.forgotten += this.entries.length;
      this.entries = [];
    }
    this.entries.push({ time: this.clock.now(), path, operation, root_fields, variables_hash, variables_size, status, rows: row_count, fault });
  }
}

function add(counts, name, count) {
  counts[name] = (counts[name] ?? 0) + count;
}

/** A fingerprint that tells two sets of variables apart without keeping them. */
function describe_variables(variables) {
  const text = JSON.stringify(variables ?? {});
  return { variables_hash: createHash('sha256').update(text).digest('hex').slice(0, 12), variables_size: text.length };
}

module.exports = { Journal, describe_variables };
