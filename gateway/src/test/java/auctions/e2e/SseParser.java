package auctions.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The parser of {@code text/event-stream} to the letter of the WHATWG HTML standard, section 9.2.6, with two additions: malformed
 * UTF-8 fails, and what the standard says to ignore is remembered, so that tests can demand that there was nothing to ignore.
 */
public final class SseParser {
    private final Consumer<SseEvent> dispatched;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private final List<String> comments = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private String eventType = "";
    private String idBuffer = "";
    private String lastEventId = "";
    private OptionalLong retryMillis = OptionalLong.empty();
    private boolean firstLine = true;
    private boolean afterCarriageReturn;

    public SseParser(Consumer<SseEvent> dispatched) {
        this.dispatched = dispatched;
    }

    /** Takes the next bytes of the stream, cut anywhere. */
    public void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte next = bytes[i];
            boolean secondOfPair = next == '\n' && afterCarriageReturn;
            afterCarriageReturn = next == '\r';
            if (next == '\r' || next == '\n' && !secondOfPair) {
                endLine();
            } else if (!secondOfPair) {
                line.write(next);
            }
        }
    }

    /** What a reconnecting EventSource would send as {@code Last-Event-ID}; empty if nothing. */
    public String lastEventId() {
        return lastEventId;
    }

    /** The last reconnection time. */
    public OptionalLong retryMillis() {
        return retryMillis;
    }

    /** Comments so far, without the colon. */
    public List<String> comments() {
        return List.copyOf(comments);
    }

    /** Lines so far that the standard says to ignore; comments aside. */
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    private void endLine() {
        var text = decode(line.toByteArray());
        line.reset();
        if (firstLine && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        firstLine = false;
        if (text.isEmpty()) {
            dispatch();
        } else if (text.startsWith(":")) {
            comments.add(text.substring(1));
        } else {
            int colon = text.indexOf(':');
            var name = colon < 0 ? text : text.substring(0, colon);
            var value = colon < 0 ? "" : text.substring(colon + 1);
            field(name, value.startsWith(" ") ? value.substring(1) : value, text);
        }
    }

    private void field(String name, String value, String whole) {
        switch (name) {
            case "event" -> eventType = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> {
                if (value.indexOf('\0') < 0) {
                    idBuffer = value;
                } else {
                    ignored.add(whole);
                }
            }
            case "retry" -> {
                if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    retryMillis = OptionalLong.of(Long.parseLong(value));
                } else {
                    ignored.add(whole);
                }
            }
            default -> ignored.add(whole);
        }
    }

    private void dispatch() {
        lastEventId = idBuffer;
        var type = eventType.isEmpty() ? "message" : eventType;
        eventType = "";
        if (data.isEmpty()) {
            return;
        }
        data.setLength(data.length() - 1);
        var event = new SseEvent(type, data.toString(), lastEventId);
        data.setLength(0);
        dispatched.accept(event);
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the stream is not UTF-8", e);
        }
    }
}
