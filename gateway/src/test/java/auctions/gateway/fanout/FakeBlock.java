package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.log.EventId;

/** One block of a stream, taken apart as a browser does. */
record FakeBlock(String event, EventId id, String data) {

    static FakeBlock parse(String block) {
        var event = "message";
        var id = "";
        var data = new StringBuilder();
        for (var line : block.split("\n")) {
            var colon = line.indexOf(": ");
            assertThat(colon).as("a field in %s", block).isPositive();
            var value = line.substring(colon + 2);
            switch (line.substring(0, colon)) {
                case "event" -> event = value;
                case "id" -> id = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> throw new AssertionError("unknown field in " + block);
            }
        }
        assertThat(id).matches("[A-Za-z0-9._~-]{1,128}");
        var parsed = EventId.parse(id);
        assertThat(parsed).as("id %s", id).isPresent();
        return new FakeBlock(event, parsed.get(), data.toString());
    }

    /** Whether it says a place and claims nothing. */
    boolean isPlace(boolean asEvent) {
        return asEvent
                ? event.equals("progress") && data.equals("{}")
                : event.equals("message") && data.isEmpty() && (!id.isProgress() || id.holdsNothing());
    }

    /** Whether it is progress in the form that was asked for. */
    boolean isProgress(boolean asEvent) {
        return id.isProgress()
                && event.equals(asEvent ? "progress" : "message")
                && data.equals(asEvent ? "{\"mz_timestamp\":\"" + id.timestamp() + "\"}" : "");
    }
}
