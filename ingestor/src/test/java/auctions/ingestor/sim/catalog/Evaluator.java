package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Timestamps;
import auctions.ingestor.sim.sql.Expr;
import auctions.ingestor.sim.sql.SqlError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Computes scalar expressions over rows of given columns. Values are Long, BigDecimal, Boolean, String, or null. */
public final class Evaluator {
    private final List<Column> columns;
    private final List<String> tables;
    private final Facts facts;

    /** Evaluates over rows of one relation, or of none. */
    public Evaluator(List<Column> columns, Facts facts) {
        this(columns, List.of(), facts);
    }

    /** Evaluates over joined rows, whose columns stand under the names of their tables. */
    Evaluator(List<Column> columns, List<String> tables, Facts facts) {
        this.columns = columns;
        this.tables = tables;
        this.facts = facts;
    }

    /** The place of a column. */
    public int indexOf(String name) {
        return indexOf("", name);
    }

    private int indexOf(String table, String name) {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).name().equals(name))
                .filter(i ->
                        table.isEmpty() || tables.isEmpty() || tables.get(i).equals(table))
                .findFirst()
                .orElseThrow(() -> SqlError.error("XX000", "column \"" + name + "\" does not exist"));
    }

    /** The value of an expression without aggregates. */
    @Nullable
    public Object value(Expr expr, List<@Nullable String> cells) {
        return switch (expr) {
            case Expr.Literal(var value) -> value;
            case Expr.Column(var table, var name) -> {
                var index = indexOf(table, name);
                yield parse(cells.get(index), columns.get(index).type());
            }
            case Expr.Call call -> call(call, cells);
            case Expr.Binary(var operator, var left, var right) -> binary(operator, left, right, cells);
            case Expr.Not(var operand) -> value(operand, cells) instanceof Boolean b ? !b : null;
            case Expr.IsNull(var operand) -> value(operand, cells) == null;
            case Expr.Cast(var operand, var type) -> cast(value(operand, cells), type);
            case Expr.Element _ -> throw SqlError.error("0A000", "elements of lists and maps not yet supported");
            case Expr.Subquery _ -> throw SqlError.error("0A000", "subqueries at this place not yet supported");
        };
    }

    /** Whether the filter keeps the row: true, neither false nor NULL. */
    boolean keeps(Expr filter, List<@Nullable String> cells) {
        return Boolean.TRUE.equals(value(filter, cells));
    }

    /** The type of an expression's values. */
    public ColumnType type(Expr expr) {
        return switch (expr) {
            case Expr.Literal(var value) ->
                switch (value) {
                    case Long number when number == number.intValue() -> ColumnType.INTEGER;
                    case Long _ -> ColumnType.BIGINT;
                    case BigDecimal _ -> ColumnType.NUMERIC;
                    case Boolean _ -> ColumnType.BOOLEAN;
                    case null, default -> ColumnType.TEXT;
                };
            case Expr.Column(var table, var name) ->
                columns.get(indexOf(table, name)).type();
            case Expr.Element element ->
                elements(element.operand()).stream().findFirst().orElse(ColumnType.TEXT);
            case Expr.Call(var name, var arguments) ->
                switch (name) {
                    case "count", "length" -> ColumnType.BIGINT;
                    case "pg_backend_pid" -> ColumnType.INTEGER;
                    case "sum" -> ColumnType.NUMERIC;
                    case "min", "max", "coalesce" -> type(arguments.getFirst());
                    case "now", "current_timestamp" -> ColumnType.TIMESTAMPTZ;
                    case "mz_now" -> ColumnType.MZ_TIMESTAMP;
                    default -> ColumnType.TEXT;
                };
            case Expr.Binary binary ->
                switch (binary.operator()) {
                    case "+", "-", "*", "/", "%" -> type(binary.left());
                    case "||" -> ColumnType.TEXT;
                    default -> ColumnType.BOOLEAN;
                };
            case Expr.Not _, Expr.IsNull _ -> ColumnType.BOOLEAN;
            case Expr.Subquery _ -> ColumnType.TEXT;
            case Expr.Cast cast -> typeOf(cast.type());
        };
    }

    /** Whether an expression may be NULL; only columns are known not to be. */
    boolean nullable(Expr expr) {
        return !(expr instanceof Expr.Column(var table, var name))
                || columns.get(indexOf(table, name)).nullable();
    }

    /** The types of the elements of an array, list or map, of their elements, and so on. */
    List<ColumnType> elements(Expr expr) {
        return switch (expr) {
            case Expr.Column(var table, var name) -> {
                var column = columns.get(indexOf(table, name));
                yield switch (column.type()) {
                    case INTEGER_ARRAY -> List.of(ColumnType.INTEGER);
                    case TEXT_ARRAY -> List.of(ColumnType.TEXT);
                    default -> column.elements();
                };
            }
            case Expr.Element(var operand) -> elements(operand).stream().skip(1).toList();
            default -> List.of();
        };
    }

    private static ColumnType typeOf(String name) {
        return switch (name) {
            case "int", "int4", "integer" -> ColumnType.INTEGER;
            case "bigint", "int8" -> ColumnType.BIGINT;
            case "numeric", "decimal" -> ColumnType.NUMERIC;
            case "bool", "boolean" -> ColumnType.BOOLEAN;
            case "text", "varchar", "string" -> ColumnType.TEXT;
            case "timestamptz" -> ColumnType.TIMESTAMPTZ;
            case "mz_timestamp" -> ColumnType.MZ_TIMESTAMP;
            default -> throw SqlError.error("XX000", "type \"" + name + "\" does not exist");
        };
    }

    private static @Nullable Object cast(@Nullable Object value, String type) {
        if (value == null) {
            return null;
        }
        return switch (typeOf(type)) {
            case INTEGER, BIGINT ->
                value instanceof Long ? value : (Object) number(value).longValue();
            case NUMERIC -> number(value);
            case BOOLEAN ->
                value instanceof Boolean
                        ? value
                        : (Object) List.of("t", "true", "on").contains(value);
            default -> text(value);
        };
    }

    /** The value of a cell. */
    static @Nullable Object parse(@Nullable String cell, ColumnType type) {
        if (cell == null) {
            return null;
        }
        return switch (type) {
            case SMALLINT, INTEGER, BIGINT, UINT2, UINT4, OID -> Long.valueOf(cell);
            case NUMERIC, UINT8, MZ_TIMESTAMP -> cell.matches("-?[0-9.]+") ? new BigDecimal(cell) : (Object) cell;
            case BOOLEAN -> cell.equals("t");
            default -> cell;
        };
    }

    private @Nullable Object call(Expr.Call call, List<@Nullable String> cells) {
        var arguments = call.arguments();
        return switch (call.name()) {
            case "mz_version" -> facts.mzVersion();
            case "mz_environment_id" -> facts.environment();
            case "format_type" -> ColumnType.nameOf(text(value(arguments.getFirst(), cells)));
            case "version" ->
                "PostgreSQL 9.5 on x86_64-unknown-linux-gnu (Materialize "
                        + facts.mzVersion().split(" ", -1)[0].substring(1) + ")";
            case "now", "current_timestamp" -> Timestamps.text(facts.nowMillis() * 1000);
            case "mz_now" -> BigDecimal.valueOf(facts.nowMillis());
            case "current_database" -> facts.database();
            case "current_schema" -> facts.schema();
            case "current_user", "current_role", "session_user" -> facts.user();
            case "pg_backend_pid" -> (long) facts.backendPid();
            case "lower" -> text(value(arguments.getFirst(), cells)).toLowerCase(Locale.ROOT);
            case "upper" -> text(value(arguments.getFirst(), cells)).toUpperCase(Locale.ROOT);
            case "length" -> (long) text(value(arguments.getFirst(), cells)).length();
            case "coalesce" ->
                arguments.stream()
                        .map(argument -> value(argument, cells))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            default -> throw SqlError.error("42883", "function \"" + call.name() + "\" does not exist");
        };
    }

    private @Nullable Object binary(String operator, Expr leftExpr, Expr rightExpr, List<@Nullable String> cells) {
        var left = value(leftExpr, cells);
        var right = value(rightExpr, cells);
        if (operator.equals("and") || operator.equals("or")) {
            var decisive = operator.equals("or");
            if (Objects.equals(left, decisive) || Objects.equals(right, decisive)) {
                return decisive;
            }
            return left == null || right == null ? null : (Object) !decisive;
        }
        if (left == null || right == null) {
            return null;
        }
        return switch (operator) {
            case "=" -> compare(left, right) == 0;
            case "<>" -> compare(left, right) != 0;
            case "<" -> compare(left, right) < 0;
            case "<=" -> compare(left, right) <= 0;
            case ">" -> compare(left, right) > 0;
            case ">=" -> compare(left, right) >= 0;
            case "||" -> text(left) + text(right);
            default -> arithmetic(operator, left, right);
        };
    }

    private static Object arithmetic(String operator, Object left, Object right) {
        var a = number(left);
        var b = number(right);
        if ((operator.equals("/") || operator.equals("%")) && b.signum() == 0) {
            throw SqlError.error("XX000", "division by zero");
        }
        var result = switch (operator) {
            case "+" -> a.add(b);
            case "-" -> a.subtract(b);
            case "*" -> a.multiply(b);
            case "/" ->
                left instanceof Long && right instanceof Long
                        ? a.divideToIntegralValue(b)
                        : a.divide(b, MathContext.DECIMAL128);
            default -> a.remainder(b);
        };
        return left instanceof Long && right instanceof Long ? (Object) result.longValue() : result;
    }

    /** Compares two values that are not null: as numbers if one is a number, else as text. */
    public static int compare(Object left, Object right) {
        if (left instanceof Long a && right instanceof Long b) {
            return Long.compare(a, b);
        }
        if (left instanceof Number || right instanceof Number) {
            return number(left).compareTo(number(right));
        }
        return text(left).compareTo(text(right));
    }

    private static BigDecimal number(Object value) {
        try {
            return new BigDecimal(text(value));
        } catch (NumberFormatException _) {
            throw SqlError.error("22P02", "invalid input syntax for type numeric: \"" + value + "\"");
        }
    }

    /** The server's text form of a value. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean b -> b ? "t" : "f";
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }
}
