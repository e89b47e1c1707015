package auctions.e2e;

/**
 * One event as a browser's EventSource dispatches it.
 *
 * @param type {@code message} unless the stream named another
 * @param data the data lines, joined by line feeds
 * @param lastEventId the id that was last set when the event was dispatched
 */
public record SseEvent(String type, String data, String lastEventId) {

    /** The same event with the place that its id names: without the topic's tag and the end of a snapshot. */
    public SseEvent atPlace() {
        return new SseEvent(type, data, StreamId.parse(lastEventId).position());
    }
}
