package auctions.gateway.fanout;

import java.util.ArrayList;
import java.util.Locale;

/** Main: what the log holds for each winner, and for each subscriber with a filter of its own. */
final class LogMemory {
    private static final int WINNERS = 1_000_000;
    private static final int CURSORS = 100_000;

    private LogMemory() {}

    static void main() {
        var winners = new ManyWinners(WINNERS);
        var before = heapBytes();
        winners.load();
        var log = heapBytes() - before + winners.log.figures().bytes();
        say("bytes per winner, heap and direct", log / (double) WINNERS);
        say("of which direct", winners.log.figures().bytes() / (double) WINNERS);

        var cursors = new ArrayList<Cursor>(CURSORS);
        before = heapBytes();
        for (var i = 0; i < CURSORS; i++) {
            cursors.add(winners.cursorOf(i, new Start.Head()));
        }
        say("bytes per cursor with a filter of its own", (heapBytes() - before) / (double) cursors.size());
    }

    private static long heapBytes() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void say(String what, double bytes) {
        System.out.printf(Locale.ROOT, "%-45s %8.0f%n", what, bytes);
    }
}
