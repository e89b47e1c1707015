package auctions.load;

import auctions.e2e.SseClient;
import auctions.e2e.SseEvent;
import auctions.e2e.TestIssuer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Many subscribers through a front, as browsers are, while somebody replaces the gateways behind it: none may miss a row or get one
 * twice. Each has a token of a minute, and half-way the issuer signs with another key. Rows are {@link LoadFeed}'s.
 *
 * <p>Usage: {@code RollingProof <front's port> <issuer's port> <subscribers> <seconds>}. Prints figures; the exit code is 1 if a row
 * was missed or came twice, or a stream was refused.
 */
public final class RollingProof {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(60);
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);
    private static final long RETRY_AT_FIRST_MILLIS = 3_000;
    private static final Pattern BID_ID = Pattern.compile("\"bid_id\":(\\d+)");

    private final int port;
    private final TestIssuer issuer;
    private final LongAdder rows = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final AtomicLong silenceMaxNanos = new AtomicLong();
    private final Map<Long, LongAdder> reconnectsBySecond = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    private RollingProof(int port, TestIssuer issuer) {
        this.port = port;
        this.issuer = issuer;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 4) {
            System.err.println("usage: RollingProof <front's port> <issuer's port> <subscribers> <seconds>");
            System.exit(2);
        }
        try (var issuer = new TestIssuer(Integer.parseInt(args[1]))) {
            var proof = new RollingProof(Integer.parseInt(args[0]), issuer);
            System.exit(proof.run(Integer.parseInt(args[2]), Duration.ofSeconds(Long.parseLong(args[3]))) ? 0 : 1);
        }
    }

    private boolean run(int subscribers, Duration time) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < subscribers; i++) {
            threads.add(Thread.ofVirtual().start(new Reader()));
            // The first connections are no part of the proof: they come one after another.
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        System.out.println("connected");
        LockSupport.parkNanos(time.dividedBy(2).toNanos());
        issuer.add();
        System.out.println("another key signs");
        LockSupport.parkNanos(time.dividedBy(2).toNanos());
        stopped = true;
        for (var thread : threads) {
            thread.join(SILENCE_MAX);
        }
        print(subscribers);
        return missed.sum() == 0 && repeated.sum() == 0 && refused.sum() == 0 && rows.sum() > 0;
    }

    private void print(int subscribers) {
        var reconnects = List.copyOf(reconnectsBySecond.values());
        System.out.printf(
                "subscribers %d, rows %d, missed %d, repeated %d, refused %d, expired %d, reconnects %d, at most %d in a second,"
                        + " longest silence %.1f s%n",
                subscribers,
                rows.sum(),
                missed.sum(),
                repeated.sum(),
                refused.sum(),
                expired.sum(),
                reconnects.stream().mapToLong(LongAdder::sum).sum(),
                reconnects.stream().mapToLong(LongAdder::sum).max().orElse(0),
                silenceMaxNanos.get() / 1e9);
    }

    /** One subscriber: a thread of its own. */
    private final class Reader implements Runnable {
        private String token = newToken();
        private String lastEventId = "";
        private long lastBidId = -1;
        private long lastRowAtNanos;
        private long retryMillis = RETRY_AT_FIRST_MILLIS;

        @Override
        public void run() {
            connect();
            while (!stopped) {
                LockSupport.parkNanos(Duration.ofMillis(retryMillis).toNanos());
                reconnectsBySecond
                        .computeIfAbsent(Instant.now().getEpochSecond(), _ -> new LongAdder())
                        .increment();
                connect();
            }
        }

        private String newToken() {
            return issuer.sign(issuer.expiring(Instant.now().plus(TOKEN_LIFE)));
        }

        /** Reads one connection to its end. */
        private void connect() {
            var headers = new ArrayList<>(List.of("Authorization: Bearer " + token));
            if (!lastEventId.isEmpty()) {
                headers.add("Last-Event-ID: " + lastEventId);
            }
            try (var stream =
                    SseClient.open(port, "/subscribe?snapshot=false&progress=true", headers.toArray(String[]::new))) {
                if (stream.head().status() != 200) {
                    refused.increment();
                    return;
                }
                var event = stream.next(SILENCE_MAX);
                while (event.isPresent() && !stopped) {
                    take(event.get());
                    event = stream.next(SILENCE_MAX);
                }
                retryMillis = stream.parser().retryMillis().orElse(RETRY_AT_FIRST_MILLIS);
            } catch (IOException e) {
                // The front or a gateway went away in the middle of a head: a browser comes back as well.
                retryMillis = RETRY_AT_FIRST_MILLIS;
            }
        }

        private void take(SseEvent event) {
            switch (event.type()) {
                case "message" -> row(event);
                case "progress" -> lastEventId = event.lastEventId();
                case "expired" -> {
                    expired.increment();
                    token = newToken();
                }
                default -> refused.increment();
            }
        }

        private void row(SseEvent event) {
            lastEventId = event.lastEventId();
            var found = BID_ID.matcher(event.data());
            long bidId = found.find() ? Long.parseLong(found.group(1)) : -1;
            if (lastBidId >= 0 && bidId != lastBidId + 1) {
                (bidId > lastBidId ? missed : repeated).increment();
            }
            rows.increment();
            long now = System.nanoTime();
            if (lastBidId >= 0) {
                silenceMaxNanos.accumulateAndGet(now - lastRowAtNanos, Math::max);
            }
            lastRowAtNanos = now;
            lastBidId = bidId;
        }
    }
}
