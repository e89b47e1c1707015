package auctions.ingestor.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.kafka.TopicProperties;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final int RECORD_BYTES_MAX = 1_000_000;

    private final DeadLetters letters = new DeadLetters(
            new TopicProperties(
                    "t",
                    RejectionPolicy.DEAD_LETTER,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(6)),
            RECORD_BYTES_MAX);

    private ProducerRecord<byte[], byte[]> letter(String key, String reason) {
        return letters.record(new Update.Rejected(new MzTimestamp(12), key.getBytes(UTF_8), reason));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }

    @Test
    void keepsAKeyAndAReasonThatAreShort() {
        var letter = letter("{\"id\":1}", "two rows");

        assertThat(text(letter.key())).isEqualTo("{\"id\":1}");
        assertThat(text(letter.value())).isEqualTo("{\"topic\":\"t\",\"mz_timestamp\":\"12\",\"reason\":\"two rows\"}");
    }

    @Test
    void keepsALargeKeyAndCutsTheReasonAtTheEndOfACharacter() {
        var key = "é".repeat(300_000);

        var letter = letter(key, "two rows " + key);

        assertThat(text(letter.key())).isEqualTo(key);
        assertThat(text(letter.value()))
                .isEqualTo("{\"topic\":\"t\",\"mz_timestamp\":\"12\",\"reason\":\"two rows %s…\",\"truncated\":true}"
                        .formatted("é".repeat(507)));
    }

    @Test
    void replacesAKeyThatAloneIsTooLargeByItsDigest() {
        var letter = letter("k".repeat(RECORD_BYTES_MAX), "two rows");

        assertThat(text(letter.key()))
                .isEqualTo("{\"sha256\":\"%s\"}"
                        .formatted("7eab2f295cd4dce0cc490ca925b6ea40e4e63a0d1dc9e89ba92c111f8ff3ea0f"));
        assertThat(text(letter.value())).contains("\"truncated\":true");
    }
}
