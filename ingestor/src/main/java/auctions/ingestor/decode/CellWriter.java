package auctions.ingestor.decode;

/** Writes one cell that is not NULL, given as COPY's text, as the JSON that Materialize's native Kafka sink writes. */
interface CellWriter {

    /**
     * Writes the cell's JSON.
     *
     * @throws UnrenderableException if the text is not of the type
     */
    void write(byte[] text, int from, int to, JsonBuffer out);
}
