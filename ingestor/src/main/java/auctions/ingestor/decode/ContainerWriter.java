package auctions.ingestor.decode;

/**
 * Writes arrays, lists and maps as JSON arrays and objects.
 *
 * @param element writes the elements, or a map's values
 */
record ContainerWriter(Shape shape, CellWriter element) implements CellWriter {

    /** How elements are arranged. */
    enum Shape {
        /** Any number of dimensions, all of the same type. */
        ARRAY('[', ']'),
        /** One dimension; lists of lists have a type of their own. */
        LIST('[', ']'),
        /** A key before each element. */
        MAP('{', '}');

        final char open;

        final char close;

        Shape(char open, char close) {
            this.open = open;
            this.close = close;
        }
    }

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer out) {
        new ContainerText(text, from, to, out).writeAs(this);
    }
}
