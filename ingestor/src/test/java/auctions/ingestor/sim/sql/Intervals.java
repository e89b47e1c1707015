package auctions.ingestor.sim.sql;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the intervals of SQL text, such as {@code 1hr}, {@code 500ms}, {@code 1 day 02:00:00}. */
final class Intervals {
    private static final Pattern PART = Pattern.compile("\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*([a-zµ]*)");
    private static final Pattern CLOCK = Pattern.compile("([0-9]+):([0-9]{2})(?::([0-9]{2}(?:\\.[0-9]+)?))?");

    private Intervals() {}

    /** The interval, or nothing when the text is none. */
    static Optional<Duration> parse(String text) {
        var rest = text.strip().toLowerCase(Locale.ROOT);
        var clock = CLOCK.matcher(rest);
        if (clock.matches()) {
            var seconds = clock.group(3) == null ? 0 : Double.parseDouble(clock.group(3));
            return Optional.of(
                    seconds(Long.parseLong(clock.group(1)) * 3600 + Long.parseLong(clock.group(2)) * 60 + seconds));
        }
        var part = PART.matcher(rest);
        var total = Duration.ZERO;
        var at = 0;
        while (at < rest.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            var factor = unit(part.group(2));
            if (factor.isEmpty()) {
                return Optional.empty();
            }
            total = total.plus(seconds(Double.parseDouble(part.group(1)) * factor.get()));
            at = part.end();
        }
        return rest.isEmpty() ? Optional.empty() : Optional.of(total);
    }

    private static Optional<Double> unit(String name) {
        return switch (name) {
            case "us", "µs", "microsecond", "microseconds" -> Optional.of(1e-6);
            case "ms", "msec", "millisecond", "milliseconds" -> Optional.of(1e-3);
            case "", "s", "sec", "secs", "second", "seconds" -> Optional.of(1.0);
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(60.0);
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of(3600.0);
            case "d", "day", "days" -> Optional.of(86400.0);
            default -> Optional.empty();
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e6) * 1000);
    }
}
