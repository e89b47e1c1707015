package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.Start;
import auctions.ingestor.subscribe.StreamOrder;
import java.util.Optional;

/**
 * One subscription on its way into the topic: updates are sent as they come, and a frontier that moves commits them. It
 * owns the writer's transactions. After any exception it is useless: close it, and recover. Owned by one thread.
 */
public abstract sealed class Publication implements AutoCloseable permits Resumption, SnapshotComparison {

    private final StreamOrder order = new StreamOrder();

    /** Where the subscription has to start. */
    public abstract Start start();

    /** Takes the next event; gives what was published, when the event was a frontier that published something. */
    public final Optional<Published> accept(SubscribeEvent event) {
        return switch (order.check(event)) {
            case SubscribeEvent.Progress progress -> advance(progress.timestamp());
            case Update update -> {
                write(update);
                yield Optional.empty();
            }
        };
    }

    /** Takes the opening row's time, or a frontier; gives what it published. */
    abstract Optional<Published> advance(MzTimestamp frontier);

    /** Takes a change. */
    abstract void write(Update update);

    /** Gives up what was not committed. */
    @Override
    public abstract void close();
}
