package auctions.ingestor.bench;

import auctions.ingestor.topic.StoppableBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;

/** A broker as a process of its own. Its data go away with it; its log stays in the folder, as do all others there. */
final class BrokerProcess implements AutoCloseable {

    /** The protocol of a new cluster. */
    private static final int TRANSACTION_VERSION = 2;

    private final Path folder;

    private final int port;

    private final StoppableBroker broker;

    private BrokerProcess(Path folder, int port) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = port;
        this.broker = StoppableBroker.start(folder, TRANSACTION_VERSION, port, port);
    }

    /** Starts one with a new folder, whose name begins as given, and tells where that is. */
    static BrokerProcess start(String name) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory(name);
        System.out.println("logs in " + folder);
        return new BrokerProcess(folder, StoppableBroker.freePort());
    }

    /** Where logs go. */
    Path folder() {
        return folder;
    }

    String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Processor time used so far. */
    Duration cpu() {
        return broker.cpu();
    }

    @Override
    public void close() {
        broker.close();
        try (var files = Files.walk(folder.resolve("data"))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.out.println("could not delete the broker's data: " + e);
        }
    }
}
