package auctions.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * A Kafka broker as a process of its own: one KRaft node that keeps its data in a folder and so survives a kill.
 *
 * <p>Usage: {@code BrokerProcess <folder> <port>}; the controller listens on {@code port + 1}. Stops on SIGTERM.
 */
public final class BrokerProcess {

    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qg";

    private BrokerProcess() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: BrokerProcess <folder> <port>");
            System.exit(2);
        }
        var properties = writeProperties(Path.of(args[0]), Integer.parseInt(args[1]));
        StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "-t", CLUSTER_ID, "-c", properties.toString()},
                System.out);
        Kafka.main(new String[] {properties.toString()});
    }

    private static Path writeProperties(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        return Files.write(
                folder.resolve("server.properties"),
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + (port + 1),
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + (port + 1),
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                        "controller.listener.names=CONTROLLER",
                        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                        "offsets.topic.num.partitions=1",
                        "offsets.topic.replication.factor=1",
                        "transaction.state.log.num.partitions=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "group.initial.rebalance.delay.ms=0",
                        "log.dirs=" + folder.resolve("data")));
    }
}
