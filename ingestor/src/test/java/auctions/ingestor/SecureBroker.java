package auctions.ingestor;

import static org.awaitility.Awaitility.await;

import auctions.ingestor.bench.BrokerProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Time;

/**
 * A real broker in this JVM with an authorizer, and a port for each way to show who one is: SCRAM and OAUTHBEARER over TLS, and a
 * certificate. By a port that is for the test alone, everything is allowed.
 */
public final class SecureBroker implements AutoCloseable {
    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";
    private static final String PASSWORD = "it's \"secret\"";
    private static final int ITERATIONS = 4096;

    private final KafkaRaftServer server;
    private final Admin admin;
    private final TestKeys keys;
    private final Path trust;
    private final Ports ports;
    private final TokenServer tokens;

    /** A port for each listener. */
    private record Ports(int open, int controller, int scram, int certificate, int token) {}

    private SecureBroker(KafkaRaftServer server, TestKeys keys, Path trust, Ports ports, TokenServer tokens) {
        this.server = server;
        this.keys = keys;
        this.trust = trust;
        this.ports = ports;
        this.tokens = tokens;
        this.admin = Admin.create(Map.<String, Object>of("bootstrap.servers", openAddress()));
    }

    /** Starts one whose data and keys are in a folder, with users of these names. */
    public static SecureBroker start(Path folder, String... users) throws Exception {
        var keys = new TestKeys(
                folder, Stream.concat(Stream.of("broker"), Stream.of(users)).toArray(String[]::new));
        var trust = keys.trustStore();
        int first = BrokerProcess.freePort();
        int second = BrokerProcess.freePort();
        var ports = new Ports(first, first + 1, first + 2, second, second + 1);
        var tokens = TokenServer.start();
        var properties = properties(folder, keys.store("broker"), trust, ports);
        properties.put("listener.name.token.sasl.oauthbearer.jwks.endpoint.url", tokens.keysAddress());
        format(folder, properties);
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        var broker = new SecureBroker(server, keys, trust, ports, tokens);
        broker.letLogIn(users);
        return broker;
    }

    private static Map<String, String> properties(Path folder, Path key, Path trust, Ports ports) {
        var properties = new HashMap<String, String>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@localhost:" + ports.controller(),
                "controller.listener.names", "CONTROLLER",
                "inter.broker.listener.name", "OPEN",
                "listeners",
                        "OPEN://localhost:%d,CONTROLLER://localhost:%d,SCRAM://localhost:%d,CERTIFICATE://localhost:%d,TOKEN://localhost:%d"
                                .formatted(
                                        ports.open(),
                                        ports.controller(),
                                        ports.scram(),
                                        ports.certificate(),
                                        ports.token()),
                "listener.security.protocol.map",
                        "OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT,SCRAM:SASL_SSL,CERTIFICATE:SSL,TOKEN:SASL_SSL",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS",
                "log.dirs", folder.resolve("data").toString()));
        properties.putAll(Map.of(
                "ssl.keystore.location",
                key.toString(),
                "ssl.keystore.password",
                TestKeys.PASSWORD,
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                TestKeys.PASSWORD,
                "ssl.principal.mapping.rules",
                "RULE:^CN=([^,]*).*$/$1/"));
        properties.putAll(Map.of(
                "listener.name.certificate.ssl.client.auth", "required",
                "listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512",
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.token.sasl.enabled.mechanisms", "OAUTHBEARER",
                "listener.name.token.oauthbearer.sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " unsecuredLoginStringClaim_sub=\"broker\";",
                "listener.name.token.oauthbearer.sasl.server.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler"));
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return properties;
    }

    private static void format(Path folder, Map<String, String> properties) throws IOException {
        var file = Files.write(
                folder.resolve("server.properties"),
                properties.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
        var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (StorageTool.execute(new String[] {"format", "-t", CLUSTER_ID, "-c", file.toString()}, quiet) != 0) {
            throw new IOException("could not format the folder of the broker " + folder);
        }
    }

    private void letLogIn(String... users) throws InterruptedException, ExecutionException {
        var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        admin.alterUserScramCredentials(Stream.of(users)
                        .<UserScramCredentialAlteration>map(
                                user -> new UserScramCredentialUpsertion(user, scram, PASSWORD))
                        .toList())
                .all()
                .get();
    }

    /** The address for the test itself. */
    public String openAddress() {
        return "localhost:" + ports.open();
    }

    /** Spring's properties of a user who logs in by SCRAM. */
    public Map<String, String> byScram(String user) {
        return login(
                ports.scram(),
                "SASL_SSL",
                Map.of(
                        "properties.sasl.mechanism",
                        "SCRAM-SHA-512",
                        "properties.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                                .formatted(user, PASSWORD.replace("\"", "\\\""))));
    }

    /** Spring's properties of a user who shows a certificate. */
    public Map<String, String> byCertificate(String user) {
        return login(
                ports.certificate(),
                "SSL",
                Map.of(
                        "ssl.key-store-location",
                        keys.store(user).toUri().toString(),
                        "ssl.key-store-password",
                        TestKeys.PASSWORD));
    }

    /** Spring's properties of a user who gets a token for OAUTHBEARER from a login server. */
    public Map<String, String> byToken(String user) {
        return login(
                ports.token(),
                "SASL_SSL",
                Map.of(
                        "properties.sasl.mechanism",
                        "OAUTHBEARER",
                        "properties.sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                        "properties.sasl.oauthbearer.token.endpoint.url",
                        tokens.tokenAddress(),
                        "properties.sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"%s\" clientSecret=\"s\";"
                                .formatted(user)));
    }

    private Map<String, String> login(int port, String protocol, Map<String, String> own) {
        var properties = new HashMap<String, String>(Map.of(
                "spring.kafka.bootstrap-servers",
                "localhost:" + port,
                "spring.kafka.security.protocol",
                protocol,
                "spring.kafka.ssl.trust-store-location",
                trust.toUri().toString(),
                "spring.kafka.ssl.trust-store-password",
                TestKeys.PASSWORD));
        own.forEach((name, value) -> properties.put("spring.kafka." + name, value));
        return properties;
    }

    /** From now on there are these access rules and no others. */
    public void allowOnly(Collection<AclBinding> rules) throws InterruptedException, ExecutionException {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        admin.createAcls(rules).all().get();
        var expected = Set.copyOf(rules);
        // The broker follows the controller's log.
        await().until(() -> expected.equals(
                Set.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get())));
    }

    /** May do everything. */
    public Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
        tokens.close();
    }
}
