package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.log.EventId;
import java.util.Optional;
import java.util.OptionalLong;

/** Holds a snapshot against the topic: exactly the rows that are live at its end and pass, each once, no deletion. */
record SnapshotCheck(FakeTopic topic, FakeRequest request, long end) {

    /** For a snapshot with this end, if there is one. */
    static Optional<SnapshotCheck> of(FakeTopic topic, FakeRequest request, OptionalLong end) {
        return end.isPresent() ? Optional.of(new SnapshotCheck(topic, request, end.getAsLong())) : Optional.empty();
    }

    /** The record of a block of the snapshot, which none before it was left out for. */
    FakeEntry row(FakeBlock block, Optional<EventId> reached) {
        var id = block.id();
        var entry = topic.entry(id.offset());
        assertThat(id.end()).as("end of the snapshot in %s", id).hasValue(end);
        assertThat(block.event()).as("a snapshot has no deletion").isEqualTo("message");
        assertThat(entry.id()).isEqualTo(id.position());
        assertThat(entry.isLiveAt(end)).as("%s is live at the end", id).isTrue();
        assertThat(entry.value().flatMap(request::show)).contains(block.data());
        nothingLeftOut(reached, id.position());
        return entry;
    }

    /** The place where the snapshot ends; nothing was left out up to there. */
    EventId end(Optional<EventId> reached) {
        var last = topic.lastBelow(end);
        nothingLeftOut(reached, EventId.of(last.timestamp(), end));
        return last;
    }

    /** Whether a block may say the end: the place of the last record, or of one after which all is compacted away. */
    boolean endsAt(EventId place) {
        return topic.isLastBelow(end, place);
    }

    private void nothingLeftOut(Optional<EventId> reached, EventId upTo) {
        topic.between(reached, upTo)
                .filter(entry -> entry.isLiveAt(end)
                        && entry.value().flatMap(request::show).isPresent())
                .forEach(entry -> assertThat(entry.isCold(topic.closed()))
                        .as("%s is missing in the snapshot before %s", entry.id(), upTo)
                        .isTrue());
    }
}
