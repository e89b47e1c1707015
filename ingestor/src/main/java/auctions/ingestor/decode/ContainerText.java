package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.ingestor.decode.ContainerWriter.Shape;

/**
 * The text of an array, list or map, read once from left to right: <code>{1,NULL,"a b"}</code>, <code>{a=>b}</code>.
 *
 * <p>An element that could be misread is in double quotes, with backslash escapes inside. The server does not quote
 * braces of nested lists, maps and arrays, nor {@code =>} outside maps, nor {@code null} in any case but the upper one,
 * which is NULL.
 */
final class ContainerText {

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final byte[] text;

    private final int to;

    private final JsonBuffer out;

    private int at;

    ContainerText(byte[] text, int from, int to, JsonBuffer out) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.out = out;
    }

    /** Writes the whole text, which holds one container. */
    void writeAs(ContainerWriter writer) {
        container(writer);
        if (at != to) {
            throw malformed();
        }
    }

    private void container(ContainerWriter writer) {
        if (writer.shape() == Shape.ARRAY) {
            skipBounds();
        }
        expect('{');
        out.raw(writer.shape().open);
        if (is('}')) {
            at++;
        } else {
            do {
                if (writer.shape() == Shape.MAP) {
                    key();
                }
                element(writer);
            } while (separator());
        }
        out.raw(writer.shape().close);
    }

    /** An array whose indices do not begin at 1 says so first: <code>[0:1]={…}</code>. */
    private void skipBounds() {
        if (is('[')) {
            while (at < to && text[at] != '{') {
                at++;
            }
        }
    }

    private void key() {
        if (is('"')) {
            quoted(CellWriters::string);
        } else {
            int start = at;
            while (at < to && !(text[at] == '=' && at + 1 < to && text[at + 1] == '>')) {
                at++;
            }
            out.string(text, start, at);
        }
        expect('=');
        expect('>');
        out.raw(':');
    }

    private void element(ContainerWriter writer) {
        if (is('"')) {
            quoted(writer.element());
        } else if (is('{') && writer.shape() == Shape.ARRAY) {
            container(writer); // the next dimension
        } else if (writer.element() instanceof ContainerWriter nested && (is('{') || is('['))) {
            container(nested);
        } else {
            bare(writer.element());
        }
    }

    private void bare(CellWriter writer) {
        int start = at;
        while (at < to && text[at] != ',' && text[at] != '}') {
            at++;
        }
        if (isNull(start)) {
            out.raw(NULL);
        } else {
            writer.write(text, start, at, out);
        }
    }

    private boolean isNull(int start) {
        return at - start == 4
                && text[start] == 'N'
                && text[start + 1] == 'U'
                && text[start + 2] == 'L'
                && text[start + 3] == 'L';
    }

    private void quoted(CellWriter writer) {
        var plain = new byte[to - at];
        int size = 0;
        for (at++; at < to && text[at] != '"'; at++) {
            if (text[at] == '\\') {
                at++;
            }
            if (at < to) {
                plain[size++] = text[at];
            }
        }
        expect('"');
        writer.write(plain, 0, size, out);
    }

    private boolean separator() {
        boolean more = is(',');
        if (!more && !is('}')) {
            throw malformed();
        }
        at++;
        if (more) {
            out.raw(',');
        }
        return more;
    }

    private boolean is(char c) {
        return at < to && text[at] == c;
    }

    private void expect(char c) {
        if (!is(c)) {
            throw malformed();
        }
        at++;
    }

    private static UnrenderableException malformed() {
        return new UnrenderableException("not an array, list or map in braces");
    }
}
