package auctions.ingestor.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Optional;

/** Rows of {@code winning_bids} made from an auction's number and a version, as a subscription's COPY text. */
final class WinningBids {

    /** The first auction; all numbers of auctions have as many digits. */
    static final long FIRST = 10_000_000;

    private static final List<String> ITEMS =
            List.of("Best Pizza in Town", "City Bar Crawl", "Custom Art", "Gift Basket", "Signed Memorabilia");

    private WinningBids() {}

    /**
     * One column on the wire.
     *
     * @param oid its type
     */
    record Column(String name, int oid) {}

    /** What a plain subscription with progress yields: its own three columns, then the view's. */
    static final List<Column> COLUMNS = List.of(
            new Column("mz_timestamp", 1700),
            new Column("mz_progressed", 16),
            new Column("mz_diff", 20),
            new Column("auction_id", 20),
            new Column("bid_id", 20),
            new Column("buyer", 20),
            new Column("seller", 20),
            new Column("item", 25),
            new Column("amount", 23),
            new Column("bid_time", 1184),
            new Column("end_time", 1184));

    /** A row that appears, or replaces the one of another version. */
    static byte[] upsert(long time, long auction, int version) {
        long mixed = mixed(auction);
        int minute = (int) (mixed >>> 20 & 31) + 10;
        return (time + "\tf\tupsert\t" + auction + '\t' + bid(auction, version) + '\t'
                        + ((mixed & 2047) + 2000) + '\t' + ((mixed >>> 11 & 1023) + 1000) + '\t'
                        + ITEMS.get((int) (mixed >>> 40 & 255) % ITEMS.size()) + '\t' + ((mixed >>> 50 & 63) + 10)
                        + "\t2026-11-25 11:" + minute + ":00.489+00\t2026-11-25 11:" + minute + ":10.489+00\n")
                .getBytes(US_ASCII);
    }

    /** The news that all rows below a time have been sent. */
    static byte[] progress(long time) {
        return (time + "\tt" + "\t\\N".repeat(COLUMNS.size() - 2) + '\n').getBytes(US_ASCII);
    }

    /** The JSON of an auction's key. */
    static String key(long auction) {
        return "{\"auction_id\":" + auction + '}';
    }

    /** What the JSON of a row has and the one of no other auction or version. */
    static String mark(long auction, int version) {
        return "\"bid_id\":" + bid(auction, version) + ',';
    }

    /** The auction that a key's JSON names, if it is one of ours. */
    static Optional<Long> auction(String key) {
        int start = "{\"auction_id\":".length();
        return key.length() > start ? Optional.of(Long.parseLong(key, start, key.length() - 1, 10)) : Optional.empty();
    }

    private static long bid(long auction, int version) {
        return auction * 10 + version;
    }

    /** Spreads neighbouring numbers, so that rows are no easier to compress than real ones. */
    private static long mixed(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
