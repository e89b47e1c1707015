package auctions.ingestor.sim.sql;

import java.util.List;
import java.util.Optional;

/**
 * A SELECT over at most one relation.
 *
 * @param items what is selected, in order
 * @param from the relation, if any
 * @param where the filter; absent keeps all rows
 * @param orderBy the order; later ones break ties
 * @param limit the largest number of rows
 * @param offset rows left out at the start
 * @param asOf the logical time to read at; absent means now
 */
public record Query(
        List<Item> items,
        Optional<String> from,
        Optional<Expr> where,
        List<Order> orderBy,
        long limit,
        long offset,
        Optional<Expr> asOf) {

    /**
     * One output of the query.
     *
     * @param expr its value; absent means all columns ({@code *})
     * @param name its column name
     */
    public record Item(Optional<Expr> expr, String name) {}

    /** One sort key. */
    public record Order(Expr expr, boolean descending) {}

    /** Whether each row stands for itself, so that the query can be kept up to date change by change. */
    public boolean isMap() {
        return orderBy.isEmpty()
                && limit == Long.MAX_VALUE
                && offset == 0
                && items.stream()
                        .noneMatch(item -> item.expr().filter(Expr::isAggregate).isPresent());
    }
}
