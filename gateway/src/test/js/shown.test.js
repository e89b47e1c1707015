import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byColumn } from '../../main/resources/static/js/layout.js';
import { RecentRows } from '../../main/resources/static/js/recent.js';
import { Schema } from '../../main/resources/static/js/schema.js';
import { Selection } from '../../main/resources/static/js/selection.js';
import { ShownRows, newestLast } from '../../main/resources/static/js/shown.js';

const MINUTE = 60_000;
const TOOLS = new Schema({ name: 't', columns: ['id', 'price'], types: ['integer', 'numeric'], key: ['id'] });

test('marks a correction, a deletion and neither of them twice', () => {
  const { rows } = shown([[1, '10'], [2, '20']]);
  whole(rows.apply(step([upsert(5, 1, '11'), upsert(6, 1, '12'), remove(7, 2)])));

  assert.deepEqual([rows.size, rows.corrected, rows.deleted], [1, 1, 1]);
  const corrected = rows.rows.find(({ key }) => key === '1');
  assert.deepEqual(corrected.versions.map(({ values }) => values.price), ['11', '10']);
});

test('marks nothing that a snapshot brings', () => {
  const { rows } = shown([[1, '10']]);
  whole(rows.apply({ ...step([upsert(5, 1, '11'), upsert(6, 1, '12')]), snapshot: true }));

  assert.deepEqual([rows.size, rows.corrected, rows.deleted], [1, 0, 0]);
});

test('keeps the marks of rows that a new snapshot brings again', () => {
  const { rows } = shown([[1, '10'], [2, '20']]);
  whole(rows.apply(step([upsert(5, 1, '11'), upsert(5, 2, '21')])));
  whole(rows.apply({ ...step([upsert(9, 1, '11'), upsert(9, 2, '22')]), snapshot: true }));

  assert.equal(rows.corrected, 1);
  assert.equal(rows.rows.find(({ key }) => key === '1').before.price, '10');
});

test('counts a deleted row that comes back as one row', () => {
  const { rows } = shown([[1, '10']]);
  whole(rows.apply(step([remove(5, 1)])));
  whole(rows.apply(step([upsert(6, 1, '10')])));

  assert.deepEqual([rows.size, rows.corrected, rows.deleted], [1, 0, 0]);
});

test('keeps any order while rows change, one by one and many at once', () => {
  for (const changes of [3, 600]) {
    const { rows } = shown(Array.from({ length: 100 }, (_, id) => [id, String((id * 37) % 100)]));
    whole(rows.sortBy(byColumn(TOOLS.column('price'), true, newestLast)));
    for (let turn = 0; turn < 50; turn++) {
      const some = Array.from({ length: changes }, (_, n) => upsert(10 + turn, (turn * 7 + n) % 120, String((turn * 13 + n * 29) % 100)));
      whole(rows.apply(step(some)));
      const prices = rows.rows.map(({ values }) => Number(values.price));
      assert.deepEqual(prices, [...prices].sort((a, b) => a - b));
      assert.equal(new Set(rows.rows).size, rows.size);
    }
  }
});

test('shows the rows of before until a snapshot is applied as a whole', () => {
  const { rows } = shown([[1, '10']]);
  const work = rows.apply({ ...step(Array.from({ length: 3_000 }, (_, id) => upsert(9, id, '11'))), snapshot: true });
  let slices = 0;
  while (!work.next().done) {
    slices++;
    assert.deepEqual(rows.rows.map(({ values }) => values.price), ['10']);
  }

  assert.ok(slices > 10);
  assert.equal(rows.rows.length, 3_000);
});

test('finds formatted numbers and raw ones, and objects as JSON, but no names of columns', () => {
  const { rows } = shown([[1, '1234567.5'], [2, '2']]);
  const selection = new Selection();
  selection.of(TOOLS);
  const found = (text) => {
    selection.search(text);
    return selection.from(rows.rows).map(({ key }) => key);
  };

  assert.deepEqual(found('1234567'), ['1']);
  assert.deepEqual(found((1_234_567).toLocaleString()), ['1']);
  assert.deepEqual(found('price'), []);
  assert.deepEqual(found(''), ['1', '2']);
});

test('counts rows by minute and item as they come, change and go', () => {
  const recent = new RecentRows(true);
  const row = (rank, item) => ({ rank, deleted: false, values: { item, amount: 5 } });
  const rows = [row(10 * MINUTE, 'a'), row(10 * MINUTE + 1, 'b'), row(12 * MINUTE, 'a')];
  rows.forEach((each) => recent.added(each));
  recent.removed(rows[1]);

  const { parts, total, from } = recent.window(12 * MINUTE + 5, 15, 15, 100);
  assert.equal(from, -2 * MINUTE);
  assert.equal(total, 2);
  assert.deepEqual([...parts[12]], [['a', 1]]);
  assert.deepEqual([...parts[14]], [['a', 1]]);
  assert.equal(recent.countSince(11 * MINUTE), 1);
});

test('thins points evenly over the whole window and says by how much', () => {
  const recent = new RecentRows(true);
  for (let n = 0; n < 9_000; n++) recent.added({ rank: n * 100, deleted: false, values: { item: 'a', amount: n } });

  const { points, every, total } = recent.window(899_999, 15, 15, 1_000);
  assert.equal(total, 9_000);
  assert.equal(every, 9);
  for (let minute = 0; minute < 15; minute++) {
    const taken = points.filter(({ time }) => Math.floor(time / MINUTE) === minute).length;
    assert.ok(taken >= 60 && taken <= 70, `minute ${minute}: ${taken}`);
  }
});

function shown(idsAndPrices) {
  const recent = new RecentRows(false);
  const rows = new ShownRows(false, recent);
  whole(rows.apply({ ...step(idsAndPrices.map(([id, price]) => upsert(1, id, price))), snapshot: true }));
  return { rows, recent };
}

/** What work in slices returns in the end. */
function whole(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

function step(changes) {
  return { snapshot: false, changes, at: 1_000 };
}

function upsert(time, id, price) {
  return { key: String(id), id: `${time}-${id}~tag`, text: `{"id":${id},"price":"${price}"}`, deleted: false };
}

function remove(time, id) {
  return { key: String(id), id: `${time}-${id}~tag`, text: `{"id":${id}}`, deleted: true };
}
