package auctions.ingestor.sim.sql;

import java.util.List;
import java.util.Optional;

/**
 * A SELECT.
 *
 * @param items what is selected, in order
 * @param sources what is read: none, one relation, or several that are joined
 * @param where the filter; absent keeps all rows
 * @param orderBy the order; later ones break ties
 * @param limit the largest number of rows
 * @param offset rows left out at the start
 * @param asOf the logical time to read at; absent means now
 */
public record Query(
        List<Item> items,
        List<Source> sources,
        Optional<Expr> where,
        List<Order> orderBy,
        long limit,
        long offset,
        Optional<Expr> asOf) {

    /** All of one relation. */
    public static Query all(String relation) {
        return new Query(
                List.of(new Item(Optional.empty(), "*")),
                List.of(Source.relation(relation, relation)),
                Optional.empty(),
                List.of(),
                Long.MAX_VALUE,
                0,
                Optional.empty());
    }

    /**
     * One output of the query.
     *
     * @param expr its value; absent means all columns ({@code *})
     * @param name its column name
     */
    public record Item(Optional<Expr> expr, String name) {}

    /**
     * Something that is read.
     *
     * @param name the relation's name; empty for a query in parentheses
     * @param alias the name that qualifies its columns
     * @param query the query in parentheses, if it is one
     * @param on the condition that joins it to the sources before it; absent for the first
     * @param outer whether rows before it stay where nothing matches (LEFT JOIN)
     */
    public record Source(String name, String alias, Optional<Query> query, Optional<Expr> on, boolean outer) {
        /** A relation that is joined to nothing. */
        public static Source relation(String name, String alias) {
            return new Source(name, alias, Optional.empty(), Optional.empty(), false);
        }

        /** This source joined to those before it. */
        public Source joined(Expr condition, boolean keepsOthers) {
            return new Source(name, alias, query, Optional.of(condition), keepsOthers);
        }
    }

    /** One sort key. */
    public record Order(Expr expr, boolean descending) {}

    /** The same query with another filter. */
    public Query withWhere(Optional<Expr> filter) {
        return new Query(items, sources, filter, orderBy, limit, offset, asOf);
    }

    /** The relation that is read, if it is exactly one. */
    public Optional<String> from() {
        return sources.size() == 1 && sources.getFirst().query().isEmpty()
                ? Optional.of(sources.getFirst().name())
                : Optional.empty();
    }

    /** Whether an item aggregates over all rows. */
    public boolean isAggregate() {
        return items.stream()
                .anyMatch(item -> item.expr().filter(Expr::isAggregate).isPresent());
    }

    /** Whether each row stands for itself, so that the query can be kept up to date change by change. */
    public boolean isMap() {
        return orderBy.isEmpty() && limit == Long.MAX_VALUE && offset == 0 && !isAggregate();
    }
}
