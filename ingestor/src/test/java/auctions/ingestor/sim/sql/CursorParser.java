package auctions.ingestor.sim.sql;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Parses the statements that hand over rows later or in another form: COPY, DECLARE, FETCH and CLOSE. */
final class CursorParser {
    private final Tokens tokens;

    CursorParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The statement that starts here. */
    Statement statement() {
        return switch (tokens.next().text()) {
            case "copy" -> copy();
            case "declare" -> declare();
            case "fetch" -> fetch();
            default -> close();
        };
    }

    private Statement copy() {
        if (!tokens.accept("(")) {
            tokens.qualifiedName();
            tokens.expect("to", "stdout");
            throw SqlError.error("XX000", "named with COPY TO STDOUT unsupported");
        }
        var query = rows("Expected SELECT or SUBSCRIBE");
        tokens.expect(")", "to", "stdout");
        var format = Statement.CopyFormat.TEXT;
        if (tokens.accept("with") || tokens.ahead("(")) {
            tokens.expect("(");
            do {
                var option = tokens.name();
                var value = tokens.ahead(",") || tokens.ahead(")") ? "true" : tokens.literal();
                format = copyOption(option, value, format);
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        return new Statement.Copy(query, format);
    }

    private Statement.CopyFormat copyOption(String option, String value, Statement.CopyFormat format) {
        return switch (option) {
            case "format" ->
                switch (value.toLowerCase(Locale.ROOT)) {
                    case "text" -> Statement.CopyFormat.TEXT;
                    case "csv" -> Statement.CopyFormat.CSV;
                    case "binary" -> Statement.CopyFormat.BINARY;
                    default -> throw SqlError.error("XX000", "unknown FORMAT: " + value);
                };
            case "header" -> {
                if (!value.equals("false")) {
                    throw SqlError.error("XX000", "COPY TO does not support HEADER option yet");
                }
                yield format;
            }
            case "escape", "delimiter", "null", "quote" ->
                throw SqlError.error(
                        "XX000", "COPY TO does not support " + option.toUpperCase(Locale.ROOT) + " option yet");
            default -> throw tokens.unexpected("Expected a COPY option");
        };
    }

    private Statement rows(String expected) {
        if (tokens.ahead("select")) {
            return new Statement.Select(new QueryParser(tokens).query());
        }
        if (tokens.ahead("subscribe")) {
            return new Statement.Subscription(new SubscribeParser(tokens).subscribe());
        }
        throw tokens.unexpected(expected);
    }

    private Statement declare() {
        var name = tokens.name();
        tokens.expect("cursor");
        if (tokens.accept("with", "hold")) {
            throw SqlError.error("0A000", "WITH HOLD not yet supported");
        }
        tokens.accept("without", "hold");
        tokens.expect("for");
        return new Statement.Declare(name, rows("Expected SELECT or SUBSCRIBE"));
    }

    private Statement fetch() {
        tokens.accept("forward");
        var count = 1L;
        if (tokens.accept("all")) {
            count = Long.MAX_VALUE;
        } else if (tokens.peek().kind() == Token.Kind.NUMBER) {
            count = Long.parseLong(tokens.next().text());
        }
        if (!tokens.accept("from")) {
            tokens.accept("in");
        }
        var cursor = tokens.name();
        var timeout = Optional.<Duration>empty();
        if (tokens.accept("with")) {
            tokens.expect("(", "timeout");
            tokens.accept("=");
            var text = tokens.literal();
            timeout = Optional.of(Intervals.parse(text)
                    .filter(value -> !value.isNegative() && value.compareTo(Duration.ofDays(1)) <= 0)
                    .orElseThrow(() -> SqlError.error("XX000", "timeout out of range: " + text)));
            tokens.expect(")");
        }
        return new Statement.Fetch(cursor, count, timeout);
    }

    private Statement close() {
        return new Statement.Close(tokens.name());
    }
}
