package auctions.ingestor.sim.sql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses SQL text into {@link Statement}s. */
public final class SqlParser {
    /** What psql sends for its lists of relations, which needs more of SQL than this parser knows. */
    private static final Pattern PSQL_LISTING = Pattern.compile(
            "^SELECT n\\.nspname as \"Schema\".*\\bFROM pg_catalog\\.pg_class c\\b.*\\bc\\.relkind IN \\(([^)]*)\\)",
            Pattern.DOTALL);

    private final Tokens tokens;

    private SqlParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The statements of a text, separated by semicolons. */
    public static List<Statement> parse(String sql) {
        return new SqlParser(new Tokens(sql)).statements();
    }

    /** The statements of a text in which {@code $1} and so on stand for the given literals, NULL as {@code null} text. */
    public static List<Statement> parse(String sql, List<Optional<String>> parameters) {
        var bound = new ArrayList<Token>();
        for (var token : new Lexer(sql).tokens()) {
            bound.add(token.kind() == Token.Kind.PARAMETER ? bind(token, parameters) : token);
        }
        return new SqlParser(new Tokens(sql, bound)).statements();
    }

    /** The largest parameter number in a text. */
    public static int parameterCount(String sql) {
        return new Lexer(sql)
                .tokens().stream()
                        .filter(token -> token.kind() == Token.Kind.PARAMETER)
                        .mapToInt(token -> Integer.parseInt(token.text()))
                        .max()
                        .orElse(0);
    }

    private static Token bind(Token token, List<Optional<String>> parameters) {
        var number = Integer.parseInt(token.text());
        if (number < 1 || number > parameters.size()) {
            throw SqlError.error("42P02", "there is no parameter $" + number);
        }
        return parameters
                .get(number - 1)
                .map(value -> new Token(
                        value.matches("[0-9]{1,18}") ? Token.Kind.NUMBER : Token.Kind.STRING,
                        value,
                        token.start(),
                        token.end()))
                .orElse(new Token(Token.Kind.WORD, "null", token.start(), token.end()));
    }

    /** A query given as text, such as the definition of a view. */
    public static Query parseQuery(String sql) {
        var tokens = new Tokens(sql);
        var query = new QueryParser(tokens).query();
        tokens.accept(";");
        if (!tokens.atEnd()) {
            throw tokens.unexpected("Expected end of statement");
        }
        return query;
    }

    private List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        while (true) {
            while (tokens.accept(";")) {
                // empty statements are nothing
            }
            if (tokens.atEnd()) {
                return statements;
            }
            statements.add(statement());
            if (!tokens.atEnd()) {
                throw tokens.unexpected("Expected end of statement");
            }
        }
    }

    private Statement statement() {
        var token = tokens.peek();
        if (token.kind() != Token.Kind.WORD) {
            throw tokens.unexpected("Expected a keyword at the beginning of a statement");
        }
        return switch (token.text()) {
            case "begin", "start" -> begin();
            case "commit", "end" -> skipRest(new Statement.Commit());
            case "rollback", "abort" -> skipRest(new Statement.Rollback());
            case "set" -> set();
            case "reset" -> reset();
            case "show" -> show();
            case "select" -> select();
            case "insert", "update", "delete" -> new DmlParser(tokens).statement();
            case "subscribe", "tail" -> new Statement.Subscription(new SubscribeParser(tokens).subscribe());
            case "copy" -> copy();
            case "declare" -> declare();
            case "fetch" -> fetch();
            case "close" -> close();
            case "deallocate" -> discard("DEALLOCATE");
            case "discard" -> discard("DISCARD ALL");
            case "create", "alter", "drop", "comment", "grant" -> new DdlParser(tokens).statement();
            default -> throw tokens.unexpected("Expected a keyword at the beginning of a statement");
        };
    }

    /** The end of a statement whose further words change nothing here. */
    private <T extends Statement> T skipRest(T statement) {
        tokens.next();
        for (var word : List.of(
                "transaction", "work", "isolation", "level", "strict", "serializable", "read", "only", "write", ",")) {
            tokens.accept(word);
        }
        return statement;
    }

    private Statement select() {
        var start = tokens.mark();
        var listing = PSQL_LISTING.matcher(tokens.rest());
        if (listing.find()) {
            return new Statement.ListRelations(
                    List.of(listing.group(1).replace("'", "").split(",")));
        }
        tokens.back(start);
        return new Statement.Select(new QueryParser(tokens).query());
    }

    private Statement begin() {
        return skipRest(new Statement.Begin());
    }

    private Statement discard(String tag) {
        tokens.next();
        tokens.accept("prepare");
        return new Statement.Discard(tag, tokens.name());
    }

    private Statement set() {
        tokens.next();
        if (tokens.accept("transaction") || tokens.accept("session", "characteristics")) {
            tokens.rest();
            return new Statement.Set("transaction_isolation", Optional.of("strict serializable"));
        }
        if (!tokens.accept("session")) {
            tokens.accept("local");
        }
        if (tokens.accept("time", "zone")) {
            return new Statement.Set("timezone", Optional.of(tokens.literal()));
        }
        var name = tokens.name();
        if (!tokens.accept("=")) {
            tokens.expect("to");
        }
        if (tokens.accept("default")) {
            return new Statement.Set(name, Optional.empty());
        }
        return new Statement.Set(name, Optional.of(String.join(", ", tokens.commaSeparated(tokens::literal))));
    }

    private Statement reset() {
        tokens.next();
        return new Statement.Reset(tokens.name());
    }

    private Statement show() {
        tokens.next();
        if (tokens.accept("time", "zone")) {
            return new Statement.ShowSetting("timezone");
        }
        if (tokens.accept("transaction", "isolation", "level")) {
            return new Statement.ShowSetting("transaction_isolation");
        }
        var what = tokens.name();
        if (what.equals("cluster") && tokens.accept("replicas")) {
            what = "cluster replicas";
        } else if (what.equals("materialized")) {
            tokens.expect("views");
            what = "materialized views";
        }
        var objects = List.of(
                "tables",
                "sources",
                "views",
                "materialized views",
                "clusters",
                "columns",
                "indexes",
                "objects",
                "schemas",
                "databases",
                "cluster replicas",
                "sinks",
                "connections");
        if (!objects.contains(what)) {
            return new Statement.ShowSetting(what);
        }
        var in = Optional.<String>empty();
        while (tokens.ahead("from") || tokens.ahead("in") || tokens.ahead("on")) {
            tokens.next();
            tokens.accept("cluster");
            in = Optional.of(tokens.qualifiedName());
        }
        return new Statement.ShowObjects(what, in);
    }

    private Statement copy() {
        tokens.expect("copy", "(");
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
                switch (value.toLowerCase(java.util.Locale.ROOT)) {
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
                        "XX000",
                        "COPY TO does not support " + option.toUpperCase(java.util.Locale.ROOT) + " option yet");
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
        tokens.next();
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
        tokens.next();
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
        tokens.next();
        return new Statement.Close(tokens.name());
    }
}
