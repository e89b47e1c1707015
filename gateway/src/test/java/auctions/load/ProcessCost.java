package auctions.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What processes have cost so far, as Linux counts it in hundredths of a second, and what all of the machine's did.
 *
 * @param user seconds of user time
 * @param system seconds of system time
 * @param rssKb resident memory now
 * @param busy seconds that all processors were busy with anything
 */
record ProcessCost(double user, double system, long rssKb, double busy) {
    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+)");

    /** The sum of these processes, now. */
    static ProcessCost of(long... pids) {
        double user = 0;
        double system = 0;
        long rssKb = 0;
        for (long pid : pids) {
            var stat = read("/proc/" + pid + "/stat");
            // After the name, which may hold anything: state is 0, utime 11, stime 12.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            user += Double.parseDouble(fields[11]) / TICKS_PER_SECOND;
            system += Double.parseDouble(fields[12]) / TICKS_PER_SECOND;
            var rss = RSS.matcher(read("/proc/" + pid + "/status"));
            rssKb += rss.find() ? Long.parseLong(rss.group(1)) : 0;
        }
        return new ProcessCost(user, system, rssKb, busySeconds());
    }

    private static double busySeconds() {
        // user nice system idle iowait irq softirq
        var fields = read("/proc/stat").lines().findFirst().orElseThrow().split(" +");
        double ticks = 0;
        for (int field : new int[] {1, 2, 3, 6, 7}) {
            ticks += Double.parseDouble(fields[field]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The machine's load averages. */
    static String loadAverage() {
        return String.join(" ", List.of(read("/proc/loadavg").split(" ")).subList(0, 3));
    }

    ProcessCost minus(ProcessCost before) {
        return new ProcessCost(user - before.user, system - before.system, rssKb - before.rssKb, busy - before.busy);
    }

    double cpu() {
        return user + system;
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + path, e);
        }
    }
}
