package auctions.e2e;

/**
 * One event as a browser's EventSource dispatches it.
 *
 * @param type `message` unless the stream named another
 * @param data the data lines, joined by line feeds
 * @param lastEventId the id that was last set when the event was dispatched
 */
public record SseEvent(String type, String data, String lastEventId) {}
