package auctions.gateway.filter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The operators of a comparison, as PostgREST names them. */
enum Operator {
    EQ,
    NEQ,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    IS;

    private final String prefix = name().toLowerCase(Locale.ROOT) + ".";

    /** The operator that a value of a query begins with; empty if the value is to be taken as it is. */
    static Optional<Operator> of(String value) {
        return Arrays.stream(values())
                .filter(operator -> value.startsWith(operator.prefix))
                .findFirst();
    }

    /** What follows the operator. */
    String operand(String value) {
        return value.substring(prefix.length());
    }

    /** Whether a value that lies so towards an operand, below, at or above it, passes. */
    boolean holds(int sign) {
        return switch (this) {
            case EQ, IN, IS -> sign == 0;
            case NEQ -> sign != 0;
            case GT -> sign > 0;
            case GTE -> sign >= 0;
            case LT -> sign < 0;
            case LTE -> sign <= 0;
        };
    }
}
