package auctions.page;

/** One row of {@code winning_bids}, with the columns that matter to the page free and the others derived. */
record Winner(long auction, String item, int amount, long buyer, long endTime) {

    String key() {
        return "{\"auction_id\":%d}".formatted(auction);
    }

    /** The row as the topic has it: timestamps are text with their microseconds, ids are numbers. */
    String value() {
        return """
                {"auction_id":%d,"bid_id":%d,"buyer":%d,"seller":%d,"item":"%s","amount":%d,"bid_time":"%d.000","end_time":"%d.000"}""".formatted(auction, auction * 10, buyer, 1000 + auction, item, amount, endTime - 5_000, endTime);
    }

    Winner withAmount(int corrected) {
        return new Winner(auction, item, corrected, buyer, endTime);
    }
}
