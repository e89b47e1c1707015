package auctions.ingestor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

/** A cluster that answers at the configured address, and tells names of its brokers. */
class AdvertisedNamesTest {

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

    private final AdvertisedNames names = new AdvertisedNames(() -> consumer);

    private void advertise(String... hosts) {
        for (int id = 0; id < hosts.length; id++) {
            Node[] replicas = {new Node(id, hosts[id], 9092)};
            var partition = new PartitionInfo("topic-" + id, 0, replicas[0], replicas, replicas);
            consumer.updatePartitions(partition.topic(), List.of(partition));
        }
    }

    @Test
    void namesTheHostThatDoesNotResolve() {
        advertise("localhost", "broker.invalid");

        assertThat(names.remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy)
                        .contains(
                                "the host name 'broker.invalid', which does not resolve here",
                                "correct advertised.listeners"));
    }

    @Test
    void saysNothingWhereAllNamesResolve() {
        advertise("localhost", "127.0.0.1");

        assertThat(names.remedy()).isEmpty();
    }

    @Test
    void saysNothingOfAClusterThatCannotBeAsked() {
        var unreachable = new AdvertisedNames(() -> {
            throw new KafkaException("no answer");
        });

        assertThat(unreachable.remedy()).isEqualTo(Optional.empty());
    }
}
