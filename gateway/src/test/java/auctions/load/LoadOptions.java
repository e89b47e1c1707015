package auctions.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run of {@link FanoutLoad} is asked to do: {@code name=value} each. */
final class LoadOptions {
    /** Every option with its default. */
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        option("label", "", "printed as it is");
        option("ports", "8000", "servers on 127.0.0.1, comma-separated; subscribers go to them in turn");
        option("pids", "", "their processes, comma-separated: for CPU and memory");
        option("path", "/subscribe?snapshot=false", "what is asked for; %d in it becomes the subscriber's number");
        option("views", "", "names that subscribers put in the place of %s in the path in turn, comma-separated");
        option("id", "", "sent as Last-Event-ID");
        option("n", "1000", "subscribers");
        option("threads", "1", "threads that read");
        option(
                "sources",
                "1",
                "addresses 127.0.1.x to connect from; beyond 14,000 connections each the kernel searches long for a port");
        option("inflight", "256", "connects in flight");
        option("slow", "0", "share of subscribers that read 1 byte a second from a buffer of 4 KB");
        option("sample", "100", "every so many-th subscriber is read in full, for latency and gaps; 0 for none");
        option(
                "visible",
                "",
                "<broker>/<topic>: latency begins when a plain consumer has the row, not when it was written");
        option("expect", "0", "rows each subscriber is waited for before anything else, as in a snapshot");
        option("patience", "60", "seconds to wait for connections, and for what is expected");
        option("idle", "1", "seconds of nothing before memory is read");
        option("control", "0", "port of LoadFeed or send-loop that is told the rate; 0 for none");
        option("rate", "0", "rows per second");
        option("burst", "1", "rows per transaction");
        option("newcomers", "0", "newcomers per second, beside the subscribers, who read a snapshot to its end and go");
        option("newcomer", "/subscribe?progress=true&buyer=%d", "what they ask for; %d becomes the newcomer's number");
        option("warm", "3", "seconds at this rate before the measurement");
        option("seconds", "10", "seconds measured");
        option(
                "poll",
                "1000",
                "microseconds to sleep when there is nothing to read: a server's send never pays for waking us");
    }

    private final Map<String, String> values;

    private LoadOptions(Map<String, String> values) {
        this.values = values;
    }

    private static void option(String name, String otherwise, String meaning) {
        DEFAULTS.put(name, otherwise);
        MEANINGS.put(name, meaning);
    }

    /** The options in these arguments; fails on one that there is not. */
    static LoadOptions parse(String... arguments) {
        var values = new LinkedHashMap<>(DEFAULTS);
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !values.containsKey(name)) {
                throw new IllegalArgumentException("no such option: " + argument);
            }
            values.put(name, argument.substring(equals + 1));
        }
        return new LoadOptions(values);
    }

    /** All options with their meanings. */
    static String usage() {
        return DEFAULTS.entrySet().stream()
                .map(option ->
                        "  %s=%s  %s%n".formatted(option.getKey(), option.getValue(), MEANINGS.get(option.getKey())))
                .collect(Collectors.joining());
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    Duration seconds(String name) {
        return Duration.ofMillis((long) (decimal(name) * 1000));
    }

    long[] numbers(String name) {
        return Arrays.stream(text(name).split(","))
                .filter(each -> !each.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
