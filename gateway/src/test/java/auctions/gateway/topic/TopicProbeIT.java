package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.e2e.Brokers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Readers ask the broker together: the number of topics decides how much is asked, not how often. */
class TopicProbeIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final Admin client =
            Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.getBrokersAsString()));

    @AutoClose
    private final TopicProbe probe = new TopicProbe(recorded(client));

    @Test
    void asksForAllTopicsTogether() throws Exception {
        client.createTopics(List.of(
                        new NewTopic("winners", 1, (short) 1),
                        new NewTopic("winners-progress", 1, (short) 1),
                        new NewTopic("bids", 2, (short) 1)))
                .all()
                .get(10, TimeUnit.SECONDS);

        var ofWinners = probe.observe("winners");
        var ofBids = probe.observe("bids");
        var ofMissing = probe.observe("missing");

        var winners = ofWinners.get(10, TimeUnit.SECONDS);
        assertThat(winners.rows()).isPresent().isNotEqualTo(winners.progress());
        assertThat(winners.progress()).isPresent();
        assertThat(winners.partitions()).isEqualTo(1);
        var bids = ofBids.get(10, TimeUnit.SECONDS);
        assertThat(bids.rows()).isPresent().isNotEqualTo(winners.rows());
        assertThat(bids.progress()).isEmpty();
        assertThat(bids.partitions()).isEqualTo(2);
        var missing = ofMissing.get(10, TimeUnit.SECONDS);
        assertThat(missing.rows()).isEmpty();
        assertThat(missing.progress()).isEmpty();
        assertThat(requests).containsExactly("describeTopics", "listOffsets", "listOffsets");
    }

    /** The client, which notes what it is asked. */
    private Admin recorded(Admin asked) {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, arguments) -> {
                    if (!method.getName().equals("close")) {
                        requests.add(method.getName());
                    }
                    try {
                        return method.invoke(asked, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
