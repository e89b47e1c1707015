package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Diff;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.sql.Expr;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns INSERT, UPDATE and DELETE into changes of a table. Any thread; a change that two sessions make at once is not kept
 * apart, for a person at psql is the only writer.
 */
public final class Mutations {
    private final Catalog catalog;

    /** Writes to the tables of this catalog. */
    public Mutations(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A statement that is ready to take effect.
     *
     * @param tag of its completion
     * @param effect makes its changes
     */
    public record Prepared(String tag, Runnable effect) {}

    /** Checks the statement and computes what it changes; nothing has changed yet. */
    public Prepared prepare(Statement statement, Facts facts) {
        return switch (statement) {
            case Statement.Insert insert -> {
                var table = writable(insert.table(), "insert into");
                var diffs = new ArrayList<Diff>();
                insert.rows().forEach(values -> diffs.add(new Diff(1, inserted(table, insert, values, facts))));
                yield new Prepared("INSERT 0 " + diffs.size(), () -> write(table, diffs));
            }
            case Statement.Update update -> {
                var table = writable(update.table(), "mutate");
                var diffs = updated(table, update, facts);
                yield new Prepared("UPDATE " + diffs.size() / 2, () -> write(table, diffs));
            }
            case Statement.Delete(var name, var where) -> {
                var table = writable(name, "mutate");
                var diffs = kept(table, where, facts).stream()
                        .map(row -> new Diff(-1, row))
                        .toList();
                yield new Prepared("DELETE " + diffs.size(), () -> write(table, diffs));
            }
            default -> throw new IllegalArgumentException("no change: " + statement);
        };
    }

    private CatalogObject writable(String name, String attempt) {
        var object = catalog.object(name);
        if (object.kind() != Kind.TABLE || object.writer().isEmpty()) {
            throw SqlError.error(
                    "XX000", "cannot " + attempt + " " + object.kind().word() + " '" + object.fullName() + "'");
        }
        return object;
    }

    private static void write(CatalogObject table, List<Diff> diffs) {
        table.writer().orElseThrow().accept(diffs);
    }

    private static List<Row> kept(CatalogObject table, Optional<Expr> where, Facts facts) {
        var view = table.contents().orElseThrow();
        var evaluator = new Evaluator(view.columns(), facts);
        return view.rowsAt(view.relation().upper() - 1).stream()
                .filter(row -> where.isEmpty() || evaluator.keeps(where.get(), row.cells()))
                .toList();
    }

    private static Row inserted(CatalogObject table, Statement.Insert insert, List<Expr> values, Facts facts) {
        var columns = table.contents().orElseThrow().columns();
        var named = insert.columns().isEmpty()
                ? columns.stream().map(Column::name).limit(values.size()).toList()
                : insert.columns();
        if (values.size() > named.size()) {
            throw SqlError.error("XX000", "INSERT has more expressions than target columns");
        }
        for (var name : named) {
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                throw SqlError.error(
                        "XX000", "column \"" + name + "\" of relation \"" + table.fullName() + "\" does not exist");
            }
        }
        var constants = new Evaluator(List.of(), facts);
        return Row.of(columns.stream()
                .map(column -> {
                    var place = named.indexOf(column.name());
                    var given = place >= 0 && place < values.size();
                    var value = given ? constants.value(values.get(place), List.of()) : absent(column);
                    return checked(column, value);
                })
                .toArray());
    }

    /** What a column gets that an INSERT does not name: false where NULL is forbidden, for that is its DEFAULT. */
    private static @Nullable Object absent(Column column) {
        return column.type() == ColumnType.BOOLEAN && !column.nullable() ? (Object) false : null;
    }

    private static List<Diff> updated(CatalogObject table, Statement.Update update, Facts facts) {
        var columns = table.contents().orElseThrow().columns();
        var evaluator = new Evaluator(columns, facts);
        for (var assignment : update.assignments()) {
            if (columns.stream().noneMatch(column -> column.name().equals(assignment.column()))) {
                throw SqlError.error("XX000", "unknown column " + assignment.column());
            }
        }
        var diffs = new ArrayList<Diff>();
        for (var row : kept(table, update.where(), facts)) {
            var cells = new ArrayList<@Nullable Object>(row.cells());
            for (var assignment : update.assignments()) {
                var place = evaluator.indexOf(assignment.column());
                cells.set(place, checked(columns.get(place), evaluator.value(assignment.value(), row.cells())));
            }
            diffs.add(new Diff(-1, row));
            diffs.add(new Diff(1, Row.of(cells.toArray())));
        }
        return diffs;
    }

    private static @Nullable Object checked(Column column, @Nullable Object value) {
        if (value == null) {
            if (!column.nullable()) {
                throw SqlError.error(
                        "23502", "null value in column \"" + column.name() + "\" violates not-null constraint");
            }
            return null;
        }
        var text = Evaluator.text(value);
        return switch (column.type()) {
            case INTEGER -> whole(column, text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(column, text, Long.MIN_VALUE, Long.MAX_VALUE);
            case BOOLEAN -> truth(text);
            default -> text;
        };
    }

    private static long whole(Column column, String text, long least, long most) {
        var type = column.type().sqlName();
        if (!text.matches("[+-]?[0-9]+(\\.[0-9]+)?")) {
            throw SqlError.error(
                    "XX000",
                    "invalid input syntax for type " + type + ": invalid digit found in string: \"" + text + "\"");
        }
        var number = new BigDecimal(text).setScale(0, RoundingMode.HALF_EVEN);
        if (number.compareTo(BigDecimal.valueOf(least)) < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw SqlError.error("XX000", "\"" + text + "\" " + type + " out of range");
        }
        return number.longValueExact();
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "t", "true", "on", "yes", "1" -> true;
            case "f", "false", "off", "no", "0" -> false;
            default -> throw SqlError.error("XX000", "invalid input syntax for type boolean: \"" + text + "\"");
        };
    }
}
