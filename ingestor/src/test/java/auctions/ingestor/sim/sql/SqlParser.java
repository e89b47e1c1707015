package auctions.ingestor.sim.sql;

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
            case "copy", "declare", "fetch", "close" -> new CursorParser(tokens).statement();
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
}
