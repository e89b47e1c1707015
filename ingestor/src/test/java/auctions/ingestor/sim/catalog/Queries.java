package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.RowBuffer;
import auctions.ingestor.sim.data.Table;
import auctions.ingestor.sim.sql.Expr;
import auctions.ingestor.sim.sql.Query;
import auctions.ingestor.sim.sql.SqlError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans and answers queries, enough to look around with. Any thread. */
public final class Queries {
    private final Catalog catalog;
    private final SystemTables systemTables;

    /** Reads the objects of this catalog and the system relations. */
    public Queries(Catalog catalog, SystemTables systemTables) {
        this.catalog = catalog;
        this.systemTables = systemTables;
    }

    /** The query as a view that can be kept up to date row by row. */
    public QueryView view(Query query) {
        if (query.sources().isEmpty()) {
            throw SqlError.error("0A000", "constant views not yet supported");
        }
        var from = query.from().orElseThrow(() -> SqlError.error("0A000", "views of joins not yet supported"));
        if (!query.isMap()) {
            throw SqlError.error("0A000", "views with aggregates, ORDER BY or LIMIT not yet supported");
        }
        var base = readable(from);
        if (selectsAll(query)) {
            return base;
        }
        var input = Input.of(new Table(base.columns(), List.of()), from);
        var evaluator = input.evaluator(Facts.NONE);
        query.where().ifPresent(evaluator::type);
        return base.through(columns(query, input, Facts.NONE), row -> project(query, evaluator, row));
    }

    private static boolean selectsAll(Query query) {
        return query.where().isEmpty()
                && query.items().size() == 1
                && query.items().getFirst().expr().isEmpty();
    }

    private QueryView readable(String name) {
        var object = catalog.object(name);
        return object.contents()
                .orElseThrow(() -> SqlError.error(
                        "XX000",
                        "'" + object.fullName() + "' cannot be subscribed to because it is a "
                                + object.kind().word()));
    }

    /** Fails where the query reads what this session does not see, or may not read. */
    public void admit(Query query, Facts facts) {
        for (var source : query.sources()) {
            if (source.query().isPresent()) {
                admit(source.query().get(), facts);
            } else if (systemTables.find(source.name()).isEmpty()) {
                admit(source.name(), facts);
            }
        }
    }

    private void admit(String name, Facts facts) {
        if (!facts.database().equals("materialize")) {
            throw Catalog.unknown(name);
        }
        var object = catalog.object(name);
        if (!object.isReadable()) {
            var what = object.kind().word().toUpperCase(Locale.ROOT) + " \"" + object.fullName() + "\"";
            throw SqlError.error("42501", "permission denied for " + what)
                    .withDetail("The '" + facts.user() + "' role needs SELECT privileges on " + what);
        }
    }

    /** Whether a query reads an object of a user, and so needs a cluster that computes. */
    public boolean readsUserObjects(Query query) {
        return query.sources().stream()
                .anyMatch(source -> source.query()
                        .map(this::readsUserObjects)
                        .orElseGet(() -> systemTables.find(source.name()).isEmpty()));
    }

    /** The columns of a query's result. */
    public List<Column> describe(Query query, Facts facts) {
        var input = input(
                query,
                facts,
                source -> source.query()
                        .map(inner -> new Table(describe(inner, facts), List.of()))
                        .or(() -> systemTables.find(source.name()))
                        .orElseGet(() -> new Table(readable(source.name()).columns(), List.of())));
        return columns(query, input, facts);
    }

    private static Input input(Query query, Facts facts, Function<Query.Source, Table> read) {
        var input = Input.NOTHING;
        for (var source : query.sources()) {
            var next = Input.of(read.apply(source), source.alias());
            var before = input;
            input = source.on()
                    .map(on -> before.join(next, on, source.outer(), facts))
                    .orElse(next);
        }
        return input;
    }

    private static List<Column> columns(Query query, Input input, Facts facts) {
        var evaluator = input.evaluator(facts);
        var columns = new ArrayList<Column>();
        for (var item : query.items()) {
            item.expr()
                    .ifPresentOrElse(
                            expr -> columns.add(new Column(
                                    item.name(),
                                    evaluator.type(expr),
                                    evaluator.nullable(expr),
                                    evaluator.elements(expr))),
                            () -> columns.addAll(input.columns()));
        }
        return columns;
    }

    private static @Nullable Row project(Query query, Evaluator evaluator, Row row) {
        var cells = row.cells();
        if (query.where().isPresent() && !evaluator.keeps(query.where().get(), cells)) {
            return null;
        }
        var buffer = new RowBuffer();
        for (var item : query.items()) {
            if (item.expr().isEmpty()) {
                buffer.cells(row.text(), 0, row.text().length);
            } else {
                var value = evaluator.value(item.expr().get(), cells);
                buffer.put(value == null ? null : Evaluator.text(value));
            }
        }
        return buffer.toRow();
    }

    /** The result of a query now. */
    public Table run(Query asked, Facts facts) {
        var query = asked.withWhere(asked.where()
                .map(where -> where.replaced(subquery -> scalar(subquery.query(), facts))));
        var input = input(
                query,
                facts,
                source -> source.query()
                        .map(inner -> run(inner, facts))
                        .or(() -> systemTables.find(source.name()))
                        .orElseGet(() -> contents(source.name(), query, facts)));
        var columns = columns(query, input, facts);
        var evaluator = input.evaluator(facts);
        var kept = new ArrayList<Row>();
        for (var row : input.rows()) {
            if (query.where().isEmpty() || evaluator.keeps(query.where().get(), row.cells())) {
                kept.add(row);
            }
        }
        if (query.isAggregate()) {
            var cells = query.items().stream()
                    .map(item -> WholeResult.aggregate(item.expr().orElseThrow(), evaluator, kept))
                    .map(value -> value.map(Evaluator::text).orElse(null))
                    .toArray();
            return new Table(columns, List.of(Row.of(cells)));
        }
        if (!query.orderBy().isEmpty()) {
            kept.sort(WholeResult.order(query, evaluator));
        }
        return new Table(
                columns,
                kept.stream()
                        .skip(query.offset())
                        .limit(query.limit())
                        .flatMap(row -> Optional.ofNullable(project(query, evaluator, row)).stream())
                        .toList());
    }

    private Expr scalar(Query query, Facts facts) {
        var result = run(query, facts);
        if (result.rows().size() > 1) {
            throw SqlError.error("XX000", "Evaluation error: more than one record produced in subquery");
        }
        var cell = result.rows().isEmpty() ? null : result.rows().getFirst().cell(0);
        return new Expr.Literal(
                cell == null
                        ? null
                        : Evaluator.parse(cell, result.columns().getFirst().type()));
    }

    private Table contents(String name, Query query, Facts facts) {
        var view = readable(name);
        var relation = view.relation();
        var poison = relation.poisoned();
        if (poison != null) {
            throw poison;
        }
        var time = query.asOf()
                .map(expr -> new BigDecimal(Evaluator.text(new Evaluator(List.of(), facts).value(expr, List.of())))
                        .longValue())
                .orElseGet(() -> Math.max(relation.since(), relation.upper() - 1));
        return new Table(view.columns(), view.rowsAt(time));
    }
}
