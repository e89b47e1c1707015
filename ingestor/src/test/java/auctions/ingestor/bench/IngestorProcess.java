package auctions.ingestor.bench;

import auctions.ingestor.IngestorApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The ingestor as a process of its own, with the classes that the jar has. JVM flags come before those of the system
 * property {@code bench.jvm}, which so win.
 */
final class IngestorProcess implements AutoCloseable {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Pattern AFTER_COLLECTION = Pattern.compile("GC\\(\\d+\\) Pause.* \\d+M->(\\d+)M\\(");

    private static final Pattern KILOBYTES = Pattern.compile("\\D*(\\d+) kB");

    private final Process process;

    private final Path collections;

    private IngestorProcess(Process process, Path collections) {
        this.process = process;
        this.collections = collections;
    }

    /** Starts one; its log and that of its collector go to the broker's folder, under the name. */
    static IngestorProcess start(
            String name, ScriptedMaterialize materialize, BrokerProcess broker, String topic, String... flags)
            throws IOException {
        var folder = broker.folder();
        var collections = folder.resolve(name + ".gc");
        var command = new ArrayList<>(List.of(JAVA, "-Xlog:gc:file=" + collections));
        command.addAll(List.of(flags));
        command.addAll(flags());
        command.addAll(List.of("-cp", classPath(), IngestorApplication.class.getName()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "MZ_HOST",
                        "127.0.0.1",
                        "MZ_PORT",
                        Integer.toString(materialize.port()),
                        "MZ_SSLMODE",
                        "disable",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrap(),
                        "KAFKA_TOPIC",
                        topic,
                        "INGESTOR_MANAGEMENT_PORT",
                        "0"));
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new IngestorProcess(process, collections);
    }

    /** The flags every measured JVM gets: those of the image, and what {@code bench.jvm} adds. */
    static List<String> flags() {
        var flags = new ArrayList<>(List.of("-XX:+UseCompactObjectHeaders", "--enable-native-access=ALL-UNNAMED"));
        var more = System.getProperty("bench.jvm", "");
        flags.addAll(more.isBlank() ? List.of() : List.of(more.split(" ")));
        return flags;
    }

    // The ingestor's own classes first: the class path of the gateway's tests has the gateway's application.yml, too.
    private static String classPath() {
        var classes =
                IngestorApplication.class.getProtectionDomain().getCodeSource().getLocation();
        return classes.getPath() + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** Processor time used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Asks for a full collection and waits until it is over. */
    void collect() throws IOException, InterruptedException {
        var jcmd = Path.of(JAVA).resolveSibling("jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run").start().waitFor();
    }

    /** What the heap held after each collection so far, in MiB. */
    List<Integer> heapAfterCollections() throws IOException {
        var heap = new ArrayList<Integer>();
        for (var line : Files.readAllLines(collections)) {
            var matcher = AFTER_COLLECTION.matcher(line);
            if (matcher.find()) {
                heap.add(Integer.parseInt(matcher.group(1)));
            }
        }
        return heap;
    }

    /** A line of the kernel's account in MiB: {@code VmRSS} is resident now, {@code VmHWM} the most ever. */
    long memory(String line) throws IOException {
        for (var found : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            var matcher = KILOBYTES.matcher(found);
            if (found.startsWith(line) && matcher.matches()) {
                return Long.parseLong(matcher.group(1)) / 1024;
            }
        }
        throw new IOException("no " + line);
    }

    /** Stops it as an operator does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
