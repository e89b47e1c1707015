package auctions.ingestor.decode;

/**
 * Writes ranges: the string of the bounds without quotes, each by the rule of its type, between the brackets of the text.
 *
 * @param bound writes a bound as it stands within a string
 */
record RangeWriter(CellWriter bound) implements CellWriter {

    @Override
    public void write(byte[] text, int from, int to, JsonBuffer out) {
        out.raw('"');
        if (from < to && text[from] == 'e') {
            out.text(text, from, to); // empty
        } else {
            bounds(text, from, to, out);
        }
        out.raw('"');
    }

    private void bounds(byte[] text, int from, int to, JsonBuffer out) {
        int comma = from;
        while (comma < to && text[comma] != ',') {
            comma++;
        }
        if (to - from < 3 || comma == to || !opens(text[from]) || !closes(text[to - 1])) {
            throw new UnrenderableException("not a range of two bounds in brackets");
        }
        out.raw((char) text[from]);
        bound(text, from + 1, comma, out);
        out.raw(',');
        bound(text, comma + 1, to - 1, out);
        out.raw((char) text[to - 1]);
    }

    private void bound(byte[] text, int from, int to, JsonBuffer out) {
        if (from == to) {
            return; // unbounded
        }
        boolean quoted = to - from >= 2 && text[from] == '"' && text[to - 1] == '"';
        bound.write(text, quoted ? from + 1 : from, quoted ? to - 1 : to, out);
    }

    private static boolean opens(byte bracket) {
        return bracket == '[' || bracket == '(';
    }

    private static boolean closes(byte bracket) {
        return bracket == ']' || bracket == ')';
    }
}
