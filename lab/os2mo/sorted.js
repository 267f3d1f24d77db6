// SPDX-License-Identifier: MPL-2.0
// Finds, inserts and removes objects in arrays kept in uuid order.
'use strict';

/** First position whose uuid is not before `uuid`, or, with `after`, the first one behind it. */
function find_position(list, uuid, after = false) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const here = list[middle].uuid;
    if (here < uuid || (after && here === uuid)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function insert_sorted(list, object) {
  const at = find_position(list, object.uuid);
  if (list[at]?.uuid !== object.uuid) list.splice(at, 0, object);
}

function remove_sorted(list, object) {
  const at = find_position(list, object.uuid);
  if (list[at]?.uuid === object.uuid) list.splice(at, 1);
}

module.exports = { find_position, insert_sorted, remove_sorted };
