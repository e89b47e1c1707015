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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans and answers queries over one relation, enough to look around with. Any thread. */
public final class Queries {
    private final Catalog catalog;
    private final SystemTables systemTables;

    public Queries(Catalog catalog) {
        this.catalog = catalog;
        this.systemTables = new SystemTables(catalog);
    }

    /** The query as a view that can be kept up to date row by row. */
    public QueryView view(Query query) {
        var from = query.from().orElseThrow(() -> SqlError.error("0A000", "constant views not yet supported"));
        if (!query.isMap()) {
            throw SqlError.error("0A000", "views with aggregates, ORDER BY or LIMIT not yet supported");
        }
        var base = readable(from);
        if (selectsAll(query)) {
            return base;
        }
        var evaluator = new Evaluator(base.columns(), Facts.NONE);
        var columns = columns(query, base.columns(), Facts.NONE);
        query.where().ifPresent(evaluator::type);
        return base.through(columns, row -> project(query, evaluator, row));
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

    /** The columns of a query's result. */
    public List<Column> describe(Query query, Facts facts) {
        return columns(query, input(query).columns(), facts);
    }

    private Table input(Query query) {
        if (query.from().isEmpty()) {
            return new Table(List.of(), List.of(Row.of()));
        }
        return systemTables
                .find(query.from().get())
                .orElseGet(() -> new Table(readable(query.from().get()).columns(), List.of()));
    }

    private static List<Column> columns(Query query, List<Column> input, Facts facts) {
        var evaluator = new Evaluator(input, facts);
        var columns = new ArrayList<Column>();
        for (var item : query.items()) {
            item.expr()
                    .ifPresentOrElse(
                            expr -> columns.add(new Column(
                                    item.name(),
                                    evaluator.type(expr),
                                    !(expr instanceof Expr.Column(var name))
                                            || input.get(evaluator.indexOf(name))
                                                    .nullable())),
                            () -> columns.addAll(input));
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
    public Table run(Query query, Facts facts) {
        var input = rows(query, facts);
        var columns = columns(query, input.columns(), facts);
        var evaluator = new Evaluator(input.columns(), facts);
        var kept = new ArrayList<Row>();
        for (var row : input.rows()) {
            if (query.where().isEmpty() || evaluator.keeps(query.where().get(), row.cells())) {
                kept.add(row);
            }
        }
        if (query.items().stream()
                .anyMatch(item -> item.expr().filter(Expr::isAggregate).isPresent())) {
            var cells = query.items().stream()
                    .map(item -> aggregate(item.expr().orElseThrow(), evaluator, kept))
                    .map(value -> value.map(Evaluator::text).orElse(null))
                    .toArray();
            return new Table(columns, List.of(Row.of(cells)));
        }
        if (!query.orderBy().isEmpty()) {
            kept.sort(order(query, evaluator));
        }
        return new Table(
                columns,
                kept.stream()
                        .skip(query.offset())
                        .limit(query.limit())
                        .flatMap(row -> Optional.ofNullable(project(query, evaluator, row)).stream())
                        .toList());
    }

    private Table rows(Query query, Facts facts) {
        if (query.from().isEmpty()) {
            return input(query);
        }
        var system = systemTables.find(query.from().get());
        if (system.isPresent()) {
            return system.get();
        }
        var view = readable(query.from().get());
        var relation = view.relation();
        var poison = relation.poisoned();
        if (poison != null) {
            throw poison;
        }
        var time = query.asOf()
                .map(expr -> new BigDecimal(Evaluator.text(new Evaluator(List.of(), facts).value(expr, List.of())))
                        .longValue())
                .orElseGet(() -> Math.max(relation.since(), relation.upper() - 1));
        var rows = new ArrayList<Row>();
        relation.contentsAt(time).forEach((row, copies) -> {
            var shown = view.map().apply(row);
            for (var copy = 0; shown != null && copy < copies; copy++) {
                rows.add(shown);
            }
        });
        return new Table(view.columns(), rows);
    }

    private static Comparator<Row> order(Query query, Evaluator evaluator) {
        return (a, b) -> {
            for (var order : query.orderBy()) {
                var position = order.expr() instanceof Expr.Literal(Long index) ? index.intValue() - 1 : -1;
                var expr = position >= 0 && position < query.items().size()
                        ? query.items().get(position).expr().orElse(order.expr())
                        : order.expr();
                var left = evaluator.value(expr, a.cells());
                var right = evaluator.value(expr, b.cells());
                var compared = left == null || right == null
                        ? Boolean.compare(left == null, right == null)
                        : Evaluator.compare(left, right);
                if (compared != 0) {
                    return order.descending() ? -compared : compared;
                }
            }
            return 0;
        };
    }

    private static Optional<Object> aggregate(Expr expr, Evaluator evaluator, List<Row> rows) {
        return switch (expr) {
            case Expr.Call(var name, var arguments)
            when expr.isAggregate() -> {
                if (name.equals("count") && arguments.isEmpty()) {
                    yield Optional.of((long) rows.size());
                }
                var values = rows.stream()
                        .flatMap(row ->
                                Optional.ofNullable(evaluator.value(arguments.getFirst(), row.cells())).stream());
                yield switch (name) {
                    case "count" -> Optional.of(values.count());
                    case "min" -> values.min(Evaluator::compare);
                    case "max" -> values.max(Evaluator::compare);
                    default ->
                        values.map(value -> new BigDecimal(Evaluator.text(value)))
                                .reduce(BigDecimal::add)
                                .map(Object.class::cast);
                };
            }
            case Expr.Binary(var operator, var left, var right) ->
                Optional.ofNullable(evaluator.value(
                        new Expr.Binary(
                                operator,
                                new Expr.Literal(
                                        aggregate(left, evaluator, rows).orElse(null)),
                                new Expr.Literal(
                                        aggregate(right, evaluator, rows).orElse(null))),
                        List.of()));
            case Expr.Cast(var operand, var type) ->
                Optional.ofNullable(evaluator.value(
                        new Expr.Cast(
                                new Expr.Literal(
                                        aggregate(operand, evaluator, rows).orElse(null)),
                                type),
                        List.of()));
            default -> Optional.ofNullable(evaluator.value(expr, List.of()));
        };
    }
}
