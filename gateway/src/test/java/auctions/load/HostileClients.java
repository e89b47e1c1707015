package auctions.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Many clients of one hostile kind on this machine, and what they do to honest subscribers beside them, and to the gateway: opens them,
 * goes on a while, and prints one line of JSON. Rows are {@link LoadFeed}'s. With no client at all it tells how things are without them.
 *
 * <p>Usage: {@code HostileClients <kind> <port> <clients> <seconds> <process id of the gateway> [tls]}. The figures are those from the
 * first client on until the time is over; live heap is what a full collection leaves, after that.
 */
final class HostileClients {
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    private final HostileKind kind;
    private final LoadSockets sockets;
    private final long pid;

    private HostileClients(HostileKind kind, LoadSockets sockets, long pid) {
        this.kind = kind;
        this.sockets = sockets;
        this.pid = pid;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 5) {
            System.err.println("usage: HostileClients <kind> <port> <clients> <seconds> <pid> [tls]; kinds: "
                    + List.of(HostileKind.values()));
            System.exit(2);
        }
        var sockets = new LoadSockets(Integer.parseInt(args[1]), args.length > 5 && args[5].equals("tls"));
        var kind = HostileKind.valueOf(args[0].toUpperCase(Locale.ROOT));
        new HostileClients(kind, sockets, Long.parseLong(args[4]))
                .run(Integer.parseInt(args[2]), Duration.ofSeconds(Long.parseLong(args[3])));
    }

    private void run(int count, Duration time) throws IOException {
        try (var hostile = new HostileConnections(kind, sockets);
                var honest = HonestSubscriber.start(sockets);
                var newcomers = HonestNewcomers.start(sockets)) {
            var before = ProcessCost.of(pid);
            long beganNanos = System.nanoTime();
            for (int i = 0; i < count; i++) {
                hostile.begin();
            }
            long begunNanos = System.nanoTime();
            while (System.nanoTime() - begunNanos < time.toNanos()) {
                hostile.goOn();
            }
            var cost = ProcessCost.of(pid).minus(before);
            double seconds = (System.nanoTime() - beganNanos) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"kind\":\"%s\",\"tls\":%b,\"clients\":%d,%s,%s,%s,\"seconds\":%.1f,\"cores\":%.2f,\"rss_mb\":%d,\"live_heap_mb\":%d,\"load_average\":\"%s\"}%n",
                    kind,
                    sockets.secure(),
                    count,
                    hostile.figures(),
                    honest.figures(),
                    newcomers.figures(),
                    seconds,
                    cost.cpu() / seconds,
                    ProcessCost.of(pid).rssKb() / 1024,
                    liveHeapBytes() >> 20,
                    ProcessCost.loadAverage());
        }
    }

    private long liveHeapBytes() throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram").start();
        var total = TOTAL.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        if (!total.find()) {
            throw new IOException("the gateway does not tell its live heap");
        }
        return Long.parseLong(total.group(1));
    }
}
