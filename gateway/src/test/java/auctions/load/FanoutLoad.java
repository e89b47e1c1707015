package auctions.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many thousand subscribers on this machine, and what it costs the server to serve them: opens them, waits for what they
 * are to get, measures a while, and prints one line of JSON. Rows are {@link LoadFeed}'s, or those of send-loop.c, the bare
 * {@code send} loop that a gateway is compared with.
 *
 * <p>Usage: {@code FanoutLoad name=value…}; without arguments it tells the options. It connects to this machine only.
 */
public final class FanoutLoad {
    private final LoadOptions options;
    private final long[] pids;
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private FanoutLoad(LoadOptions options) {
        this.options = options;
        this.pids = options.numbers("pids");
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.err.print("usage: FanoutLoad name=value…, of these with their defaults:\n" + LoadOptions.usage());
            System.exit(2);
        }
        new FanoutLoad(LoadOptions.parse(args)).run();
    }

    private void run() throws Exception {
        figures.put("label", options.text("label"));
        figures.put("n", options.number("n"));
        var before = ProcessCost.of(pids);
        open(before);
        sleep(options.seconds("idle"));
        var idle = ProcessCost.of(pids);
        figures.put("rss_kb", List.of(before.rssKb(), idle.rssKb()));
        if (options.decimal("seconds") > 0) {
            feed(options.decimal("rate"));
            var newcomers = LoadNewcomers.start(options);
            sleep(options.seconds("warm"));
            measure();
            figures.putAll(newcomers.end());
            feed(0);
            sleep(Duration.ofSeconds(1));
        }
        end();
        print();
    }

    private void open(ProcessCost before) throws Exception {
        long startNanos = System.nanoTime();
        int count = options.number("threads");
        var visible = visible();
        for (int i = 0; i < count; i++) {
            var client = new LoadClient(options, i, count, visible);
            clients.add(client);
            threads.add(Thread.ofPlatform().name("load-" + i).start(client));
        }
        int n = options.number("n");
        await(all -> all.opened() + all.failed() >= n);
        var opened = count();
        figures.put("opened", opened.opened());
        figures.put("failed", opened.failed());
        figures.put("connect_s", secondsSince(startNanos));
        figures.put("connect_cpu_us", ProcessCost.of(pids).minus(before).cpu() * 1e6 / Math.max(1, opened.opened()));
        if (options.number("expect") > 0) {
            await(all -> all.complete() + all.failed() + all.lost() >= n);
            var complete = count();
            figures.put("complete", complete.complete());
            figures.put("complete_s", secondsSince(startNanos));
            figures.put("complete_mb", complete.bytes() / 1e6);
            figures.put("complete_mb_s", complete.bytes() / 1e6 / secondsSince(startNanos));
            figures.put("complete_cpu_s", ProcessCost.of(pids).minus(before).cpu());
        }
    }

    private @Nullable VisibleRows visible() {
        var where = options.text("visible").split("/", 2);
        return where.length == 2 ? VisibleRows.of(where[0], where[1]) : null;
    }

    private void await(Predicate<LoadClient.Count> holds) {
        long endNanos = System.nanoTime() + options.seconds("patience").toNanos();
        while (!holds.test(count()) && System.nanoTime() < endNanos) {
            sleep(Duration.ofMillis(1));
        }
    }

    private LoadClient.Count count() {
        return clients.stream()
                .map(LoadClient::count)
                .reduce(LoadClient.Count::plus)
                .orElseThrow();
    }

    private void measure() {
        long self = ProcessHandle.current().pid();
        clients.forEach(client -> client.measure(true));
        var before = count();
        var serverBefore = ProcessCost.of(pids);
        var selfBefore = ProcessCost.of(self);
        long startNanos = System.nanoTime();
        sleep(options.seconds("seconds"));
        double seconds = secondsSince(startNanos);
        var after = count();
        var server = ProcessCost.of(pids).minus(serverBefore);
        var client = ProcessCost.of(self).minus(selfBefore);
        clients.forEach(each -> each.measure(false));
        double rows = Math.max(1, after.rows() - before.rows());
        figures.put("seconds", seconds);
        figures.put("rows", after.rows() - before.rows());
        figures.put("rows_s", rows / seconds);
        figures.put("cpu_us", server.cpu() * 1e6 / rows);
        figures.put("cpu_user_us", server.user() * 1e6 / rows);
        figures.put("rows_per_read", rows / Math.max(1, after.reads() - before.reads()));
        figures.put("bytes_per_row", (after.bytes() - before.bytes()) / rows);
        figures.put("server_cores", server.cpu() / seconds);
        figures.put("client_cores", client.cpu() / seconds);
        figures.put("other_cores", (client.busy() - client.cpu() - server.cpu()) / seconds);
    }

    private void feed(double rate) throws IOException, InterruptedException {
        if (options.number("control") == 0) {
            return;
        }
        var uri = "http://localhost:%d/rate?r=%s&b=%d"
                .formatted(options.number("control"), rate, options.number("burst"));
        try (var http = HttpClient.newHttpClient()) {
            http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private void end() throws InterruptedException {
        clients.forEach(LoadClient::stop);
        for (var thread : threads) {
            thread.join();
        }
        var latencies = new Latencies();
        clients.forEach(client -> latencies.addAll(client.latencies()));
        figures.put("p50_ms", latencies.millis(0.5));
        figures.put("p99_ms", latencies.millis(0.99));
        figures.put("max_ms", latencies.maxMillis());
        figures.put("samples", latencies.count());
        figures.put("gaps", clients.stream().mapToLong(LoadClient::gaps).sum());
        figures.put("lost", count().lost());
        figures.put("load_average", ProcessCost.loadAverage());
    }

    private void print() {
        System.out.println(figures.entrySet().stream()
                .map(figure -> "\"" + figure.getKey() + "\":" + json(figure.getValue()))
                .collect(Collectors.joining(",", "{", "}")));
    }

    private static String json(Object value) {
        return switch (value) {
            case String text -> "\"" + text + "\"";
            case Double number -> String.format(Locale.ROOT, "%.3f", number);
            default -> value.toString();
        };
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static void sleep(Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = endNanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
