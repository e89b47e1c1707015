package auctions.ingestor.kafka;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/** Finds brokers whose advertised names this machine cannot resolve. A client says of them only that its time ran out. */
final class AdvertisedNames {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /**
     * Names that a cluster tells.
     *
     * @param consumers makes consumers: a new one asks at the configured addresses, a used one at the advertised ones
     */
    AdvertisedNames(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /** What to do about names that do not resolve; empty where all do, or where the cluster tells none. */
    Optional<String> remedy() {
        var unresolvable = names().stream()
                .filter(AdvertisedNames::unresolvable)
                .sorted()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        return unresolvable.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the brokers tell clients the host name %s, which does not resolve here; correct advertised.listeners or the name server"
                                .formatted(unresolvable));
    }

    private Collection<String> names() {
        try {
            var consumer = consumers.get();
            try {
                return consumer.listTopics(ANSWER_MAX).values().stream()
                        .flatMap(Collection::stream)
                        .map(PartitionInfo::replicas)
                        .flatMap(Arrays::stream)
                        .map(Node::host)
                        .filter(host -> !host.isEmpty())
                        .collect(Collectors.toSet());
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        } catch (KafkaException e) {
            // The cluster cannot be asked: then its names are not what is wrong.
            return List.of();
        }
    }

    private static boolean unresolvable(String host) {
        try {
            return InetAddress.getAllByName(host).length == 0;
        } catch (UnknownHostException e) {
            return true;
        }
    }
}
