package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.decode.SubscribeEvent;
import auctions.ingestor.decode.Update;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.StreamOrder;
import auctions.ingestor.subscribe.SubscribeException;
import java.util.Optional;

/** Goes on where the checkpoint says. */
final class Resumption implements Publication {

    private final TopicWriter writer;

    private final MzTimestamp asOf;

    private final StreamOrder order = new StreamOrder();

    // The opening row says where the subscription starts, and closes no time.
    private boolean opened;

    Resumption(TopicWriter writer) {
        this.writer = writer;
        this.asOf = writer.frontier().previous();
    }

    @Override
    public Optional<MzTimestamp> asOf() {
        return Optional.of(asOf);
    }

    @Override
    public Optional<Published> accept(SubscribeEvent event) {
        return switch (order.check(event)) {
            case SubscribeEvent.Progress progress when opened -> writer.advance(progress.timestamp());
            case SubscribeEvent.Progress progress -> {
                open(progress.timestamp());
                yield Optional.empty();
            }
            case Update update -> {
                writer.write(update);
                yield Optional.empty();
            }
        };
    }

    private void open(MzTimestamp start) {
        if (!start.equals(asOf)) {
            throw new SubscribeException(
                    FailureClass.PROTOCOL,
                    "the subscription was to resume at frontier %s but starts after %s; the topic was left as it was"
                            .formatted(writer.frontier(), start));
        }
        opened = true;
    }

    @Override
    public void close() {
        writer.close();
    }
}
