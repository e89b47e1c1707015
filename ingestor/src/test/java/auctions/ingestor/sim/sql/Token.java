package auctions.ingestor.sim.sql;

import java.util.Locale;
import java.util.Set;

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

    /** The words that syntax errors call keywords; every other word is an identifier. */
    private static final Set<String> KEYWORDS = Set.of(
            ("abort all alter and as asc auction begin by cascade close cluster columns comment commit copy create cursor"
                            + " deallocate declare default delete desc discard drop end envelope exists explain expose"
                            + " factor fetch first for from generator grant group history hold if in index insert interval into"
                            + " is join key last left like limit load materialized not null nulls of offset on or order"
                            + " prepare progress replace replication reset restrict retain returning role rollback select set"
                            + " show size snapshot source start subscribe table tick time timeout to up update upsert"
                            + " values view where with within without")
                    .split(" "));

    /** What a syntax error says that was found here. */
    String described() {
        return switch (kind) {
            case WORD -> KEYWORDS.contains(text) ? text.toUpperCase(Locale.ROOT) : "identifier \"" + text + "\"";
            case QUOTED -> "identifier \"" + text + "\"";
            case STRING -> "string literal '" + text + "'";
            case NUMBER -> "number \"" + text + "\"";
            case PARAMETER -> "parameter \"$" + text + "\"";
            case SYMBOL -> symbol(text);
            case END -> "EOF";
        };
    }

    /** What syntax errors call a word or a symbol that they expect. */
    static String symbol(String text) {
        return switch (text) {
            case "(" -> "left parenthesis";
            case ")" -> "right parenthesis";
            case "[" -> "left square bracket";
            case "]" -> "right square bracket";
            case "," -> "comma";
            case "." -> "dot";
            case ";" -> "semicolon";
            case "*" -> "asterisk";
            case "=" -> "equals sign";
            default -> text.matches("[a-z_]+") ? text.toUpperCase(Locale.ROOT) : "operator \"" + text + "\"";
        };
    }

    /** Whether this is the given unquoted word or symbol. */
    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }
}
