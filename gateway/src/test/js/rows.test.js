import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Change, Rows, isOfSnapshot, parseRow, timestampOf } from '../../main/resources/static/client/rows.js';
import { offsetOf } from '../../main/resources/static/js/values.js';

test('keeps integers that a number does not hold exactly as their text', () => {
  const row = parseRow('{"id":9223372036854775807,"n":12,"d":0.12345678901234567,"s":"a \\" 12345678901234567890","big":-12345678901234567890}');

  assert.deepEqual(row, {
    id: '9223372036854775807',
    n: 12,
    d: 0.12345678901234567,
    s: 'a " 12345678901234567890',
    big: '-12345678901234567890',
  });
});

test('tells ids that differ in the last of 19 digits apart', () => {
  const rows = keyed(['id']);
  rows.add(new Change('1-0', '{"id":9223372036854775807}', false));
  rows.add(new Change('1-1', '{"id":9223372036854775806}', false));
  commit(rows);

  assert.equal(rows.held.size, 2);
});

test('takes columns named like properties of objects as columns', () => {
  const rows = keyed(['constructor']);
  rows.add(new Change('1-0', '{"constructor":"a","__proto__":1}', false));
  rows.add(new Change('1-1', '{"title":"b"}', false));

  assert.deepEqual(commit(rows).changes.map(({ key }) => key), ['"a"', 'null']);
});

test('lets the oldest rows go beyond its limit and counts them', () => {
  const rows = keyed(['id'], 2);
  for (const id of [1, 2, 3]) rows.add(new Change(`${id}-${id}`, `{"id":${id}}`, false));
  commit(rows);

  assert.deepEqual([...rows.held.keys()], ['2', '3']);
  assert.equal(rows.dropped, 1);
});

test('lets the oldest rows of a snapshot go that is far beyond its limit, and counts them', () => {
  const rows = keyed(['id'], 2);
  for (let id = 1; id <= 9; id++) {
    rows.add(new Change(`${id}-${id}.9`, `{"id":${id}}`, false));
    assert.ok(rows.pending.length <= 4);
  }
  commit(rows);

  assert.deepEqual([...rows.held.keys()], ['8', '9']);
  assert.equal(rows.dropped, 7);
});

test('reads every form of an id', () => {
  for (const id of ['1795782896123', '1795782896123~AbC_', '1795782896123-7', '1795782896123-7~AbC_', '1795782896123-7.9~A-C']) {
    assert.equal(timestampOf(id), '1795782896123');
  }
  assert.equal(offsetOf('1795782896123-7.9~A-C'), 7);
  assert.equal(isOfSnapshot({ id: '1795782896123-7.9~A-C' }), true);
  assert.equal(isOfSnapshot({ id: '1795782896123-7~A-C' }), false);
});

function keyed(columns, rowsMax) {
  const rows = new Rows(rowsMax);
  rows.keyColumns = columns;
  return rows;
}

/* All that waits is complete. */
function commit(rows) {
  rows.complete = { n: rows.pending.length, id: rows.pending.at(-1).id, asOf: null };
  return rows.commit();
}
