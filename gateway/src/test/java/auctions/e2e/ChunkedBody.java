package auctions.e2e;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/** A body in HTTP/1.1's chunked coding, strictly: sizes in hex, CRLF where it belongs, an end that is said. */
final class ChunkedBody extends FilterInputStream {
    private long left;
    private boolean first = true;
    private boolean ended;

    ChunkedBody(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new EOFException("the body was cut inside a chunk");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            demand(HttpHead.line(in).isEmpty(), "a chunk must end with CRLF");
        }
        first = false;
        var size = HttpHead.line(in);
        demand(!size.isEmpty() && size.chars().allMatch(HexFormat::isHexDigit), "a chunk must begin with its size");
        left = Long.parseLong(size, 16);
        if (left == 0) {
            demand(HttpHead.line(in).isEmpty(), "no trailers were announced");
            ended = true;
        }
    }

    private static void demand(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException(otherwise);
        }
    }
}
