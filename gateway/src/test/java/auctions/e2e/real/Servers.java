package auctions.e2e.real;

import auctions.e2e.Brokers;
import auctions.e2e.Services;
import java.util.HashMap;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A real Materialize and a real broker, which can reach each other.
 *
 * @param materialize the database
 * @param bootstrap where this machine finds the broker
 * @param bootstrapOfMaterialize where Materialize finds it
 * @param stop ends both
 */
record Servers(MaterializeServer materialize, String bootstrap, String bootstrapOfMaterialize, Runnable stop)
        implements AutoCloseable {

    /** On the server of the start script, if one is named, else on the vendors' images. */
    static Servers start() {
        var servers = StartScript.named().isPresent() ? ofStartScript() : VendorImages.start();
        try {
            servers.materialize.system().run("ALTER SYSTEM SET enable_logical_compaction_window = true");
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static Servers ofStartScript() {
        var script = StartScript.run("none");
        EmbeddedKafkaKraftBroker broker = Brokers.started();
        var bootstrap = broker.getBrokersAsString();
        return new Servers(MaterializeServer.of(script), bootstrap, bootstrap, () -> {
            broker.destroy();
            script.close();
        });
    }

    /** The variables of a pipeline from a relation to a topic; the caller's to change. */
    Map<String, Object> environment(String topic, String relation, String key) {
        var environment = new HashMap<>(Services.environment(materialize.host(), materialize.port(), bootstrap, topic));
        environment.putAll(Map.of("MZ_CLUSTER", "quickstart", "MZ_SUBSCRIBE", relation, "MZ_KEY", key));
        return environment;
    }

    /** What a consumer finds at the broker. */
    Topics topics() {
        return new Topics(bootstrap);
    }

    @Override
    public void close() {
        stop.run();
    }
}
