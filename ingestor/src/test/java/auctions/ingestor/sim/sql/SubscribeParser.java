package auctions.ingestor.sim.sql;

import java.util.List;
import java.util.Optional;

/** Parses SUBSCRIBE; takes its clauses in any order before AS OF, as the server does. */
final class SubscribeParser {
    private final Tokens tokens;
    private final QueryParser queries;

    SubscribeParser(Tokens tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
    }

    /** The statement that starts here. */
    Subscribe subscribe() {
        tokens.next();
        tokens.accept("to");
        var query = relation();
        var envelope = Subscribe.Envelope.NONE;
        var key = List.<String>of();
        var snapshot = true;
        var progress = false;
        while (tokens.ahead("envelope") || tokens.ahead("with") || tokens.ahead("within")) {
            if (tokens.accept("envelope")) {
                envelope = envelope();
                tokens.expect("(", "key", "(");
                key = tokens.commaSeparated(tokens::name);
                tokens.expect(")", ")");
            } else if (tokens.accept("within")) {
                throw SqlError.error("XX000", "WITHIN TIMESTAMP ORDER BY is not supported");
            } else {
                tokens.expect("with", "(");
                do {
                    if (!tokens.ahead("snapshot") && !tokens.ahead("progress")) {
                        throw tokens.unexpected("Expected one of PROGRESS or SNAPSHOT");
                    }
                    var snapshots = tokens.next().is("snapshot");
                    tokens.accept("=");
                    var on = tokens.ahead(",") || tokens.ahead(")") || bool(tokens.literal());
                    snapshot = snapshots ? on : snapshot;
                    progress = snapshots ? progress : on;
                } while (tokens.accept(","));
                tokens.expect(")");
            }
        }
        var asOf = Optional.<Expr>empty();
        var atLeast = false;
        if (tokens.accept("as", "of")) {
            atLeast = tokens.accept("at", "least");
            asOf = Optional.of(queries.expr());
        }
        var upTo = tokens.accept("up", "to") ? Optional.of(queries.expr()) : Optional.<Expr>empty();
        return new Subscribe(query, envelope, key, snapshot, progress, asOf, atLeast, upTo);
    }

    private Query relation() {
        if (tokens.accept("(")) {
            var query = queries.query();
            tokens.expect(")");
            return query;
        }
        return Query.all(tokens.qualifiedName());
    }

    private Subscribe.Envelope envelope() {
        if (tokens.accept("upsert")) {
            return Subscribe.Envelope.UPSERT;
        }
        if (tokens.accept("debezium")) {
            return Subscribe.Envelope.DEBEZIUM;
        }
        throw tokens.unexpected("Expected one of UPSERT or DEBEZIUM");
    }

    private boolean bool(String text) {
        return switch (text) {
            case "true", "on", "1", "t" -> true;
            case "false", "off", "0", "f" -> false;
            default -> throw SqlError.error("22023", "invalid option value: cannot use value as boolean");
        };
    }
}
