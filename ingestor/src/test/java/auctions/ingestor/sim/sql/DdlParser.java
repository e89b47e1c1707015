package auctions.ingestor.sim.sql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Parses CREATE, ALTER, DROP, COMMENT and GRANT. */
final class DdlParser {
    private final Tokens tokens;

    DdlParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The statement that starts here. */
    Statement statement() {
        return switch (tokens.next().text()) {
            case "create" -> create();
            case "alter" -> alter();
            case "comment" -> comment();
            case "grant" -> grant();
            default -> drop();
        };
    }

    private Statement create() {
        if (tokens.accept("cluster")) {
            return createCluster();
        }
        if (tokens.accept("source")) {
            return createSource();
        }
        if (tokens.accept("role")) {
            var role = tokens.name();
            tokens.rest();
            return new Statement.CreateRole(role);
        }
        if (tokens.ahead("default", "index") || tokens.ahead("index")) {
            return createIndex();
        }
        var orReplace = tokens.accept("or", "replace");
        var materialized = tokens.accept("materialized");
        if (tokens.accept("view")) {
            return createView(materialized, orReplace);
        }
        throw tokens.unexpected("Expected DATABASE, SCHEMA, ROLE, TYPE, INDEX, SINK, SOURCE, [TEMPORARY] TABLE,"
                + " SECRET, [OR REPLACE] [TEMPORARY] VIEW, or [OR REPLACE] MATERIALIZED VIEW after CREATE");
    }

    private boolean ifNotExists() {
        return tokens.accept("if", "not", "exists");
    }

    private Optional<String> inCluster() {
        return tokens.accept("in", "cluster") ? Optional.of(tokens.name()) : Optional.empty();
    }

    private Statement createCluster() {
        var ifNotExists = ifNotExists();
        var name = tokens.name();
        if (tokens.accept("replicas")) {
            var replicas = tokens.rest();
            return new Statement.CreateCluster(name, ifNotExists, "25cc", replicas.split("\\(", -1).length > 2 ? 1 : 0);
        }
        var size = "25cc";
        var replicas = 1;
        tokens.expect("(");
        do {
            if (tokens.accept("size")) {
                tokens.accept("=");
                size = tokens.literal();
            } else {
                tokens.expect("replication", "factor");
                tokens.accept("=");
                replicas = Integer.parseInt(tokens.literal());
            }
        } while (tokens.accept(","));
        tokens.expect(")");
        return new Statement.CreateCluster(name, ifNotExists, size, replicas);
    }

