package auctions.ingestor.sim.sql;

/**
 * One lexical unit of SQL text.
 *
 * @param kind what it is
 * @param text its meaning: words in lower case, quoted names and strings without their quotes
 * @param start index of its first character in the text
 * @param end index after its last character
 */
record Token(Kind kind, String text, int start, int end) {
    /** The kinds of {@link Token}. */
    enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A double-quoted name. */
        QUOTED,
        /** A single-quoted literal. */
        STRING,
        /** A number without sign. */
        NUMBER,
        /** A parameter, {@code $1}; the text is the number. */
        PARAMETER,
        /** An operator or punctuation. */
        SYMBOL,
        /** The end of the text. */
        END
    }

    /** Whether this is the given unquoted word or symbol. */
    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }
}
