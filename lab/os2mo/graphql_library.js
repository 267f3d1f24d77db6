// SPDX-License-Identifier: MPL-2.0
// Finds the GraphQL reference implementation; Debian keeps it where only Debian's own node looks by itself.
'use strict';

// Outside production the library checks every value for a second copy of itself, which halves its speed.
process.env.NODE_ENV ??= 'production';

function load_graphql() {
  try {
    return require('graphql');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    return require('/usr/share/nodejs/graphql');
  }
}

module.exports = load_graphql();
