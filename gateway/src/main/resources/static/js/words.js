/**
 * Every word on the page. To add a language, add its object here under its tag; missing texts fall back to English.
 * `{name}` is filled in; a text that depends on a number is an object by plural category (`Intl.PluralRules`).
 */
const texts = {
  en: {
    title: 'Auction winners',
    subtitle: 'Every change of the view, as it becomes true',
    skip: 'Skip to the winners',
    noScript: 'This page needs JavaScript. The stream itself does not: curl -N /subscribe',

    connecting: 'Connecting',
    snapshot: 'Snapshot: {n}',
    snapshotOf: 'Snapshot: {n} of about {total}',
    replay: 'Catching up',
    live: 'Live',
    stale: 'Stale since {time}',
    waiting: 'Reconnecting, {seconds} s so far',
    retrying: 'Reconnecting in {seconds} s',
    refused: 'Refused',
    refusedBecause: 'The server refused this filter: {reason}',
    resetBecause: 'The server could not continue the stream ({reason}). Reading a new snapshot.',
    staleBecause: 'Nothing newer than {time} is known. What you see was complete then.',
    limited: { one: 'The oldest row is not kept here.', other: 'The oldest {n} rows are not kept here.' },

    pause: 'Pause',
    resume: 'Resume',
    resumeWith: { one: 'Resume · {n} change', other: 'Resume · {n} changes' },
    showStream: 'Stream',
    hideStream: 'Close the stream panel',

    winners: 'Winners',
    rows: 'Rows',
    ofWhichShown: '{n} shown',
    perMinute: '{n} in the last minute',
    latency: 'End of auction to screen',
    latencyNone: 'waiting for the next winner',
    latencyOf: { one: 'last winner', other: 'median of the last {n}' },
    completeUpTo: 'Complete up to',
    completeNone: 'the topic carries no progress',
    behind: '{duration} behind now',
    behindNone: 'as of now',
    changes: 'Changes seen here',
    changesOf: '{corrected} corrected · {withdrawn} withdrawn',
    changesNone: 'none since you opened',

    filters: 'Filter and search',
    allItems: 'All items',
    column: 'Column',
    value: 'Value',
    valueHint: 'equals …',
    add: 'Add filter',
    remove: 'Remove filter {column} = {value}',
    clear: 'Clear all',
    search: 'Search',
    searchHint: 'Search these rows',
    kinds: 'Which rows',
    kindAll: 'All',
    kindCorrected: 'Corrected {n}',
    kindGone: 'Withdrawn {n}',

    table: 'Winners, newest first',
    auction_id: 'Auction',
    item: 'Item',
    amount: 'Amount',
    buyer: 'Winner',
    seller: 'Seller',
    bid_id: 'Bid',
    bid_time: 'Bid placed',
    end_time: 'Ended',
    corrected: 'corrected',
    correctedFrom: 'was {values}',
    gone: 'withdrawn',
    goneFiltered: 'left the filter',
    newAbove: { one: '{n} new', other: '{n} new' },
    toTop: 'Back to the newest',
    emptyConnecting: 'Waiting for the first row.',
    emptyRefused: 'Change the filter to see winners.',
    emptyLive: 'No winner yet.',
    emptyFilter: 'No winner matches this filter yet. New ones will appear here.',
    emptySearch: 'No row here contains this text.',

    charts: 'Charts of the last minutes',
    amountsTitle: 'Winning amounts',
    amountsSummary: { one: '{n} winner', other: '{n} winners, amounts {min} to {max}' },
    minutesTitle: 'Winners per minute',
    minutesSummary: { one: '{n} winner in {minutes} minutes', other: '{n} winners in {minutes} minutes' },
    chartEmpty: 'No auction ended in these {minutes} minutes.',
    lastMinutes: 'last {minutes} minutes',
    otherItems: 'Other',

    streamTitle: 'The stream behind this page',
    streamHint: 'Any program can read it:',
    copy: 'Copy',
    copied: 'Copied',
    streamLog: 'Last events as they arrived',
    zone: 'Times in {zone}',

    announceLive: { one: 'Live. {n} row.', other: 'Live. {n} rows.' },
    announceNew: { one: '{n} new winner', other: '{n} new winners' },
    announceCorrected: { one: '{n} correction', other: '{n} corrections' },
    announceGone: { one: '{n} withdrawn', other: '{n} withdrawn' },
  },
};

const language = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => tag in texts) ?? 'en';
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat();

/** The text of that name, with numbers written in the viewer's way; `n` also chooses the plural. */
export function say(name, values = {}) {
  const text = texts[language][name] ?? texts.en[name] ?? name;
  const chosen = typeof text === 'string' ? text : (text[plurals.select(values.n)] ?? text.other);
  return chosen.replace(/\{(\w+)\}/g, (_, key) => {
    const value = values[key];
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

/** The heading of a column: its word, or for a column of another view its name. */
export function sayColumn(column) {
  return texts[language][column] ?? column.replaceAll('_', ' ');
}

/** Fills the elements that say by `data-say` or `data-say-<attribute>` which text they want. */
export function fillWords(root) {
  root.documentElement.lang = language;
  root.title = say('title');
  for (const element of root.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const attribute of ['aria-label', 'placeholder', 'title']) {
    for (const element of root.querySelectorAll(`[data-say-${attribute}]`)) {
      element.setAttribute(attribute, say(element.getAttribute(`data-say-${attribute}`)));
    }
  }
}
