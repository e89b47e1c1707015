package auctions.ingestor.sim.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parses queries and scalar expressions by recursive descent. */
final class QueryParser {
    private static final List<String> AFTER_ITEM = List.of("from", "where", "order", "limit", "offset", "as", "group");
    private static final List<String> AFTER_SOURCE = List.of(
            "join",
            "inner",
            "left",
            "on",
            "where",
            "order",
            "limit",
            "offset",
            "as",
            "group",
            "up",
            "with",
            "envelope");

    private final Tokens tokens;

    QueryParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** A query; refuses GROUP BY, LATERAL, and joins without a condition. */
    Query query() {
        tokens.expect("select");
        var items = tokens.atEnd() || tokens.ahead("from") ? List.<Query.Item>of() : tokens.commaSeparated(this::item);
        var sources = tokens.accept("from") ? sources() : List.<Query.Source>of();
        var where = tokens.accept("where") ? Optional.of(expr()) : Optional.<Expr>empty();
        if (tokens.ahead("group")) {
            throw unsupported("GROUP BY");
        }
        var orderBy = tokens.accept("order", "by") ? tokens.commaSeparated(this::order) : List.<Query.Order>of();
        var limit = Long.MAX_VALUE;
        var offset = 0L;
        while (tokens.ahead("limit") || tokens.ahead("offset")) {
            if (tokens.next().is("limit")) {
                limit = tokens.accept("all") ? Long.MAX_VALUE : number();
            } else {
                offset = number();
            }
        }
        var asOf = tokens.accept("as", "of") ? Optional.of(expr()) : Optional.<Expr>empty();
        return new Query(items, sources, where, orderBy, limit, offset, asOf);
    }

    private List<Query.Source> sources() {
        var sources = new ArrayList<Query.Source>();
        sources.add(source());
        while (true) {
            var outer = tokens.accept("left");
            if (outer) {
                tokens.accept("outer");
            } else {
                tokens.accept("inner");
            }
            if (!outer && tokens.ahead(",")) {
                throw unsupported("joins without a condition");
            }
            if (!outer && !tokens.ahead("join")) {
                return sources;
            }
            tokens.expect("join");
            var joined = source();
            tokens.expect("on");
            sources.add(joined.joined(expr(), outer));
        }
    }

    private Query.Source source() {
        if (tokens.ahead("lateral")) {
            throw unsupported("LATERAL");
        }
        if (tokens.accept("(")) {
            var query = query();
            tokens.expect(")");
            return new Query.Source("", alias(""), Optional.of(query), Optional.empty(), false);
        }
        var name = tokens.qualifiedName();
        return Query.Source.relation(name, alias(name));
    }

    private String alias(String absent) {
        if (!tokens.ahead("as", "of") && tokens.accept("as") || tokens.atName(AFTER_SOURCE)) {
            return tokens.name();
        }
        return absent;
    }

    private static SqlError unsupported(String what) {
        return SqlError.error("0A000", what + " not yet supported");
    }

    private Query.Item item() {
        if (tokens.accept("*")) {
            return new Query.Item(Optional.empty(), "*");
        }
        var expr = expr();
        var name = nameOf(expr);
        if (tokens.accept("as")) {
            name = tokens.name();
        } else if (tokens.atName(AFTER_ITEM)) {
            name = tokens.name();
        }
        return new Query.Item(Optional.of(expr), name);
    }

    private static String nameOf(Expr expr) {
        return switch (expr) {
            case Expr.Column(var _, var name) -> name;
            case Expr.Call call -> call.name();
            case Expr.Cast cast -> nameOf(cast.operand());
            case Expr.Element element -> nameOf(element.operand());
            case Expr.Literal _, Expr.Binary _, Expr.Not _, Expr.IsNull _, Expr.Subquery _ -> "?column?";
        };
    }

    private Query.Order order() {
        var expr = expr();
        var descending = tokens.accept("desc");
        if (!descending) {
            tokens.accept("asc");
        }
        if (tokens.accept("nulls") && !tokens.accept("first")) {
            tokens.expect("last");
        }
        return new Query.Order(expr, descending);
    }

    private long number() {
        try {
            return Long.parseLong(tokens.literal());
        } catch (NumberFormatException _) {
            throw tokens.unexpected("Expected literal unsigned integer");
        }
    }

