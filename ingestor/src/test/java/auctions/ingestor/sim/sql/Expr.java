package auctions.ingestor.sim.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scalar expression of a query. */
public sealed interface Expr {
    /** A constant: Long, BigDecimal, Boolean, String, or NULL. */
    record Literal(@Nullable Object value) implements Expr {}

    /** A column of the query's only relation. */
    record Column(String name) implements Expr {}

    /** A function call; {@code count(*)} has no arguments. */
    record Call(String name, List<Expr> arguments) implements Expr {}

    /** An operator between two operands, such as {@code <}, {@code and}, {@code +}. */
    record Binary(String operator, Expr left, Expr right) implements Expr {}

    /** Negation. */
    record Not(Expr operand) implements Expr {}

    /** A test for NULL. */
    record IsNull(Expr operand) implements Expr {}

    /** A cast to the named type. */
    record Cast(Expr operand, String type) implements Expr {}

    /** Whether this aggregates over all rows. */
    default boolean isAggregate() {
        return switch (this) {
            case Call(var name, var arguments) ->
                List.of("count", "min", "max", "sum").contains(name)
                        || arguments.stream().anyMatch(Expr::isAggregate);
            case Binary binary -> binary.left().isAggregate() || binary.right().isAggregate();
            case Not(var operand) -> operand.isAggregate();
            case IsNull(var operand) -> operand.isAggregate();
            case Cast cast -> cast.operand().isAggregate();
            case Literal _, Column _ -> false;
        };
    }
}
