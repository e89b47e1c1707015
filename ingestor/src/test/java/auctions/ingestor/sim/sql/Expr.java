package auctions.ingestor.sim.sql;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scalar expression of a query. */
public sealed interface Expr {
    /** A constant: Long, BigDecimal, Boolean, String, or NULL. */
    record Literal(@Nullable Object value) implements Expr {}

    /** A column; the table that qualifies it is empty where none does. */
    record Column(String table, String name) implements Expr {}

    /** A function call; {@code count(*)} has no arguments. */
    record Call(String name, List<Expr> arguments) implements Expr {}

    /** An operator between two operands, such as {@code <}, {@code and}, {@code +}. */
    record Binary(String operator, Expr left, Expr right) implements Expr {}

    /** Negation. */
    record Not(Expr operand) implements Expr {}

    /** A test for NULL. */
    record IsNull(Expr operand) implements Expr {}

    /** A query in parentheses that stands for its only value. */
    record Subquery(Query query) implements Expr {}

    /** An element of an array or list ({@code l[1]}), or the value of a key in a map ({@code m -> 'k'}). */
    record Element(Expr operand) implements Expr {}

    /** A cast to the named type. */
    record Cast(Expr operand, String type) implements Expr {}

    /** The same expression with every subquery replaced. */
    default Expr replaced(Function<Subquery, Expr> replacement) {
        return switch (this) {
            case Subquery subquery -> replacement.apply(subquery);
            case Binary(var operator, var left, var right) ->
                new Binary(operator, left.replaced(replacement), right.replaced(replacement));
            case Not(var operand) -> new Not(operand.replaced(replacement));
            case IsNull(var operand) -> new IsNull(operand.replaced(replacement));
            case Cast(var operand, var type) -> new Cast(operand.replaced(replacement), type);
            case Literal _, Column _, Call _, Element _ -> this;
        };
    }

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
            case Element(var operand) -> operand.isAggregate();
            case Literal _, Column _, Subquery _ -> false;
        };
    }
}