    /** An expression, loosest binding first. */
    Expr expr() {
        var left = conjunction();
        while (tokens.accept("or")) {
            left = new Expr.Binary("or", left, conjunction());
        }
        return left;
    }

    private Expr conjunction() {
        var left = negation();
        while (tokens.accept("and")) {
            left = new Expr.Binary("and", left, negation());
        }
        return left;
    }

    private Expr negation() {
        return tokens.accept("not") ? new Expr.Not(negation()) : comparison();
    }

    private Expr comparison() {
        var left = sum();
        for (var operator : List.of("=", "<>", "!=", "<=", ">=", "<", ">")) {
            if (tokens.accept(operator)) {
                return new Expr.Binary(operator.equals("!=") ? "<>" : operator, left, sum());
            }
        }
        if (tokens.accept("is")) {
            var negated = tokens.accept("not");
            tokens.expect("null");
            return negated ? new Expr.Not(new Expr.IsNull(left)) : new Expr.IsNull(left);
        }
        if (tokens.accept("in")) {
            tokens.expect("(");
            var operand = left;
            var any = tokens.commaSeparated(this::expr).stream()
                    .<Expr>map(value -> new Expr.Binary("=", operand, value))
                    .reduce((a, b) -> new Expr.Binary("or", a, b));
            tokens.expect(")");
            return any.orElseThrow();
        }
        return left;
    }

    private Expr sum() {
        var left = product();
        while (tokens.ahead("+") || tokens.ahead("-") || tokens.ahead("||")) {
            left = new Expr.Binary(tokens.next().text(), left, product());
        }
        return left;
    }

    private Expr product() {
        var left = cast();
        while (tokens.ahead("*") || tokens.ahead("/") || tokens.ahead("%")) {
            left = new Expr.Binary(tokens.next().text(), left, cast());
        }
        return left;
    }

    private Expr cast() {
        var operand = primary();
        while (true) {
            if (tokens.accept("::")) {
                operand = new Expr.Cast(operand, tokens.qualifiedName());
            } else if (tokens.accept("[")) {
                expr();
                tokens.expect("]");
                operand = new Expr.Element(operand);
            } else if (tokens.accept("->")) {
                primary();
                operand = new Expr.Element(operand);
            } else {
                return operand;
            }
        }
    }

    private Expr primary() {
        if (tokens.accept("(")) {
            var inner = tokens.ahead("select") ? new Expr.Subquery(query()) : expr();
            tokens.expect(")");
            return inner;
        }
        if (tokens.accept("-")) {
            return new Expr.Binary("-", new Expr.Literal(0L), primary());
        }
        var token = tokens.peek();
        return switch (token.kind()) {
            case STRING -> literal(tokens.next().text());
            case NUMBER -> literal(numberOf(tokens.next().text()));
            case PARAMETER -> throw SqlError.error("42P02", "there is no parameter $" + token.text());
            case WORD, QUOTED -> nameOrCall();
            case SYMBOL, END -> throw tokens.unexpected("Expected an expression");
        };
    }

    private static Expr literal(@Nullable Object value) {
        return new Expr.Literal(value);
    }

    private static Object numberOf(String text) {
        return text.contains(".") || text.length() > 18 ? new BigDecimal(text) : (Object) Long.valueOf(text);
    }

    private Expr nameOrCall() {
        var quoted = tokens.peek().kind() == Token.Kind.QUOTED;
        var table = "";
        var name = tokens.name();
        if (!quoted && !tokens.ahead(".")) {
            switch (name) {
                case "true" -> {
                    return literal(true);
                }
                case "false" -> {
                    return literal(false);
                }
                case "null" -> {
                    return literal(null);
                }
                case "current_user", "session_user", "current_role", "current_timestamp" -> {
                    return new Expr.Call(name, List.of());
                }
                default -> {}
            }
        }
        while (tokens.accept(".")) {
            table = name;
            name = tokens.name();
        }
        return tokens.accept("(") ? call(name) : new Expr.Column(table, name);
    }

    private Expr call(String name) {
        var arguments = new ArrayList<Expr>();
        if (!tokens.accept("*") && !tokens.ahead(")")) {
            arguments.addAll(tokens.commaSeparated(this::expr));
        }
        tokens.expect(")");
        return new Expr.Call(name, arguments);
    }
}
