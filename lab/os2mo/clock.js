// SPDX-License-Identifier: MPL-2.0
// The lab's clock: real time until it is set to a day or advanced by the control plane.
'use strict';

const { find_danish_day, is_day } = require('./days');

class Clock {
  constructor(today = null) {
    this.ahead_ms = 0;
    if (today !== null) this.set_today(today);
  }

  now() {
    return Date.now() + this.ahead_ms;
  }

  today() {
    const now = this.now();
    // Midnight is looked up once an hour at most: formatting a date in a zone for every request is slow.
    if (!(now >= this.known_from && now < this.known_until)) {
      this.known_from = now;
      this.known_until = (Math.floor(now / 900e3) + 1) * 900e3;
      this.known_day = find_danish_day(now);
    }
    return this.known_day;
  }

  /** Noon of that day: far from both midnights, whatever the season. */
  set_today(day) {
    if (!is_day(day)) throw new Error(`not a day (YYYY-MM-DD): ${day}`);
    this.ahead_ms = Date.parse(`${day}T11:00:00Z`) - Date.now();
    this.known_until = 0;
  }

  advance(seconds) {
    if (!Number.isFinite(seconds)) throw new Error(`not a number of seconds: ${seconds}`);
    this.ahead_ms += seconds * 1000;
    this.known_until = 0;
  }
}

module.exports = { Clock };
