package auctions.ingestor.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Values of one kind, to be summed up. Owned by one thread. */
final class Figures {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    /** The value that so large a share of all does not exceed. */
    double quantile(double share) {
        var sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(share * sorted.size())));
    }

    double last() {
        return values.getLast();
    }

    double median() {
        return quantile(0.5);
    }

    /** Leaves the output to figures: clients log errors only. */
    static void quiet() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }

    /** Processor time of all child processes that have ended. */
    static Duration cpuOfEndedChildren() throws IOException {
        var stat = Files.readString(Path.of("/proc/self/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
    }

    /** How busy the machine is beside us, and with us: a figure is worth little without it. */
    static String load() throws IOException {
        return "load average " + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
