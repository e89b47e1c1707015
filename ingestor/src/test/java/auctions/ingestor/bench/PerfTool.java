package auctions.ingestor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.tools.ProducerPerformance;

/** Kafka's own {@code kafka-producer-perf-test} as a process of its own; idempotent, and every replica acknowledges. */
final class PerfTool {

    /** What the tool's own script gives it. */
    static final String HEAP = "-Xmx512m";

    private static final Pattern RESULT = Pattern.compile("^\\d+ records sent, ([0-9.]+) records/sec .* max latency.*");

    /** The ingestor's batches and compression. */
    static final List<String> TUNED =
            List.of("compression.type=lz4", "batch.size=262144", "buffer.memory=67108864", "linger.ms=5");

    /** The tool's own: batches of 16 KB, not compressed. */
    static final List<String> PLAIN = List.of();

    private PerfTool() {}

    /** Sends so many records as fast as it can, each a line of the payload file; gives its own figure, records per second. */
    static double run(BrokerProcess broker, String topic, int records, Path payload, List<String> options)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add(HEAP);
        command.addAll(IngestorProcess.flags());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                ProducerPerformance.class.getName(),
                "--topic",
                topic,
                "--num-records",
                Integer.toString(records),
                "--throughput",
                "-1",
                "--payload-file",
                payload.toString(),
                "--producer-props",
                "bootstrap.servers=" + broker.bootstrap(),
                "acks=all",
                "enable.idempotence=true"));
        command.addAll(options);
        var output = broker.folder().resolve(topic + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.waitFor();
        return Files.readAllLines(output).stream()
                .map(RESULT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Double.parseDouble(matcher.group(1)))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new IOException("no result in " + output));
    }
}
