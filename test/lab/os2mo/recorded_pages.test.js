// SPDX-License-Identifier: MPL-2.0
// The lab answers what a real OS2MO answered, page by page.
'use strict';

const assert = require('node:assert');
const { after, before, describe, it } = require('node:test');
const { find_shared, read_json_lines, start_lab } = require('./lab_client');

const municipality = find_shared('data/m300/municipality.jsonl');
const skip = municipality ? false : 'the shared folder with the recorded pages is not there';

describe('recorded pages of m300', { skip }, () => {
  let lab;
  before(async () => { lab = await start_lab('--municipality', municipality); });
  after(() => lab.stop());

  for (const version of [25, 30]) {
    it(`come out equal in v${version}, cursors included`, async () => {
      const pages = read_json_lines(find_shared(`data/m300/os2mo-v${version}-pages.jsonl`));
      assert.ok(pages.length >= 15);
      for (const { query, variables, response } of pages) assert.deepStrictEqual(await lab.ask(query, variables, version), response);
    });
  }

  it('come from a lab that names the top unit', () => {
    assert.strictEqual(lab.top_unit, 'ae79135b-5925-599f-b92e-65e508b47df8');
  });
});
