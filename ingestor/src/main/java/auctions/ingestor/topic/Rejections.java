package auctions.ingestor.topic;

import auctions.ingestor.decode.Update;
import auctions.ingestor.kafka.BrokerException;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.kafka.RejectionPolicy;
import auctions.ingestor.subscribe.FailureClass;
import auctions.ingestor.subscribe.SubscribeException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The changes that cannot be published: each stops the ingestor or becomes a dead letter, as the policy says. A key that was
 * violated keeps its row in the topic until a difference. Owned by the writer's thread.
 */
final class Rejections {

    /** Beyond this many violated keys a difference is due at once. */
    private static final int UNKNOWN_KEYS_MAX = 100_000;

    private final RejectionPolicy policy;

    private final DeadLetters deadLetters;

    // Keys that more than one row has had since the last difference: what the server says about them may be wrong.
    private final Set<ByteBuffer> unknownKeys = new HashSet<>();

    private boolean differenceDue;

    Rejections(Fenced fenced) {
        this.policy = fenced.topics().onKeyViolation();
        this.deadLetters = new DeadLetters(fenced.topics(), fenced.limits().recordBytesMax());
    }

    /** The dead letter that a rejected change becomes. Throws where the policy is to stop. */
    ProducerRecord<byte[], byte[]> deadLetter(Update.Rejected update) {
        if (policy == RejectionPolicy.STOP) {
            throw stop(update);
        }
        if (update.ambiguousKey()) {
            differenceDue |= unknownKeys.size() >= UNKNOWN_KEYS_MAX;
            if (unknownKeys.size() < UNKNOWN_KEYS_MAX) {
                unknownKeys.add(ByteBuffer.wrap(update.key()));
            }
        }
        return deadLetters.record(update);
    }

    private static RuntimeException stop(Update.Rejected update) {
        var message =
                "could not publish a change: %s; correct the view or its key, or set MZ_ON_KEY_VIOLATION to dead-letter"
                        .formatted(update.reason());
        return update.ambiguousKey()
                ? new SubscribeException(FailureClass.KEY_VIOLATION, message)
                : new BrokerException(BrokerFailureClass.FATAL, message);
    }

    /** Whether an update's key was violated, so that it is left to a difference. */
    boolean withholds(Update update) {
        return !(update instanceof Update.Rejected)
                && !unknownKeys.isEmpty()
                && unknownKeys.contains(ByteBuffer.wrap(update.key()));
    }

    /** A change of a violated key was left out: only a difference can say what its row is now. */
    void leaveToDifference() {
        differenceDue = true;
    }

    /** Whether a difference is due. */
    boolean differenceDue() {
        return differenceDue;
    }

    /** Whether the topic may lack changes of violated keys. */
    boolean anyUnknownKeys() {
        return !unknownKeys.isEmpty();
    }
}
