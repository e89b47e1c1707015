package auctions.ingestor.decode;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The type of a column: the name that SQL gives it, and how its text becomes JSON. Every type that the contract has a rule
 * for is a scalar type, an array of one, or made of them by {@link #list()} and {@link #map()}.
 *
 * @param name the name that the server's catalog gives the type, with the types of all elements: {@code bigint},
 *     {@code text[]}, {@code integer list}, {@code map[text=>integer]}
 * @param writer writes cells of the type
 */
public record SqlType(String name, CellWriter writer) {

    /** The OID that the wire gives every list, whatever its elements are. */
    public static final int LIST_OID = 16_384;

    /** The OID that the wire gives every map, whatever its values are. */
    public static final int MAP_OID = 16_385;

    private static final Map<Integer, SqlType> SCALARS =
            Arrays.stream(ScalarType.values()).collect(Collectors.toMap(ScalarType::oid, SqlType::scalar));

    private static final Map<Integer, SqlType> ARRAYS =
            Arrays.stream(ScalarType.values()).collect(Collectors.toMap(ScalarType::arrayOid, SqlType::array));

    /** The type with an OID of the wire; empty for a list, for a map, and for a type without a rule. */
    public static Optional<SqlType> of(int oid) {
        return Optional.ofNullable(SCALARS.get(oid)).or(() -> Optional.ofNullable(ARRAYS.get(oid)));
    }

    private static SqlType scalar(ScalarType type) {
        return new SqlType(type.sqlName(), type.writer());
    }

    private static SqlType array(ScalarType type) {
        return new SqlType(type.sqlName() + "[]", new ContainerWriter(ContainerWriter.Shape.ARRAY, type.writer()));
    }

    /** The type of lists whose elements are of this type. */
    public SqlType list() {
        return new SqlType(name + " list", new ContainerWriter(ContainerWriter.Shape.LIST, writer));
    }

    /** The type of maps whose values are of this type; their keys are text. */
    public SqlType map() {
        return new SqlType("map[text=>" + name + ']', new ContainerWriter(ContainerWriter.Shape.MAP, writer));
    }
}
