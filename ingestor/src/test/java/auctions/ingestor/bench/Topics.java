package auctions.ingestor.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics that are not the ingestor's. */
final class Topics {

    private Topics() {}

    /** Makes a topic of one partition. */
    static void create(String bootstrap, String name, String cleanupPolicy)
            throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var topic = new NewTopic(name, Optional.of(1), Optional.empty())
                    .configs(Map.of("cleanup.policy", cleanupPolicy));
            admin.createTopics(List.of(topic)).all().get();
        }
    }
}