    private Statement createSource() {
        var ifNotExists = ifNotExists();
        var name = tokens.qualifiedName();
        var cluster = inCluster();
        tokens.expect("from", "load", "generator", "auction");
        var tick = Duration.ofSeconds(1);
        if (tokens.accept("(")) {
            do {
                if (tokens.accept("tick", "interval")) {
                    tokens.accept("=");
                    tick = interval();
                } else {
                    throw SqlError.error("0A000", "AS OF and UP TO of a load generator not yet supported");
                }
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        if (tokens.accept("for", "tables")) {
            throw SqlError.error("0A000", "FOR TABLES not yet supported");
        }
        tokens.accept("for", "all", "tables");
        if (tokens.accept("expose", "progress", "as")) {
            tokens.qualifiedName();
        }
        return new Statement.CreateSource(name, ifNotExists, cluster, tick, retainHistory());
    }

    private Optional<Duration> retainHistory() {
        if (!tokens.accept("with")) {
            return Optional.empty();
        }
        tokens.expect("(", "retain", "history");
        tokens.accept("=");
        tokens.expect("for");
        var history = interval();
        tokens.expect(")");
        return Optional.of(history);
    }

    private Duration interval() {
        var text = tokens.literal();
        return Intervals.parse(text)
                .orElseThrow(() -> SqlError.error("22007", "invalid input syntax for type interval: \"" + text + "\""));
    }

    private Statement createView(boolean materialized, boolean orReplace) {
        var ifNotExists = ifNotExists();
        var name = tokens.qualifiedName();
        var cluster = inCluster();
        var history = retainHistory();
        tokens.expect("as");
        var query = tokens.rest();
        return new Statement.CreateView(name, materialized, ifNotExists, orReplace, cluster, history, query);
    }

    private Statement createIndex() {
        tokens.accept("default");
        tokens.expect("index");
        var ifNotExists = ifNotExists();
        var name = tokens.ahead("on") || tokens.ahead("in", "cluster")
                ? Optional.<String>empty()
                : Optional.of(tokens.qualifiedName());
        var cluster = inCluster();
        tokens.expect("on");
        var on = tokens.qualifiedName();
        tokens.rest();
        return new Statement.CreateIndex(name, ifNotExists, cluster, on);
    }

    private Statement alter() {
        if (tokens.accept("system", "set")) {
            var name = tokens.name();
            if (!tokens.accept("=")) {
                tokens.expect("to");
            }
            return new Statement.AlterSystem(name, tokens.literal());
        }
        if (tokens.accept("cluster")) {
            var name = tokens.name();
            tokens.expect("set", "(");
            var replicas = Optional.<Integer>empty();
            do {
                if (tokens.accept("replication", "factor")) {
                    tokens.accept("=");
                    replicas = Optional.of(Integer.parseInt(tokens.literal()));
                } else {
                    tokens.expect("size");
                    tokens.accept("=");
                    tokens.literal();
                }
            } while (tokens.accept(","));
            tokens.expect(")");
            return new Statement.AlterCluster(name, replicas);
        }
        if (!tokens.accept("materialized", "view") && !tokens.accept("source") && !tokens.accept("table")) {
            throw tokens.unexpected("Expected CLUSTER, MATERIALIZED VIEW, SOURCE, SYSTEM, or TABLE");
        }
        var name = tokens.qualifiedName();
        if (tokens.accept("reset")) {
            tokens.expect("(", "retain", "history", ")");
            return new Statement.AlterRetention(name, Optional.empty());
        }
        tokens.expect("set", "(", "retain", "history");
        tokens.accept("=");
        tokens.expect("for");
        var history = interval();
        tokens.expect(")");
        return new Statement.AlterRetention(name, Optional.of(history));
    }

    private Statement grant() {
        tokens.commaSeparated(tokens::name);
        tokens.expect("on");
        var kind = "";
        for (var word : List.of("cluster", "schema", "database", "table")) {
            kind = tokens.accept(word) ? word : kind;
        }
        var object = tokens.qualifiedName();
        tokens.expect("to");
        return new Statement.Grant(kind, object, tokens.name());
    }

    private Statement comment() {
        tokens.expect("on");
        var kind = kind("Expected one of TABLE or VIEW or COLUMN or MATERIALIZED or SOURCE or INDEX or CLUSTER");
        var name = tokens.qualifiedName();
        tokens.expect("is");
        return new Statement.Comment(
                kind, name, tokens.accept("null") ? Optional.empty() : Optional.of(tokens.literal()));
    }

    private String kind(String expected) {
        if (tokens.accept("materialized")) {
            tokens.expect("view");
            return "materialized view";
        }
        for (var kind : List.of("cluster", "source", "view", "index", "table")) {
            if (tokens.accept(kind)) {
                return kind;
            }
        }
        throw tokens.unexpected(expected);
    }

    private Statement drop() {
        var kind = kind(
                "Expected one of TABLE or VIEW or MATERIALIZED or SOURCE or SINK or INDEX or TYPE or ROLE or USER"
                        + " or CLUSTER or SECRET or CONNECTION or DATABASE or SCHEMA or FUNCTION or CONTINUAL or NETWORK");
        var ifExists = tokens.accept("if", "exists");
        var names = tokens.commaSeparated(tokens::qualifiedName);
        var cascade = tokens.accept("cascade");
        if (!cascade) {
            tokens.accept("restrict");
        }
        return new Statement.Drop(kind, names, ifExists, cascade);
    }
}
