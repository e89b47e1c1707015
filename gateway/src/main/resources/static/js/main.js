import { Address } from './address.js';
import { Announcer } from './announcer.js';
import { Charts } from './charts.js';
import { ColumnChoice } from './columnchoice.js';
import { Connection } from './connection.js';
import { Details } from './details.js';
import { setText } from './dom.js';
import { Figures, footText } from './figures.js';
import { FilterBar } from './filterbar.js';
import { count, zone } from './format.js';
import { Frames } from './frames.js';
import { Header, emptyText } from './header.js';
import { Intake } from './intake.js';
import { Items } from './items.js';
import { ColumnLayout, byColumn } from './layout.js';
import { RecentRows } from './recent.js';
import { Schema } from './schema.js';
import { Selection } from './selection.js';
import { ShownRows, newestLast } from './shown.js';
import { Slices } from './slices.js';
import { Status } from './status.js';
import { StreamPanel } from './streampanel.js';
import { RowTable } from './table.js';
import { unfoldBy } from './unfold.js';
import { ViewChoice } from './viewchoice.js';

const SEARCH_DELAY_MILLIS = 120;
const CLOCK_MILLIS = 1_000;
/** Charts and the stream panel are not painted more often than this; rows are, as they come. */
const CHARTS_MILLIS = 250;
/** Rows scrolled away before the way back to the newest is offered. */
const ABOVE_MIN = 3;
/** The page is laid out for the view that it will show; a gateway that says none by then is not waited for. */
const VIEW_KNOWN_MILLIS_MAX = 1_000;
/** Screens with room for table, charts and stream beside each other; the style sheets name the same. */
const WIDE = '(min-width: 64rem) and (min-height: 34rem)';

/** Screens on which a table of many columns is still easy to read. */
const ROOMY = '(min-width: 100rem)';

const byId = (id) => document.getElementById(id);

/**
 * The page: a filter opens a stream, the stream brings steps, a step is applied and painted at once. While the page is
 * paused steps wait, so that everything that speaks of the shown rows stands still together.
 */
class Page {
  #address = new Address();
  #items = new Items();
  #status = new Status();
  #intake = new Intake();
  #selection = new Selection();
  #announcer = new Announcer(byId('announcer'));
  #header = new Header(byId('bar'), byId('sentence'), byId('favicon'));
  #figures = new Figures(byId('figures'));
  #viewChoice = new ViewChoice(byId('views'), (view) => this.#choose(view));
  #filterBar = new FilterBar(byId('controls'), this.#items, (filter) => this.#go(filter));
  #choice = new ColumnChoice(byId('columns'));
  #charts = new Charts(byId('charts'), this.#items, () => this.#look({ minutes: this.#charts.minutes }), () => this.#paintChartsSoon());
  #panel = new StreamPanel(byId('stream'), byId('stream-toggle'), matchMedia(WIDE));
  #details = new Details(byId('details'), (column, text) => this.#go(this.#filter.with(column, text)));
  #table = new RowTable(byId('table'), this.#items, (row) => this.#details.open(row, this.#schema));
  #frames = new Frames(() => this.#paint());
  /* All that the stream brings, in its order; and what else takes long with many rows. */
  #slices = new Slices(() => this.#frames.request());
  #connection = new Connection((message) => this.#receive(message));

  #filter = null;
  #url = null;
  #schema = new Schema({ name: document.title });
  #layout = new ColumnLayout(this.#schema, false, () => {});
  #recent = new RecentRows(false);
  #rows = new ShownRows(false, this.#recent);
  #pausedAt = null;
  #chartsAt = -Infinity;
  #chartsTimer = null;

  start() {
    const { search, kind, minutes } = this.#address.read();
    byId('search').value = search;
    this.#selection.search(search);
    this.#selection.only(kind);
    this.#charts.show(minutes);
    byId('kinds').querySelector(`[value="${this.#selection.kind}"]`).checked = true;
    setTimeout(() => document.body.classList.remove('unknown'), VIEW_KNOWN_MILLIS_MAX);
    this.#listen();
    this.#open(this.#address.filter);
  }

