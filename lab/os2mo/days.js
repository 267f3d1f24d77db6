// SPDX-License-Identifier: MPL-2.0
// Turns Danish calendar days into OS2MO's date-times and back; inside the lab a day is the text YYYY-MM-DD.
'use strict';

const kZone = 'Europe/Copenhagen';
const kBeforeAllDays = ''; // sorts before every day: "since ever"
const kDay = /^\d{4}-\d{2}-\d{2}$/;
const kMoment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

const wall_clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: kZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
  hour: '2-digit', minute: '2-digit', second: '2-digit',
});

function read_wall_clock(ms) {
  const parts = {};
  for (const { type, value } of wall_clock.formatToParts(ms)) parts[type] = value;
  const day = `${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}`;
  return { day, time: `${parts.hour}:${parts.minute}:${parts.second}` };
}

function find_danish_day(ms) {
  return read_wall_clock(ms).day;
}

function find_offset_minutes(day) {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Midnight in Denmark is an hour or two before midnight UTC; the wall clock there shows the offset.
  const { day: shown_day, time } = read_wall_clock(utc - 3600e3);
  return Math.round((Date.parse(`${shown_day}T${time}Z`) - (utc - 3600e3)) / 60000);
}

const shown = new Map();

function show_midnight(day) {
  let text = shown.get(day);
  if (text === undefined) {
    const minutes = find_offset_minutes(day);
    const two = (n) => String(n).padStart(2, '0');
    const size = Math.abs(minutes);
    text = `${day}T00:00:00${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
    shown.set(day, text);
  }
  return text;
}

function show_moment(ms) {
  const { day, time } = read_wall_clock(ms);
  return `${day}T${time}${show_midnight(day).slice(19)}`;
}

function add_days(day, count) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86400e3).toISOString().slice(0, 10);
}

/** Reads a DateTime input as { day, midnight }, in Danish time; throws when it is not a date. */
function read_moment(text) {
  const found = kMoment.exec(text);
  if (!found || Number.isNaN(Date.parse(`${found[1]}T00:00:00Z`))) throw new Error(`Invalid isoformat string: '${text}'`);
  const [, day, hour, minute, second = '00', zone] = found;
  if (hour === undefined || zone === undefined) {
    return { day, midnight: hour === undefined || `${hour}${minute}${second}` === '000000' };
  }
  const fixed_zone = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const wall = read_wall_clock(Date.parse(`${day}T${hour}:${minute}:${second}${fixed_zone}`));
  return { day: wall.day, midnight: wall.time === '00:00:00' };
}

function is_day(text) {
  return typeof text === 'string' && kDay.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

module.exports = { kBeforeAllDays, add_days, find_danish_day, is_day, read_moment, show_midnight, show_moment };
