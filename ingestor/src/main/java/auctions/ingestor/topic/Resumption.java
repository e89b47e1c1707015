package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.Start;
import auctions.ingestor.subscribe.SubscribeException;
import java.util.Optional;

/**
 * Goes on where the checkpoint says. The subscription starts just below the topic's newest record and has to replay what
 * the topic holds from there on, which is not written again.
 */
final class Resumption extends Publication {

    private final TopicWriter writer;

    private final MzTimestamp asOf;

    private Phase phase;

    /** How far the subscription has come. */
    private sealed interface Phase {

        /** The opening row has not come. */
        record Opening(Replay replay) implements Phase {}

        /** What the topic holds comes again. */
        record Replaying(Replay replay) implements Phase {}

        /** Only news come. */
        record Following() implements Phase {}
    }

    /**
     * A publication behind a writer's checkpoint.
     *
     * @param newest the time of the newest record that the checkpoint covers; its frontier, where there is none
     */
    Resumption(TopicWriter writer, MzTimestamp newest, Replay replay) {
        this.writer = writer;
        this.asOf = newest.previous();
        this.phase = new Phase.Opening(replay);
    }

    @Override
    public Start start() {
        return Start.after(asOf);
    }

    @Override
    Optional<Published> advance(MzTimestamp frontier) {
        return switch (phase) {
            case Phase.Opening(var replay) -> {
                open(frontier);
                phase = new Phase.Replaying(replay);
                yield Optional.empty();
            }
            case Phase.Replaying(var replay) -> {
                closed(frontier, replay);
                if (replay.over(frontier)) {
                    phase = new Phase.Following();
                }
                yield writer.advance(frontier);
            }
            case Phase.Following() -> writer.advance(frontier);
        };
    }

    /** The opening row says where the subscription starts, and closes no time. */
    private void open(MzTimestamp start) {
        if (!start.equals(asOf)) {
            throw new SubscribeException(
                    FailureClass.PROTOCOL,
                    "the subscription was to start after %s but starts after %s; the topic was left as it was"
                            .formatted(asOf, start));
        }
    }

    @Override
    void write(Update update) {
        switch (phase) {
            case Phase.Opening _ -> throw new IllegalStateException("an update before the opening row");
            case Phase.Replaying(var replay) -> {
                // Times never fall, and nothing may be on its way to the topic before everything below it is proven.
                closed(update.timestamp(), replay);
                writeReplayed(update, replay);
            }
            case Phase.Following() -> writer.write(update);
        }
    }

    private static void closed(MzTimestamp frontier, Replay replay) {
        if (!replay.completeBelow(frontier)) {
            throw differs("a change below %s is in the topic, and the server does not replay it", frontier);
        }
    }

    private void writeReplayed(Update update, Replay replay) {
        if (writer.withholds(update)) {
            writer.write(update);
            return;
        }
        switch (replay.replayed(update)) {
            case PRESENT -> {}
            case MISSING -> writer.write(update);
            case DIFFERENT -> differ(update);
        }
    }

    /** A row that is too large for the topic went to the dead letters. At or beyond the checkpoint it goes there again. */
    private void differ(Update update) {
        if (!writer.tooLarge(update)) {
            throw differs("the server replays a change at %s that is not in the topic", update.timestamp());
        }
        if (!update.timestamp().isBefore(writer.frontier())) {
            writer.write(update);
        }
    }

    private static SubscribeException differs(String how, MzTimestamp time) {
        return new SubscribeException(
                FailureClass.REPLAY_DIFFERS,
                "could not go on where the topic ends: %s, so the database is not the one that the topic was written from; publishing the difference between a snapshot and the topic instead"
                        .formatted(how.formatted(time)));
    }

    @Override
    public void close() {
        writer.close();
    }
}
