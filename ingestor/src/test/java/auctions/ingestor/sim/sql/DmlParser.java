package auctions.ingestor.sim.sql;

import java.util.List;
import java.util.Optional;

/** Parses INSERT, UPDATE and DELETE. */
final class DmlParser {
    private final Tokens tokens;
    private final QueryParser queries;

    DmlParser(Tokens tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
    }

    /** The statement that starts here. */
    Statement statement() {
        return switch (tokens.next().text()) {
            case "insert" -> insert();
            case "update" -> update();
            default -> delete();
        };
    }

    private Statement insert() {
        tokens.expect("into");
        var table = tokens.qualifiedName();
        var columns = List.<String>of();
        if (tokens.accept("(")) {
            columns = tokens.commaSeparated(tokens::name);
            tokens.expect(")");
        }
        if (tokens.ahead("select") || tokens.ahead("(")) {
            throw SqlError.error("0A000", "INSERT of a query not yet supported");
        }
        tokens.expect("values");
        var rows = tokens.commaSeparated(this::row);
        if (tokens.ahead("returning")) {
            throw SqlError.error("0A000", "RETURNING not yet supported");
        }
        return new Statement.Insert(table, columns, rows);
    }

    private List<Expr> row() {
        tokens.expect("(");
        var values = tokens.commaSeparated(queries::expr);
        tokens.expect(")");
        return values;
    }

    private Statement update() {
        var table = tokens.qualifiedName();
        tokens.expect("set");
        return new Statement.Update(table, tokens.commaSeparated(this::assignment), where());
    }

    private Statement.Update.Assignment assignment() {
        var column = tokens.name();
        tokens.expect("=");
        return new Statement.Update.Assignment(column, queries.expr());
    }

    private Statement delete() {
        tokens.expect("from");
        return new Statement.Delete(tokens.qualifiedName(), where());
    }

    private Optional<Expr> where() {
        return tokens.accept("where") ? Optional.of(queries.expr()) : Optional.empty();
    }
}
