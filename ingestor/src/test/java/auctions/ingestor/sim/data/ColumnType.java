package auctions.ingestor.sim.data;

import java.util.Arrays;

/** The column types on the wire, with the OIDs that Materialize sends. */
public enum ColumnType {
    /** True or false. */
    BOOLEAN("boolean", 16, 1),
    /** 16 bits. */
    SMALLINT("smallint", 21, 2),
    /** 32 bits. */
    INTEGER("integer", 23, 4),
    /** 64 bits. */
    BIGINT("bigint", 20, 8),
    /** 16 bits, unsigned. */
    UINT2("uint2", 16460, 2),
    /** 32 bits, unsigned. */
    UINT4("uint4", 16462, 4),
    /** 64 bits, unsigned. */
    UINT8("uint8", 16464, 8),
    /** Object identifier. */
    OID("oid", 26, 4),
    /** Decimal. */
    NUMERIC("numeric", 1700, -1),
    /** 32 bits, binary floating point. */
    REAL("real", 700, 4),
    /** 64 bits, binary floating point. */
    DOUBLE("double precision", 701, 8),
    /** Text. */
    TEXT("text", 25, -1),
    /** Text of a declared length. */
    VARCHAR("character varying", 1043, -1),
    /** Bytes. */
    BYTEA("bytea", 17, -1),
    /** Calendar day. */
    DATE("date", 1082, 4),
    /** Time of day. */
    TIME("time", 1083, 8),
    /** Day and time without zone. */
    TIMESTAMP("timestamp without time zone", 1114, 8),
    /** Moment. */
    TIMESTAMPTZ("timestamp with time zone", 1184, 8),
    /** Months, days and microseconds. */
    INTERVAL("interval", 1186, 16),
    /** UUID. */
    UUID("uuid", 2950, 16),
    /** JSON. */
    JSONB("jsonb", 3802, -1),
    /** Logical time; inside SUBSCRIBE it is NUMERIC instead. */
    MZ_TIMESTAMP("mz_timestamp", 16552, -1),
    /** Array of integer. */
    INTEGER_ARRAY("integer[]", 1007, -1),
    /** Array of text. */
    TEXT_ARRAY("text[]", 1009, -1),
    /** Materialize's list. */
    LIST("list", 16384, -1),
    /** Materialize's map. */
    MAP("map", 16385, -1),
    /** Row value. */
    RECORD("record", 2249, -1);

    private final String sqlName;
    private final int oid;
    private final int length;

    ColumnType(String sqlName, int oid, int length) {
        this.sqlName = sqlName;
        this.oid = oid;
        this.length = length;
    }

    /** The name in SQL. */
    public String sqlName() {
        return sqlName;
    }

    /** The type's OID in a RowDescription. */
    public int oid() {
        return oid;
    }

    /** The type's length in a RowDescription, -1 when it varies. */
    public int length() {
        return length;
    }

    /** The name of the type that has this OID, as {@code format_type} answers. */
    public static String nameOf(String oid) {
        return Arrays.stream(values())
                .filter(type -> Integer.toString(type.oid).equals(oid))
                .findFirst()
                .map(ColumnType::sqlName)
                .orElse("???");
    }

    /** Whether the text form is an integer that fits a long. */
    public boolean isInteger() {
        return switch (this) {
            case SMALLINT, INTEGER, BIGINT, UINT2, UINT4, OID -> true;
            default -> false;
        };
    }
}
