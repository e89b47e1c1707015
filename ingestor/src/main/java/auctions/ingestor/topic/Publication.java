package auctions.ingestor.topic;

import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.subscribe.Start;
import java.util.Optional;

/**
 * One subscription on its way into the topic: updates are sent as they come, and a frontier that moves commits them. It
 * owns the writer's transactions. After any exception it is useless: close it, and recover. Owned by one thread.
 */
public sealed interface Publication extends AutoCloseable permits Resumption, Difference {

    /** Where the subscription has to start. */
    Start start();

    /** Takes the next event; gives what was published, when the event was a frontier that published something. */
    Optional<Published> accept(SubscribeEvent event);

    /** Gives up what was not committed. */
    @Override
    void close();
}
