package auctions.gateway.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One comparison of a column with what a request names: {@code gte.90}, {@code in.(a,b)}, {@code is.null}. A null passes
 * {@code is.null} alone, as in SQL. Immutable; comparisons are equal that a request wrote alike and that compare alike.
 */
public final class Comparison {
    private static final String NULL = "null";
    private static final String NOT_NULL = "not_null";
    private static final Set<String> IS_OPERANDS = Set.of(NULL, NOT_NULL, "true", "false");

    private final String text;
    private final Operator operator;
    private final Order order;

    // By key; more than one with IN only, none where a null is asked for.
    private final List<Operand> operands;
    private final long[] keys;

    private Comparison(String text, Operator operator, Order order, List<Operand> operands) {
        this.text = text;
        this.operator = operator;
        this.order = order;
        this.operands = operands;
        this.keys = operands.stream().mapToLong(Operand::key).toArray();
    }

    /**
     * The comparison that a value of a query is.
     *
     * @return empty if the value begins with no operator
     * @throws InvalidOperandException if what follows the operator is nothing that the column can be compared with
     */
    public static Optional<Comparison> parse(String column, ColumnType type, String value) {
        return Operator.of(value).map(operator -> {
            var operand = operator.operand(value);
            return switch (operator) {
                case IS -> is(column, type, value, operand);
                case IN -> in(column, type, value, operand);
                case EQ, NEQ, GT, GTE, LT, LTE -> {
                    var order = operator == Operator.EQ || operator == Operator.NEQ
                            ? type.orderOfEquals()
                            : type.order(operand);
                    yield new Comparison(value, operator, order, List.of(operand(column, type, order, operand)));
                }
            };
        });
    }

    private static Comparison is(String column, ColumnType type, String value, String operand) {
        boolean known = IS_OPERANDS.contains(operand);
        boolean truth = known && !operand.equals(NULL) && !operand.equals(NOT_NULL);
        if (!known || (truth && !type.mayBeBoolean())) {
            throw new InvalidOperandException(
                    "'%s' cannot be compared with column '%s'%s: is. takes null or not_null, and of a boolean true or false"
                            .formatted(operand, column, type.inWords()));
        }
        var operands = truth ? List.of(operand(column, type, TextOrder.BOOLEAN, operand)) : List.<Operand>of();
        return new Comparison(value, Operator.IS, TextOrder.TEXT, operands);
    }

    private static Comparison in(String column, ColumnType type, String value, String operand) {
        boolean inParentheses = operand.length() > 2 && operand.startsWith("(") && operand.endsWith(")");
        var items = inParentheses
                ? QuotedList.parse(operand.substring(1, operand.length() - 1))
                : Optional.<List<String>>empty();
        if (items.isEmpty()) {
            throw new InvalidOperandException(
                    "'%s' cannot be compared with column '%s'%s: in. takes a list such as (a,b,\"c,d\")"
                            .formatted(operand, column, type.inWords()));
        }
        var order = type.orderOfEquals();
        var operands = new ArrayList<Operand>();
        items.get().forEach(item -> operands.add(operand(column, type, order, item)));
        operands.sort(Comparator.comparingLong(Operand::key));
        return new Comparison(value, Operator.IN, order, List.copyOf(operands));
    }

    private static Operand operand(String column, ColumnType type, Order order, String text) {
        return order.operand(text)
                .orElseThrow(() -> new InvalidOperandException("'%s' cannot be compared with column '%s'%s: it takes %s"
                        .formatted(text, column, type.inWords(), order.form())));
    }

    /** The order in which the column's values have their keys. */
    Order order() {
        return order;
    }

    /** How many values it compares with; one where that is null. */
    int size() {
        return Math.max(1, operands.size());
    }

    /** Whether the key of a value decides by itself: it is no operand's. */
    boolean isDecidedBy(long key) {
        return key == Order.NO_VALUE || operands.isEmpty() || find(key) < 0;
    }

    /** Whether a value passes whose key decides. */
    boolean holds(long key) {
        if (operands.isEmpty()) {
            return (key == Order.NO_VALUE) == text.endsWith("." + NULL);
        }
        return key != Order.NO_VALUE && operator.holds(key < operands.getFirst().key() ? -1 : 1);
    }

    /** Whether a value passes whose key is an operand's. */
    boolean holds(long key, Value value) {
        if (operands.size() == 1) {
            return operator.holds(compareTied(value, operands.getFirst()));
        }
        for (int at = find(key); at < operands.size() && operands.get(at).key() == key; at++) {
            if (compareTied(value, operands.get(at)) == 0) {
                return true;
            }
        }
        return false;
    }

    private int compareTied(Value value, Operand operand) {
        return order.compareTied(value.bytes(), value.from(), value.to(), operand);
    }

    /** The first operand with this key, or a negative number if there is none. */
    private int find(long key) {
        if (keys.length == 1) {
            return keys[0] == key ? 0 : -1;
        }
        int at = Arrays.binarySearch(keys, key);
        while (at > 0 && keys[at - 1] == key) {
            at--;
        }
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Comparison comparison && comparison.text.equals(text) && comparison.order == order;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
