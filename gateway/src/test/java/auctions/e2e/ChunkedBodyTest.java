package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {
    @Test
    void joinsChunks() throws IOException {
        assertThat(body("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n")).isEqualTo("abc0123456789");
    }

    @Test
    void refusesCutBody() {
        assertThatThrownBy(() -> body("3\r\nab")).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesMissingEnd() {
        assertThatThrownBy(() -> body("3\r\nabc\r\n")).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesWrongSize() {
        assertThatThrownBy(() -> body("2\r\nabc\r\n0\r\n\r\n")).isInstanceOf(IOException.class);
    }

    private static String body(String coded) throws IOException {
        var in = new ByteArrayInputStream(coded.getBytes(StandardCharsets.ISO_8859_1));
        return new String(new ChunkedBody(in).readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
