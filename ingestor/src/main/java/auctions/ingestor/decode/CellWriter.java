package auctions.ingestor.decode;

/** Writes one non-null cell, given in Materialize's text form, as the JSON that its native Kafka sink would write. */
interface CellWriter {

    /**
     * Writes the cell's JSON.
     *
     * @throws UnrenderableException if the text is not of the type
     */
    void write(byte[] text, int from, int to, JsonBuffer out);

    /** The writer for a type, by the OID on the wire; unknown types are written as the string of their text. */
    static CellWriter of(int typeOid) {
        return switch (typeOid) {
            case WireType.BOOL -> CellWriters::bool;
            case WireType.INT2, WireType.INT4, WireType.INT8, WireType.OID -> CellWriters::integer;
            case WireType.UINT2, WireType.UINT4, WireType.UINT8 -> CellWriters::integer;
            case WireType.FLOAT4, WireType.FLOAT8 -> CellWriters::floating;
            case WireType.TIMESTAMP, WireType.TIMESTAMPTZ -> CellWriters::timestamp;
            case WireType.JSON, WireType.JSONB -> (text, from, to, out) -> out.raw(text, from, to);
            case WireType.LIST -> ContainerText.list(CellWriters::string);
            case WireType.MAP -> ContainerText.map(CellWriters::string);
            default -> {
                int element = WireType.elementOf(typeOid);
                yield element == WireType.NONE ? CellWriters::string : ContainerText.list(of(element));
            }
        };
    }
}
