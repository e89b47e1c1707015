package auctions.gateway.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * The end of every id of one topic, {@code ~} and four characters: every gateway computes the same ones from Kafka's topic id, so an
 * id of another topic is known by its tag.
 *
 * @param text the four characters, without {@code ~}
 */
public record TopicTag(String text) {

    /** The tag before the topic is known; no id ends in it. */
    public static final TopicTag UNKNOWN = new TopicTag("");

    /** How many characters a tag has. */
    static final int LENGTH = 4;

    private static final int HASH_BYTES = 3;

    /** The tag of a topic: the first 24 bits of SHA-256 over the 16 bytes of its id, in base64url. */
    public static TopicTag of(UUID topicId) {
        var bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(topicId.getMostSignificantBits())
                .putLong(topicId.getLeastSignificantBits())
                .array();
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new TopicTag(Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, HASH_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The bytes that end an id. */
    byte[] suffix() {
        return text.isEmpty() ? new byte[0] : ("~" + text).getBytes(US_ASCII);
    }
}
