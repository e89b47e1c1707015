package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples and the corner cases of the WHATWG text; each stream is also fed byte by byte. */
class SseParserTest {
    private final List<SseEvent> events = new ArrayList<>();
    private final SseParser parser = new SseParser(events::add);

    @Test
    void joinsDataLines() {
        feed("data: YHOO\ndata: +2\ndata: 10\n\n");

        assertThat(events).containsExactly(new SseEvent("message", "YHOO\n+2\n10", ""));
    }

    @Test
    void dispatchesEmptyDataButNotMissingData() {
        feed("data\n\ndata\ndata\n\ndata:");

        assertThat(events).containsExactly(new SseEvent("message", "", ""), new SseEvent("message", "\n", ""));
    }

    @Test
    void stripsOneSpace() {
        feed("data:test\n\ndata: test\n\ndata:  test\n\n");

        assertThat(events).extracting(SseEvent::data).containsExactly("test", "test", " test");
    }

    @Test
    void keepsIdUntilItIsSetAnew() {
        feed("data: first\nid: 1\n\ndata: second\n\ndata: third\nid\n\n");

        assertThat(events).extracting(SseEvent::lastEventId).containsExactly("1", "1", "");
    }

    @Test
    void movesIdWithoutEvent() {
        feed("id: 7\n\n");

        assertThat(events).isEmpty();
        assertThat(parser.lastEventId()).isEqualTo("7");
    }

    @Test
    void doesNotMoveIdBeforeTheBlockEnds() {
        feed("id: 7\ndata: half\n");

        assertThat(parser.lastEventId()).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void ignoresIdWithNul() {
        feed("id: 1\n\nid: a\0b\n\n");

        assertThat(parser.lastEventId()).isEqualTo("1");
        assertThat(parser.ignored()).hasSize(1);
    }

    @Test
    void takesRetryOfDigitsOnly() {
        feed("retry: 100\n\nretry: 1e3\n\nretry:\n\n");

        assertThat(parser.retryMillis()).hasValue(100);
        assertThat(parser.ignored()).containsExactly("retry: 1e3", "retry:");
    }

    @Test
    void forgetsTypeAfterEachBlock() {
        feed("event: delete\ndata: a\n\ndata: b\n\nevent: lost\n\ndata: c\n\n");

        assertThat(events).extracting(SseEvent::type).containsExactly("delete", "message", "message");
    }

    @Test
    void endsLinesByEachOfThree() {
        feed("data: a\r\ndata: b\rdata: c\n\r\n");

        assertThat(events).extracting(SseEvent::data).containsExactly("a\nb\nc");
    }

    @Test
    void takesTwoCarriageReturnsForTwoLines() {
        feed("data: a\r\rdata: b\r\r");

        assertThat(events).extracting(SseEvent::data).containsExactly("a", "b");
    }

    @Test
    void stripsOneByteOrderMark() {
        feed("\uFEFFdata: a\n\n\uFEFFdata: b\n\n");

        assertThat(events).extracting(SseEvent::data).containsExactly("a");
        assertThat(parser.ignored()).hasSize(1);
    }

    @Test
    void remembersCommentsAndWhatItIgnores() {
        feed(":\n: hello\nfoo: bar\n\n");

        assertThat(parser.comments()).containsExactly("", " hello");
        assertThat(parser.ignored()).containsExactly("foo: bar");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        var latin = "data: caf\u00e9\n\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> parser.feed(latin, 0, latin.length)).isInstanceOf(AssertionError.class);
    }

    private void feed(String stream) {
        var bytes = stream.getBytes(StandardCharsets.UTF_8);
        parser.feed(bytes, 0, bytes.length);
        var again = new ArrayList<SseEvent>();
        var byteByByte = new SseParser(again::add);
        for (int i = 0; i < bytes.length; i++) {
            byteByByte.feed(bytes, i, 1);
        }
        assertThat(again).isEqualTo(events);
        assertThat(byteByByte.lastEventId()).isEqualTo(parser.lastEventId());
    }
}
