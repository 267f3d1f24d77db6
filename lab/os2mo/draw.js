// SPDX-License-Identifier: MPL-2.0
// Draws numbers that depend on nothing but the seed.
'use strict';

class Draw {
  constructor(seed) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** A number from 0 up to, not including, 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let word = this.state;
    word = Math.imul(word ^ (word >>> 15), word | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4294967296;
  }

  below(count) {
    return Math.floor(this.next() * count);
  }

  pick(list) {
    return list[this.below(list.length)];
  }
}

module.exports = { Draw };
