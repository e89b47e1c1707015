package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.sql.Expr;
import auctions.ingestor.sim.sql.Query;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a query does with all of its rows at once: sorting and aggregates. */
final class WholeResult {
    private WholeResult() {}

    /** The order that the query asks for. */
    static Comparator<Row> order(Query query, Evaluator evaluator) {
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

    /** The value of an aggregate, or of an expression over aggregates, over these rows. */
    static Optional<Object> aggregate(Expr expr, Evaluator evaluator, List<Row> rows) {
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
