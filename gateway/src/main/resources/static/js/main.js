import { Announcer } from './announcer.js';
import { MINUTES, paintAmounts, paintMinutes, recentWinners } from './charts.js';
import { Columns } from './columns.js';
import { Connection } from './connection.js';
import { paintCounts } from './counts.js';
import { byId, setText } from './dom.js';
import { expectedRows, rememberRows } from './expected.js';
import { Filter } from './filter.js';
import { FilterBar } from './filterbar.js';
import { zone } from './format.js';
import { Items } from './items.js';
import { rowOf } from './row.js';
import { Status } from './status.js';
import { Store } from './store.js';
import { StreamPanel } from './streampanel.js';
import { VirtualTable } from './table.js';
import { View } from './view.js';
import { fillWords, say } from './words.js';

const SEARCH_DELAY_MILLIS = 120;
const CLOCK_MILLIS = 1_000;
/** Rows scrolled away before the way back to the newest is offered. */
const ABOVE_MIN = 3;

/**
 * The page: a filter opens a stream, the stream brings messages, messages make a batch, a complete batch is applied
 * and painted at once. Pausing stops the painting only; the rows stay up to date behind it.
 */
class Page {
  #items = new Items();
  #status = new Status();
  #announcer = new Announcer(byId('announcer'));
  #panel = new StreamPanel();
  #table = new VirtualTable(byId('table'), byId('head'), byId('body'));
  #filterBar = new FilterBar(this.#items, (filter) => this.#go(filter));
  #connection = new Connection((message) => this.#receive(message));
  #view = new View();

  #filter = null;
  #url = null;
  #store = new Store();
  #columns = null;
  #incoming = [];
  #paused = false;
  #missed = 0;
  #painting = false;

  start() {
    this.#listen();
    this.#open(Filter.fromSearch(location.search));
  }

  /** Follows another filter, with an entry in the browser's history. */
  #go(filter) {
    history.pushState(null, '', filter.toSearch() || location.pathname);
    this.#open(filter);
  }

  #open(filter) {
    this.#filter = filter;
    this.#filterBar.show(filter);
    const url = filter.streamUrl(document.baseURI);
    if (url === this.#url) return;
    this.#url = url;
    this.#store = new Store();
    this.#incoming = [];
    this.#status.restart();
    this.#panel.restart(filter.subscribeUrl(document.baseURI));
    this.#pause(false);
    this.#connection.watch(url);
  }

  #receive(message) {
    if (message.url !== this.#url) return;
    if (message.type === 'batch') {
      this.#receiveBatch(message);
    } else {
      this.#status.onState(message.state);
      this.#schedulePaint();
    }
  }

  /** Collects the messages of a batch; rows are read as they come, so that the last message brings little work. */
  #receiveBatch(message) {
    this.#panel.add(message);
    for (const row of message.rows) this.#incoming.push(rowOf(row, message.fresh ? 0 : message.at));
    if (message.last) {
      const batch = { ...message, rows: this.#incoming };
      this.#incoming = [];
      this.#apply(batch);
    }
  }

  #apply(batch) {
    const changed = this.#store.apply(batch);
    this.#learn(batch.fresh ? this.#store.rows : changed);
    this.#status.onBatch(batch, changed);
    this.#announcer.onBatch(changed);
    if (batch.fresh) rememberRows(this.#filter.toSearch(), this.#store.size);
    if (this.#paused) this.#missed += changed.length;
    this.#schedulePaint();
  }

  /** What rows tell about the view: its columns and items. */
  #learn(rows) {
    if (rows.length === 0) return;
    const names = Object.keys(rows.at(-1).values);
    if (this.#columns?.all.join() !== names.join()) {
      this.#columns = new Columns(names, this.#items);
      this.#filterBar.offer(names);
    }
    if (this.#items.learn(rows)) this.#filterBar.show(this.#filter);
  }

  #schedulePaint() {
    if (this.#painting) return;
    this.#painting = true;
    requestAnimationFrame(() => {
      this.#painting = false;
      this.#paint();
    });
  }

  #paint() {
    this.#paintStatus();
    if (this.#paused) return;
    const shown = this.#view.of(this.#store.rows);
    const isAuction = this.#columns?.isAuction ?? true;
    if (this.#columns) this.#table.show(shown, this.#columns, !this.#filter.isEmpty);
    paintCounts(this.#store, this.#view, shown, isAuction, Date.now());
    this.#paintCharts(isAuction);
    byId('empty').hidden = shown.length > 0;
    setText(byId('empty'), this.#emptyText());
    this.#paintWayBack();
    this.#panel.paint();
  }

  #paintStatus() {
    const now = Date.now();
    this.#status.paint(now, expectedRows(this.#filter.toSearch()), this.#store.dropped);
    this.#announcer.speak(now, this.#status.phase(now), byId('state-text').textContent, this.#store.size);
    const resume = this.#missed > 0 ? say('resumeWith', { n: this.#missed }) : say('resume');
    setText(byId('pause'), this.#paused ? resume : say('pause'));
  }

  #paintCharts(isAuction) {
    byId('charts').hidden = !isAuction;
    document.body.classList.toggle('other-view', !isAuction);
    if (!isAuction) return;
    const until = this.#status.frontier ?? this.#store.rows.at(-1)?.rank ?? Date.now();
    const recent = recentWinners(this.#store.rows, until);
    paintAmounts(byId('amounts'), recent, this.#items);
    paintMinutes(byId('minutes'), recent, this.#items);
    const scrolls = byId('charts').scrollWidth > byId('charts').clientWidth;
    if (scrolls) byId('charts').tabIndex = 0;
    else byId('charts').removeAttribute('tabindex');
  }

  #paintWayBack() {
    byId('to-top').hidden = this.#table.above < ABOVE_MIN;
  }

  #emptyText() {
    const phase = this.#status.phase(Date.now());
    if (phase === 'refused') return say('emptyRefused');
    if (phase !== 'live' && phase !== 'stale') return say('emptyConnecting');
    if (!this.#view.isEverything) return say('emptySearch');
    return say(this.#filter.isEmpty ? 'emptyLive' : 'emptyFilter');
  }

  #pause(paused) {
    this.#paused = paused;
    this.#missed = 0;
    document.body.classList.toggle('paused', paused);
    this.#schedulePaint();
  }

  #listen() {
    byId('pause').addEventListener('click', () => this.#pause(!this.#paused));
    byId('to-top').addEventListener('click', () => this.#table.toTop());
    byId('filter-value').addEventListener('focus', () => this.#filterBar.suggest(this.#store.rows));
    byId('kinds').addEventListener('change', (event) => {
      this.#view.only(event.target.value);
      this.#showAgain();
    });
    let searching = null;
    byId('search').addEventListener('input', () => {
      clearTimeout(searching);
      searching = setTimeout(() => {
        this.#view.search(byId('search').value);
        this.#showAgain();
      }, SEARCH_DELAY_MILLIS);
    });
    addEventListener('scroll', () => this.#paintWayBack(), { capture: true, passive: true });
    addEventListener('popstate', () => this.#open(Filter.fromSearch(location.search)));
    setInterval(() => this.#schedulePaint(), CLOCK_MILLIS);
  }

  /** Another selection of rows is looked at from its newest row, paused or not. */
  #showAgain() {
    this.#pause(false);
    this.#table.toTop();
  }
}

fillWords(document);
setText(byId('zone'), say('zone', { zone }));
setText(byId('window'), say('lastMinutes', { minutes: MINUTES }));
new Page().start();
