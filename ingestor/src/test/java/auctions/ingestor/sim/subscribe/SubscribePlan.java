package auctions.ingestor.sim.subscribe;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.catalog.CatalogObject;
import auctions.ingestor.sim.catalog.Cluster;
import auctions.ingestor.sim.catalog.Evaluator;
import auctions.ingestor.sim.catalog.Facts;
import auctions.ingestor.sim.catalog.Queries;
import auctions.ingestor.sim.catalog.QueryView;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.sql.Expr;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Subscribe;
import auctions.ingestor.sim.sql.Subscribe.Envelope;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A SUBSCRIBE that names existing things: what DECLARE checks, while times are looked at when it starts.
 *
 * @param object the object it falls with
 * @param cluster where it runs
 * @param indexed whether it reads an index, whose history is short
 * @param view its rows before the envelope
 * @param key the places of the envelope's key columns, in KEY order
 * @param others the places of the other columns
 * @param columns what the client sees
 */
public record SubscribePlan(
        Subscribe subscribe,
        CatalogObject object,
        Cluster cluster,
        boolean indexed,
        QueryView view,
        int[] key,
        int[] others,
        List<Column> columns) {

    /** Resolves the names of a SUBSCRIBE. */
    public static SubscribePlan of(Subscribe subscribe, Catalog catalog, Queries queries, String clusterName) {
        if (subscribe.envelope() == Envelope.DEBEZIUM && !catalog.isOn(Catalog.DEBEZIUM_FLAG)) {
            throw SqlError.error("XX000", "ENVELOPE DEBEZIUM is not supported");
        }
        var view = queries.view(subscribe.query());
        var object = catalog.object(subscribe.query().from().orElseThrow());
        var evaluator = new Evaluator(view.columns(), Facts.NONE);
        var key = subscribe.key().stream().mapToInt(evaluator::indexOf).toArray();
        var keys = IntStream.of(key).boxed().toList();
        var others = IntStream.range(0, view.columns().size())
                .filter(place -> !keys.contains(place))
                .toArray();
        return new SubscribePlan(
                subscribe,
                object,
                catalog.cluster(clusterName),
                catalog.isIndexed(object.name(), clusterName),
                view,
                key,
                others,
                output(subscribe, view.columns(), key, others));
    }

    private static List<Column> output(Subscribe subscribe, List<Column> input, int[] key, int[] others) {
        var columns = new ArrayList<Column>();
        columns.add(new Column("mz_timestamp", ColumnType.NUMERIC));
        if (subscribe.progress()) {
            columns.add(new Column("mz_progressed", ColumnType.BOOLEAN));
        }
        switch (subscribe.envelope()) {
            case NONE -> {
                columns.add(new Column("mz_diff", ColumnType.BIGINT, true));
                input.forEach(column -> columns.add(subscribe.progress() ? column.asNullable(column.name()) : column));
            }
            case UPSERT -> {
                columns.add(new Column("mz_state", ColumnType.TEXT, true));
                IntStream.concat(IntStream.of(key), IntStream.of(others))
                        .mapToObj(input::get)
                        .forEach(column -> columns.add(column.asNullable(column.name())));
            }
            case DEBEZIUM -> {
                columns.add(new Column("mz_state", ColumnType.TEXT, true));
                IntStream.of(key).mapToObj(input::get).forEach(column -> columns.add(column.asNullable(column.name())));
                for (var prefix : List.of("before_", "after_")) {
                    IntStream.of(others)
                            .mapToObj(input::get)
                            .forEach(column -> columns.add(column.asNullable(prefix + column.name())));
                }
            }
        }
        return columns;
    }

    /** Whether key and other columns stand in the output as they do in the relation, so that rows need no rearranging. */
    boolean keepsOrder() {
        var place = 0;
        for (var column : key) {
            if (column != place++) {
                return false;
            }
        }
        return true;
    }

    /** The start that the client asked for. */
    public OptionalLong asOf(Facts facts) {
        return time(subscribe.asOf(), facts);
    }

    /** The end that the client asked for. */
    OptionalLong upTo(Facts facts) {
        return time(subscribe.upTo(), facts);
    }

    private static OptionalLong time(Optional<Expr> expr, Facts facts) {
        if (expr.isEmpty()) {
            return OptionalLong.empty();
        }
        if (expr.get() instanceof Expr.Call) {
            throw SqlError.error("XX000", "calling an unmaterializable function in AS OF or UP TO not yet supported");
        }
        var value = Evaluator.text(new Evaluator(List.of(), facts).value(expr.get(), List.of()));
        try {
            var time = new BigDecimal(value).toBigIntegerExact();
            if (time.signum() < 0 || time.bitLength() > 64) {
                throw SqlError.error("22003", "\"" + value + "\" mz_timestamp out of range");
            }
            return OptionalLong.of(time.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue());
        } catch (ArithmeticException | NumberFormatException _) {
            throw SqlError.error("XX000", "AS OF or UP TO should be castable to a (non-null) mz_timestamp value");
        }
    }
}
