package auctions.e2e.real;

import auctions.e2e.Brokers;
import auctions.e2e.Services;
import java.util.HashMap;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A Materialize that asks for passwords and checks rights: in clear at its first port, by SCRAM at another. With a broker beside it. */
final class PasswordServer implements AutoCloseable {

    private final StartScript script = StartScript.run("password");
    private final EmbeddedKafkaKraftBroker broker = Brokers.started();
    private final Sql system = new Sql("127.0.0.1", scramPort(), "mz_system", "secret");

    PasswordServer() {
        system.run(
                "ALTER SYSTEM SET enable_password_auth = true",
                "ALTER SYSTEM SET enable_rbac_checks = true",
                "ALTER SYSTEM SET enable_logical_compaction_window = true");
        Psql.run(scramPort(), "mz_system", "secret", "setup.sql");
    }

    /** Where a password goes over the wire as it is. */
    int clearPort() {
        return script.port();
    }

    /** Where a password is proved by SCRAM. */
    int scramPort() {
        return script.port() + 2;
    }

    /** The statements of its system user. */
    Sql system() {
        return system;
    }

    /** The variables of an ingestor with this login. */
    Map<String, Object> environment(String topic, int port, String user, String password) {
        var environment = new HashMap<>(Services.environment("127.0.0.1", port, broker.getBrokersAsString(), topic));
        environment.putAll(Map.of("MZ_USER", user, "MZ_PASSWORD", password));
        return environment;
    }

    /** What a consumer finds at the broker. */
    Topics topics() {
        return new Topics(broker.getBrokersAsString());
    }

    @Override
    public void close() {
        broker.destroy();
        script.close();
    }
}
