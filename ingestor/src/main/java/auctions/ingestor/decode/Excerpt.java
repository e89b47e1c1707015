package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/** The beginning of a text that may be long, for messages to people. */
public final class Excerpt {

    /** How much of a text is shown. */
    private static final int BYTES_MAX = 1024;

    private Excerpt() {}

    /** Whether only a part of the text is shown. */
    public static boolean cuts(byte[] utf8) {
        return utf8.length > BYTES_MAX;
    }

    /** The text, or its first kilobyte up to the end of a character, and an ellipsis. */
    public static String of(byte[] utf8) {
        if (!cuts(utf8)) {
            return new String(utf8, UTF_8);
        }
        var characters = CharBuffer.allocate(BYTES_MAX);
        // The decoder leaves a character alone whose end is cut off.
        var _ = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, 0, BYTES_MAX), characters, false);
        return characters.flip() + "…";
    }
}