  /** Follows another filter. */
  #go(filter) {
    this.#address.go(filter);
    this.#open(filter);
  }

  /** Follows another view, all of it. */
  #choose(view) {
    this.#address.choose(view);
    this.#open(this.#address.filter);
  }

  #open(filter) {
    this.#filter = filter;
    this.#filterBar.show(filter, this.#schema);
    setText(byId('filters-toggle'), filter.isEmpty ? 'Filter' : `Filter · ${filter.terms.length}`);
    const { path, view } = this.#address;
    this.#viewChoice.show(view);
    const url = filter.streamUrl(document.baseURI, path);
    if (url === this.#url) return;
    this.#url = url;
    this.#status = new Status();
    this.#intake.restart();
    this.#panel.restart(filter.subscribeUrl(document.baseURI, path));
    this.#pausedAt = null;
    this.#slices.drop();
    this.#empty();
    this.#connection.watch(url);
  }

  #empty() {
    this.#recent = new RecentRows(this.#schema.isAuction);
    this.#rows = new ShownRows(this.#schema.isAuction, this.#recent, this.#order());
    this.#frames.request();
  }

  #receive(message) {
    if (message.url !== this.#url) return;
    if (message.type === 'state') this.#slices.add(this.#enter(message.state));
    else {
      const step = this.#intake.put(message, this.#schema.isAuction);
      if (step !== null) this.#slices.add(this.#take(step));
    }
  }

  *#enter(state) {
    this.#status.onState(state, Date.now());
    if (state.view !== null) this.#know(new Schema(state.view));
    if (['live', 'refused'].includes(state.phase)) this.#viewChoice.ask();
    this.#frames.request();
  }

  /** Learns what the gateway says of the view; what is shown by other columns is asked for again. */
  #know(schema) {
    document.body.classList.remove('unknown');
    if (schema.equals(this.#schema)) return;
    const wasShown = this.#rows.size > 0;
    this.#schema = schema;
    this.#header.show(schema);
    document.body.classList.toggle('other-view', !schema.isAuction);
    this.#selection.of(schema);
    this.#layout = new ColumnLayout(schema, matchMedia(ROOMY).matches, () => this.#layOut());
    this.#layout.sort = this.#address.read().sort;
    this.#filterBar.show(this.#filter, schema);
    this.#empty();
    this.#layOut();
    if (wasShown) this.#connection.join();
  }

  #layOut() {
    this.#choice.show(this.#layout);
    this.#table.setLayout(this.#schema, this.#layout);
    this.#slices.add(this.#rows.sortBy(this.#order()));
    this.#look({ sort: this.#layout.sort });
  }

  /** How the viewer wants the rows sorted; null is the order in which they became. */
  #order() {
    const { sort } = this.#layout;
    const column = sort && this.#schema.column(sort.column);
    return column ? byColumn(column, sort.descending, newestLast) : null;
  }

  *#take(step) {
    if (this.#pausedAt === null) yield* this.#apply(step);
    else this.#wait(step);
  }

  *#apply(step) {
    this.#panel.add(step);
    const shown = yield* this.#rows.apply(step);
    if (this.#schema.isAuction && this.#items.learn(step.snapshot ? this.#rows.rows : shown)) this.#filterBar.show(this.#filter, this.#schema);
    this.#status.onStep(step, shown, this.#schema.isAuction);
    this.#announcer.onStep(shown);
    this.#frames.request();
  }

  #wait(step) {
    this.#intake.keep(step);
    this.#status.wait(step.changes.length);
    this.#frames.request();
  }

  /** All of the page is painted once more, so that it stands still at one moment: after the step that is being applied. */
  *#pause() {
    this.#chartsAt = -Infinity;
    this.#paintAll();
    this.#pausedAt = Date.now();
    this.#status.pause(this.#pausedAt);
    this.#frames.requestNow();
  }

  *#resume() {
    this.#pausedAt = null;
    this.#status.resume();
    for (const step of this.#intake.release()) yield* this.#apply(step);
    this.#paintChartsSoon();
  }

  #paintChartsSoon() {
    clearTimeout(this.#chartsTimer);
    this.#chartsTimer = null;
    this.#chartsAt = -Infinity;
    this.#frames.requestNow();
  }

  /** While a step is being applied nothing speaks of the rows. True when all is painted that can be. */
  #paint() {
    return this.#slices.busy || this.#paintAll();
  }

  /** Paused, only what the viewer asks of the shown rows is painted anew, as of the moment of the pause. */
  #paintAll() {
    const now = Date.now();
    const selected = this.#selection.from(this.#rows.rows);
    this.#paintState(now);
    this.#table.show(selected, !this.#filter.isEmpty, this.#pausedAt ?? now);
    byId('empty').hidden = selected.length > 0;
    setText(byId('empty'), emptyText(this.#status.phase(now), this.#selection, !this.#filter.isEmpty));
    this.#paintWayBack();
    if (this.#pausedAt === null) this.#paintFigures(now, selected);
    return this.#selection.complete;
  }

  #paintState(now) {
    const { phase, label, sentence } = this.#status.describe(now, !this.#filter.isEmpty);
    this.#header.paint(phase, label, sentence);
    this.#announcer.speak(now, phase, sentence, this.#rows.size);
    document.body.classList.toggle('paused', this.#pausedAt !== null);
    const resume = this.#status.waiting > 0 ? `Resume · ${count(this.#status.waiting, 'change')}` : 'Resume';
    setText(byId('pause'), this.#pausedAt === null ? 'Pause' : resume);
  }

  #paintFigures(now, selected) {
    const { isAuction } = this.#schema;
    const all = this.#selection.isEverything;
    this.#figures.paint(now, { rows: this.#rows, recent: this.#recent, status: this.#status, isAuction, selected: selected.length, all });
    this.#filterBar.paintKinds(this.#rows);
    setText(byId('foot'), footText(zone, this.#rows.dropped + this.#status.dropped));
    const wait = this.#chartsAt + CHARTS_MILLIS - performance.now();
    if (wait <= 0) this.#paintCharts(now);
    else this.#chartsTimer ??= setTimeout(() => this.#paintChartsSoon(), wait);
  }

  #paintCharts(now) {
    this.#chartsAt = performance.now();
    this.#panel.paint();
    if (this.#schema.isAuction) this.#charts.paint(this.#recent, this.#status.asOf ?? this.#rows.rows.at(-1)?.rank ?? now);
  }

  #paintWayBack() {
    byId('to-top').hidden = this.#table.above < ABOVE_MIN;
  }

  /** The viewer looks at other rows, or at the same in another way; paused or not. */
  #look(looked) {
    this.#address.note(looked);
    this.#frames.requestNow();
  }

  #listen() {
    byId('pause').addEventListener('click', () => this.#slices.add(this.#pausedAt === null ? this.#pause() : this.#resume()));
    byId('to-top').addEventListener('click', () => this.#table.toTop());
    this.#filterBar.onFocus = () => this.#filterBar.suggest(this.#rows.rows);
    unfoldBy(byId('filters-toggle'), 'with-filters', () => this.#frames.request());
    unfoldBy(byId('charts-toggle'), 'with-charts', () => this.#frames.request());
    byId('kinds').addEventListener('change', (event) => {
      this.#selection.only(event.target.value);
      this.#table.toTop();
      this.#look({ kind: this.#selection.kind });
    });
    let searching = null;
    byId('search').addEventListener('input', () => {
      clearTimeout(searching);
      searching = setTimeout(() => this.#search(byId('search').value), SEARCH_DELAY_MILLIS);
    });
    addEventListener('scroll', () => this.#paintWayBack(), { capture: true, passive: true });
    addEventListener('popstate', () => this.#open(this.#address.filter));
    setInterval(() => this.#frames.request(), CLOCK_MILLIS);
  }

  #search(text) {
    this.#selection.search(text);
    this.#table.toTop();
    this.#look({ search: this.#selection.text });
  }
}

new Page().start();
