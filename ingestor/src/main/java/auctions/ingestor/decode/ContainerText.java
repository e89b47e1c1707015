package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Arrays, lists and maps in text form: <code>{1,NULL,"a b"}</code>, <code>{a=>b}</code>, nested in braces. Elements are
 * quoted where needed, with backslash escapes inside the quotes.
 *
 * <p>An array's OID names its element type. The OID of a list or map does not, so their leaves are strings.
 */
final class ContainerText {

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private final byte[] text;

    private final int to;

    private final CellWriter element;

    private final JsonBuffer out;

    private int at;

    private ContainerText(byte[] text, int from, int to, CellWriter element, JsonBuffer out) {
        this.text = text;
        this.at = from;
        this.to = to;
        this.element = element;
        this.out = out;
    }

    /** Writes an array or list as a JSON array. */
    static CellWriter list(CellWriter element) {
        return (text, from, to, out) -> new ContainerText(text, from, to, element, out).whole(false);
    }

    /** Writes a map as a JSON object. */
    static CellWriter map(CellWriter value) {
        return (text, from, to, out) -> new ContainerText(text, from, to, value, out).whole(true);
    }

    private void whole(boolean map) {
        // An array whose bounds are not the usual ones is led by them: [0:1]={…}
        if (at < to && text[at] == '[') {
            while (at < to && text[at] != '{') {
                at++;
            }
        }
        container(map);
        if (at != to) {
            throw malformed();
        }
    }

    private void container(boolean map) {
        expect('{');
        out.raw(map ? '{' : '[');
        if (at < to && text[at] == '}') {
            at++;
        } else {
            do {
                if (map) {
                    leaf(CellWriters::string, false);
                    expect('=');
                    expect('>');
                    out.raw(':');
                }
                item(map);
            } while (separator());
        }
        out.raw(map ? '}' : ']');
    }

    private void item(boolean map) {
        if (at < to && text[at] == '{') {
            container(map && startsMap());
        } else {
            leaf(element, true);
        }
    }

    /** Whether the braces at hand hold entries rather than elements; empty ones inside a map are taken for a map. */
    private boolean startsMap() {
        boolean quoted = false;
        for (int i = at + 1; i < to; i++) {
            byte b = text[i];
            if (b == '\\') {
                i++;
            } else if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && b == '=' && i + 1 < to && text[i + 1] == '>') {
                return true;
            } else if (!quoted && (b == ',' || b == '{' || b == '}')) {
                return b == '}' && i == at + 1;
            }
        }
        return false;
    }

    private boolean separator() {
        if (at >= to || (text[at] != ',' && text[at] != '}')) {
            throw malformed();
        }
        boolean more = text[at++] == ',';
        if (more) {
            out.raw(',');
        }
        return more;
    }

    private void leaf(CellWriter writer, boolean nullable) {
        if (at < to && text[at] == '"') {
            quoted(writer);
            return;
        }
        int start = at;
        while (at < to && text[at] != ',' && text[at] != '}' && !arrow()) {
            at++;
        }
        if (nullable && isNull(start)) {
            out.raw(NULL);
        } else {
            writer.write(text, start, at, out);
        }
    }

    private boolean arrow() {
        return text[at] == '=' && at + 1 < to && text[at + 1] == '>';
    }

    private boolean isNull(int start) {
        return at - start == 4
                && (text[start] | 0x20) == 'n'
                && (text[start + 1] | 0x20) == 'u'
                && (text[start + 2] | 0x20) == 'l'
                && (text[start + 3] | 0x20) == 'l';
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

    private void expect(char c) {
        if (at >= to || text[at] != c) {
            throw malformed();
        }
        at++;
    }

    private static UnrenderableException malformed() {
        return new UnrenderableException("not an array, list or map in braces");
    }
}
