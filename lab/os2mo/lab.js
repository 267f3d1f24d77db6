// SPDX-License-Identifier: MPL-2.0
// Ties the parts of one emulated OS2MO together and lets the days pass.
'use strict';

const { Clock } = require('./clock');
const { EventQueues } = require('./events');
const { Faults } = require('./faults');
const { Journal } = require('./journal');
const { kKinds } = require('./kinds');
const { Selector } = require('./select');
const { Store } = require('./store');
const { Tokens } = require('./tokens');

class Lab {
  constructor(options) {
    this.clock = new Clock(options.today ?? null);
    this.store = new Store();
    this.selector = new Selector(this.store);
    this.events = new EventQueues(this.clock);
    this.tokens = new Tokens({ clock: this.clock, ...options });
    this.journal = new Journal(this.clock);
    this.faults = new Faults();
    this.registered = new Map(); // uuid → when it was last changed since loading
    this.loaded_at = this.clock.now();
    this.last_day = this.clock.today();
    this.store.on_change = (object) => this.announce(object);
  }

  load(lines) {
    this.store.load(lines);
    this.loaded_at = this.clock.now();
  }

  announce({ kind, uuid }) {
    this.registered.set(uuid, this.clock.now());
    this.events.send({ namespace: 'mo', routing_key: kKinds[kind].routing_key, subject: uuid });
  }

  /** Today; when days have passed, tells the listeners what came into or went out of effect meanwhile. */
  enter_today() {
    const today = this.clock.today();
    if (today === this.last_day) return today;
    const [from, to] = [this.last_day, today].sort();
    this.last_day = today;
    this.store.generation++; // what was remembered held yesterday
    for (const { kind, uuid, periods } of this.store.objects.values()) {
      const begins_or_ends = (period) => (period.from > from && period.from <= to) || (period.to !== null && period.to >= from && period.to < to);
      if (periods.some(begins_or_ends)) this.events.send({ namespace: 'mo', routing_key: kKinds[kind].routing_key, subject: uuid });
    }
    return today;
  }

  find_top_unit() {
    const roots = this.store.sorted.org_unit.filter(({ periods }) => periods.some(({ parent }) => parent === null));
    if (roots.length === 0) return null;
    return (roots.find(({ periods }) => periods[0].user_key === 'U0') ?? roots[0]).uuid;
  }
}

module.exports = { Lab };
