package auctions.ingestor.decode;

/** OIDs of the types that have a JSON rendering of their own: PostgreSQL's, and Materialize's from 16384 on. */
final class WireType {

    static final int NONE = 0;
    static final int BOOL = 16;
    static final int INT8 = 20;
    static final int INT2 = 21;
    static final int INT4 = 23;
    static final int OID = 26;
    static final int JSON = 114;
    static final int FLOAT4 = 700;
    static final int FLOAT8 = 701;
    static final int TIMESTAMP = 1114;
    static final int TIMESTAMPTZ = 1184;
    static final int JSONB = 3802;
    static final int LIST = 16_384;
    static final int MAP = 16_385;
    static final int UINT2 = 16_460;
    static final int UINT4 = 16_462;
    static final int UINT8 = 16_464;

    private static final int TEXT = 25;

    private WireType() {}

    /** The type of an array's elements, or {@link #NONE} for a type that is no array. */
    static int elementOf(int typeOid) {
        return switch (typeOid) {
            case 1000 -> BOOL;
            case 1005 -> INT2;
            case 1007 -> INT4;
            case 1016 -> INT8;
            case 1028 -> OID;
            case 1021 -> FLOAT4;
            case 1022 -> FLOAT8;
            case 1115 -> TIMESTAMP;
            case 1185 -> TIMESTAMPTZ;
            case 199 -> JSON;
            case 3807 -> JSONB;
            case 16_461 -> UINT2;
            case 16_463 -> UINT4;
            case 16_465 -> UINT8;
            // bytea, "char", name, text, bpchar, varchar, date, time, interval, numeric, uuid, mz_timestamp
            case 1001, 1002, 1003, 1009, 1014, 1015, 1182, 1183, 1187, 1231, 2951, 16_553 -> TEXT;
            default -> NONE;
        };
    }
}
