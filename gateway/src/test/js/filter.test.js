import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Filter, exactly, termText } from '../../main/resources/static/js/filter.js';

const BASE = 'http://gateway/';

test('equal filters have equal addresses, and a view has its own', () => {
  const some = new Filter().with('item', 'b').with('amount', 'gte.90').with('item', 'a');
  const others = new Filter().with('item', 'a').with('item', 'b').with('amount', 'gte.90');

  assert.equal(some.streamUrl(BASE, 'subscribe'), others.streamUrl(BASE, 'subscribe'));
  assert.equal(some.subscribeUrl(BASE, 'subscribe/tools'), 'http://gateway/subscribe/tools?item=b&amount=gte.90&item=a');
});

test('a column named like an option goes to the gateway and back by its prefix', () => {
  const filter = new Filter().with('progress', 'a b').with('item', '').with('amount', '95').with('amount', '95');

  assert.equal(filter.toSearch(), '?column.progress=a%20b&item=&amount=95');
  assert.deepEqual(Filter.fromSearch(filter.toSearch()).terms, filter.terms);
  assert.deepEqual(Filter.fromSearch('?last_event_id=7&progress=true&select=item').terms, []);
  assert.equal(new Filter().with('select', 'a').with('column.item', 'b').toSearch(), '?column.select=a&column.column.item=b');
  assert.deepEqual(Filter.fromSearch('?column.item=a&column.column.item=b').terms, [['item', 'a'], ['column.item', 'b']]);
});

test('a text that begins like a comparison is asked for literally, and said as people say it', () => {
  assert.equal(exactly('in.progress'), 'eq.in.progress');
  assert.equal(exactly('ink.progress'), 'ink.progress');
  assert.equal(termText('Item', 'eq.in.progress'), 'Item = in.progress');
  assert.equal(termText('Amount', 'gte.90'), 'Amount ≥ 90');
  assert.equal(termText('Item', 'in.(a,b)'), 'Item in (a,b)');
  assert.equal(termText('Item', ''), 'Item = (empty)');
});
