package auctions.e2e;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Status and headers of a response, read byte by byte so that nothing of the body is lost.
 *
 * @param protocol {@code HTTP/1.1}
 * @param headers values in the order received, by names without regard to case
 */
public record HttpHead(String protocol, int status, Map<String, List<String>> headers) {
    /** Reads a head, and not one byte of what follows it. */
    public static HttpHead read(InputStream in) throws IOException {
        var statusLine = line(in).split(" ", 3);
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new HttpHead(statusLine[0], Integer.parseInt(statusLine[1]), headers);
    }

    /** The only value of a header; fails if there are several. */
    public Optional<String> header(String name) {
        var values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError("several " + name + " headers: " + values);
        }
        return values.stream().findFirst();
    }

    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended inside a line");
            }
            line.write(next);
        }
        if (in.read() != '\n') {
            throw new IOException("a line must end with CRLF");
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
