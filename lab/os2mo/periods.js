// SPDX-License-Identifier: MPL-2.0
// Changes an object over a stretch of days: what lies outside the stretch stays as it was.
'use strict';

const { add_days } = require('./days');

/** What is left of the periods when the days from … to (null: for ever) are taken out. */
function cut_out(periods, from, to) {
  const left = [];
  for (const period of periods) {
    const before = period.from < from;
    const after = to !== null && (period.to === null || period.to > to);
    const untouched = (period.to !== null && period.to < from) || (to !== null && period.from > to);
    if (untouched) left.push(period);
    else {
      if (before) left.push({ ...period, to: add_days(from, -1) });
      if (after) left.push({ ...period, from: add_days(to, 1) });
    }
  }
  return left;
}

/** Gives the object `changes` from … to (null: for ever), and validity on all those days, as OS2MO's edits do. */
function change_stretch(periods, from, to, changes) {
  const changed = [];
  for (const period of periods) {
    if ((period.to !== null && period.to < from) || (to !== null && period.from > to)) continue;
    const starts = period.from > from ? period.from : from;
    const ends = to === null || (period.to !== null && period.to < to) ? period.to : to;
    changed.push({ ...period, ...changes, from: starts, to: ends });
  }
  if (changed.length === 0) {
    const earlier = periods.filter((period) => period.from < from);
    changed.push({ ...(earlier.at(-1) ?? periods[0]), ...changes, from, to });
  }
  changed[0].from = from;
  changed.at(-1).to = to;
  return put_in_order([...cut_out(periods, from, to), ...changed]);
}

function put_in_order(periods) {
  return periods.sort((a, b) => (a.from < b.from ? -1 : 1));
}

module.exports = { change_stretch, cut_out, put_in_order };
