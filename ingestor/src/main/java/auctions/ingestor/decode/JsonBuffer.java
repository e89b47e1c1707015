package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Growing bytes of one JSON document, reused for every row. Owned by one thread. */
final class JsonBuffer {

    private static final int CAPACITY_INITIAL = 1024;

    private static final int DIGITS_MAX = 19;

    /** The powers of ten that a long can hold. */
    private static final long[] POWERS =
            LongStream.iterate(1, power -> power * 10).limit(DIGITS_MAX).toArray();

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

    /** For each byte: 0 stands for itself in a string, {@code u} needs a hex escape, else the letter after the backslash. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[CAPACITY_INITIAL];

    private int size;

    private static byte[] escapes() {
        var escapes = new byte[256];
        Arrays.fill(escapes, 0, 0x20, (byte) 'u');
        escapes['\b'] = 'b';
        escapes['\t'] = 't';
        escapes['\n'] = 'n';
        escapes['\f'] = 'f';
        escapes['\r'] = 'r';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /** Forgets what was written. */
    void clear() {
        size = 0;
    }

    /** How many bytes were written. */
    int size() {
        return size;
    }

    /** Forgets what was written after the given size. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** A copy of what was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Writes one ASCII character as it is. */
    void raw(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    /** Writes bytes as they are. */
    void raw(byte[] source) {
        raw(source, 0, source.length);
    }

    /** Writes bytes as they are. */
    void raw(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    /** Writes UTF-8 text as a JSON string. */
    void string(byte[] source, int from, int to) {
        raw('"');
        text(source, from, to);
        raw('"');
    }

    /** Writes UTF-8 text as it stands within a JSON string. */
    void text(byte[] source, int from, int to) {
        int start = from;
        for (int i = from; i < to; i++) {
            if (ESCAPES[source[i] & 0xff] != 0) {
                raw(source, start, i);
                escape(source[i]);
                start = i + 1;
            }
        }
        raw(source, start, to);
    }

    /** Writes a number in decimal. */
    void decimal(long number) {
        if (number < 0) {
            raw('-');
        }
        digits(Math.abs(number), 1);
    }

    /** Writes a number that is not negative in decimal, with zeros before it where it has fewer digits. */
    void digits(long number, int digitsMin) {
        reserve(DIGITS_MAX);
        int length = digitsMin;
        while (length < DIGITS_MAX && number >= POWERS[length]) {
            length++;
        }
        long rest = number;
        for (int i = size + length - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
    }

    private void escape(byte b) {
        reserve(6);
        bytes[size++] = '\\';
        byte letter = ESCAPES[b & 0xff];
        bytes[size++] = letter;
        if (letter == 'u') {
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[b >> 4];
            bytes[size++] = HEX[b & 0xf];
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
