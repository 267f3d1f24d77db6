// SPDX-License-Identifier: MPL-2.0
// Keeps the event queues: one per listener, one event per subject, hidden for a while each time it is fetched.
'use strict';

const { draw_uuid } = require('./uuids');

const kHiddenMs = 180_000;
const kPatientFetches = 7; // from then on an unacknowledged event stays hidden 2^fetches seconds
const kUsualPriority = 10000;
const kOwner = '03800000-baad-c0de-006c-6162000a0001';

class EventQueues {
  constructor(clock) {
    this.clock = clock;
    this.namespaces = new Map([['mo', { name: 'mo', owner: kOwner, public: true }]]);
    this.listeners = new Map();
    this.holders = new Map(); // token → { listener, subject }
  }

  declare_namespace({ name, public: is_public }) {
    if (!/^[a-z0-9_-]+$/i.test(name)) throw new Error(`the lab refuses the namespace name "${name}"`);
    if (!this.namespaces.has(name)) this.namespaces.set(name, { name, owner: kOwner, public: is_public });
    return this.namespaces.get(name);
  }

  declare_listener({ namespace, user_key, routing_key }) {
    if (!this.namespaces.has(namespace)) throw new Error(`Namespace ${namespace} does not exist`);
    for (const listener of this.listeners.values()) {
      if (listener.namespace.name === namespace && listener.user_key === user_key && listener.routing_key === routing_key) return listener;
    }
    const listener = {
      uuid: draw_uuid(), owner: kOwner, user_key, routing_key, namespace: this.namespaces.get(namespace), waiting: new Map(), lowest: kUsualPriority,
    };
    this.listeners.set(listener.uuid, listener);
    return listener;
  }

  delete_listener({ uuid, delete_pending_events }) {
    const listener = this.find_listener(uuid);
    if (listener.waiting.size > 0 && !delete_pending_events) throw new Error('the listener has pending events');
    for (const { token } of listener.waiting.values()) this.holders.delete(token);
    return this.listeners.delete(uuid);
  }

  find_listener(uuid) {
    const listener = this.listeners.get(uuid);
    if (!listener) throw new Error(`Listener ${uuid} does not exist`);
    return listener;
  }

  send({ namespace, routing_key, subject, priority = kUsualPriority }) {
    if (!this.namespaces.has(namespace)) throw new Error(`Namespace ${namespace} does not exist`);
    for (const listener of this.listeners.values()) {
      if (listener.namespace.name === namespace && listener.routing_key === routing_key) this.put(listener, subject, priority);
    }
    return true;
  }

  // A subject that is sent again while someone works on it gets a new token, so that an acknowledgement of
  // the older state does not take the newer one away.
  put(listener, subject, priority) {
    const waiting = listener.waiting.get(subject);
    if (waiting) this.holders.delete(waiting.token);
    const event = { subject, priority: Math.min(priority, waiting?.priority ?? priority), token: draw_uuid(), hidden_until: 0, fetches: 0 };
    listener.waiting.set(subject, event);
    listener.lowest = Math.min(listener.lowest, event.priority);
    this.holders.set(event.token, { listener, subject });
  }

  fetch(listener_uuid) {
    const now = this.clock.now();
    const listener = this.find_listener(listener_uuid);
    let next = null;
    for (const event of listener.waiting.values()) {
      if (event.hidden_until <= now && (next === null || event.priority < next.priority)) next = event;
      if (next !== null && next.priority <= listener.lowest) break; // nothing can go before it
    }
    if (next === null) return null;
    next.fetches++;
    next.hidden_until = now + (next.fetches <= kPatientFetches ? kHiddenMs : 2 ** next.fetches * 1000);
    return { subject: next.subject, priority: next.priority, token: next.token };
  }

  acknowledge({ token }) {
    const holder = this.holders.get(token);
    if (holder) {
      holder.listener.waiting.delete(holder.subject);
      this.holders.delete(token);
    }
    return true;
  }

  count_waiting() {
    const counts = {};
    for (const { user_key, routing_key, waiting } of this.listeners.values()) counts[`${user_key}/${routing_key}`] = waiting.size;
    return counts;
  }
}

module.exports = { EventQueues };
