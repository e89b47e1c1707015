package auctions.ingestor.decode;

/**
 * The types that the contract has a rule for and that have no elements, by the OIDs of the wire: PostgreSQL's, and
 * Materialize's own from 16384 on. Names are those of Materialize's catalog.
 */
enum ScalarType {
    BOOLEAN("boolean", 16, 1000, CellWriters::bool),
    SMALLINT("smallint", 21, 1005, CellWriters::integer),
    INTEGER("integer", 23, 1007, CellWriters::integer),
    BIGINT("bigint", 20, 1016, CellWriters::integer),
    UINT2("uint2", 16_460, 16_461, CellWriters::integer),
    UINT4("uint4", 16_462, 16_463, CellWriters::integer),
    UINT8("uint8", 16_464, 16_465, CellWriters::integer),
    OID("oid", 26, 1028, CellWriters::integer),
    REAL("real", 700, 1021, CellWriters::floating),
    DOUBLE_PRECISION("double precision", 701, 1022, CellWriters::floating),
    NUMERIC("numeric", 1700, 1231, CellWriters::string),
    TEXT("text", 25, 1009, CellWriters::string),
    VARCHAR("character varying", 1043, 1015, CellWriters::string),
    CHARACTER("character", 1042, 1014, CellWriters::string),
    NAME("name", 19, 1003, CellWriters::string),
    SINGLE_BYTE("\"char\"", 18, 1002, CellWriters::singleByte),
    BYTEA("bytea", 17, 1001, CellWriters::bytea),
    DATE("date", 1082, 1182, CellWriters.quoted(TimestampText::date)),
    TIME("time", 1083, 1183, CellWriters.quoted(TimestampText::time)),
    TIMESTAMP("timestamp without time zone", 1114, 1115, CellWriters::timestamp),
    TIMESTAMPTZ("timestamp with time zone", 1184, 1185, CellWriters::timestamp),
    INTERVAL("interval", 1186, 1187, CellWriters::string),
    UUID("uuid", 2950, 2951, CellWriters::string),
    JSONB("jsonb", 3802, 3807, CellWriters::raw),
    MZ_TIMESTAMP("mz_timestamp", 16_552, 16_553, CellWriters::string),
    INT2VECTOR("int2vector", 22, 1006, CellWriters::vector),
    INT4RANGE("int4range", 3904, 3905, new RangeWriter(CellWriters::text)),
    INT8RANGE("int8range", 3926, 3927, new RangeWriter(CellWriters::text)),
    NUMRANGE("numrange", 3906, 3907, new RangeWriter(CellWriters::text)),
    DATERANGE("daterange", 3912, 3913, new RangeWriter(TimestampText::date)),
    TSRANGE("tsrange", 3908, 3909, new RangeWriter(TimestampText::timestamp)),
    TSTZRANGE("tstzrange", 3910, 3911, new RangeWriter(TimestampText::timestamp));

    private final String sqlName;

    private final int oid;

    private final int arrayOid;

    @SuppressWarnings("ImmutableEnumChecker") // a writer keeps nothing
    private final CellWriter writer;

    ScalarType(String sqlName, int oid, int arrayOid, CellWriter writer) {
        this.sqlName = sqlName;
        this.oid = oid;
        this.arrayOid = arrayOid;
        this.writer = writer;
    }

    /** The name that SQL gives the type. */
    String sqlName() {
        return sqlName;
    }

    /** The type's OID. */
    int oid() {
        return oid;
    }

    /** The OID of arrays of the type, of any dimension. */
    int arrayOid() {
        return arrayOid;
    }

    /** Writes cells of the type. */
    CellWriter writer() {
        return writer;
    }
}
