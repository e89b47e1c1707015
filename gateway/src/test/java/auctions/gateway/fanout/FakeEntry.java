package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.log.EventId;
import auctions.gateway.topic.Update;
import java.util.Optional;

/** A record with what the oracle knows of it: the next version of its key, if there is one. */
final class FakeEntry {
    final Update update;
    final String key;
    final Optional<FakeEntry> previous;
    Optional<FakeEntry> next = Optional.empty();

    FakeEntry(Update update, Optional<FakeEntry> previous) {
        this.update = update;
        this.key = new String(update.key(), UTF_8);
        this.previous = previous;
    }

    EventId id() {
        return EventId.of(update.timestamp(), update.offset());
    }

    /** The value as a browser gets it, or nothing for a deletion. */
    Optional<String> value() {
        return update instanceof Update.Upsert upsert
                ? Optional.of(new String(upsert.value(), UTF_8).replace("\r\n", "\n"))
                : Optional.empty();
    }

    /** Whether compaction may have dropped it by this time of the topic; a deletion also before the next version came. */
    boolean isDroppable(long time) {
        var newestUntil = next.map(FakeEntry::time).orElse(time);
        return isCold(time) || (value().isEmpty() && isExpired(Math.min(time, newestUntil)));
    }

    /** Whether the next version came a lag before this time. */
    boolean isCold(long time) {
        return next.isPresent() && next.get().time() <= time - Fixture.LAG.toMillis();
    }

    /** Whether a version before it passes a filter. */
    boolean wasEverShown(FakeRequest to) {
        return previous.stream()
                .anyMatch(before -> before.value().flatMap(to::show).isPresent() || before.wasEverShown(to));
    }

    boolean isExpired(long time) {
        return time() <= time - Fixture.RETENTION.toMillis();
    }

    long time() {
        return update.timestamp().bits();
    }

    /** Whether it is a row that was live at this offset. */
    boolean isLiveAt(long end) {
        return update.offset() < end
                && value().isPresent()
                && next.stream().allMatch(newer -> newer.update.offset() >= end);
    }
}
