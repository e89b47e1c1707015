import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Slices, each, sorted } from '../../main/resources/static/js/slices.js';

test('does work in turn, each to its end, and says when all is done', async () => {
  const said = [];
  const done = new Promise((resolve) => {
    const slices = new Slices(resolve);
    slices.add(slow(said, 'first'));
    slices.add(slow(said, 'second'));
    assert.equal(slices.busy, true);
  });
  await done;

  assert.deepEqual(said, ['first 0', 'first 1', 'first 2', 'second 0', 'second 1', 'second 2']);
});

test('does short work at once', () => {
  const said = [];
  const slices = new Slices(() => said.push('done'));
  slices.add(each([1, 2], (n) => said.push(n)));

  assert.deepEqual(said, [1, 2, 'done']);
  assert.equal(slices.busy, false);
});

test('forgets work that is dropped, and goes on with what comes after', async () => {
  const said = [];
  const done = new Promise((resolve) => {
    const slices = new Slices(resolve);
    slices.add(slow(said, 'old'));
    slices.drop();
    slices.add(slow(said, 'new'));
  });
  await done;

  assert.deepEqual(said, ['old 0', 'new 0', 'new 1', 'new 2']);
});

test('sorts like the language does, in slices', () => {
  for (const length of [0, 1, 1_024, 1_025, 10_000]) {
    const items = Array.from({ length }, (_, n) => ({ value: (n * 7_919) % 1_000, n }));
    const compare = (a, b) => a.value - b.value;
    const work = sorted(items, compare);
    let slices = 0;
    let step = work.next();
    for (; !step.done; step = work.next()) slices++;

    assert.deepEqual(step.value, [...items].sort(compare));
    assert.ok(slices >= length / 1_024);
  }
});

/* Each of its steps takes longer than a slice may. */
function* slow(said, name) {
  for (let n = 0; n < 3; n++) {
    said.push(`${name} ${n}`);
    const until = performance.now() + 10;
    while (performance.now() < until);
    yield;
  }
}
