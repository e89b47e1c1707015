package auctions.gateway.sse;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/**
 * The connections whose request is not whole yet, from the accept on: how many of them there are, by address, and the bytes
 * that came so far. Nothing else is kept for them. Any thread's; connections are keys and nothing more.
 *
 * <p>A request counts as <em>half-sent</em> once a part of it was seen. Half-sent requests have hard limits: the one above is
 * closed. A connection that has sent nothing yet may just be on its way, as when a crowd comes back: above the limits the oldest
 * connection makes room, and only if its request is not whole after a second.
 */
final class UnfinishedRequests {
    private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final byte[] NO_BYTES = {};

    private final RequestProperties limits;
    private final long timeMaxNanos;
    private final Predicate<InetAddress> proxies;

    // Under the lock of this object; in the order in which they began.
    private final Map<Object, Unfinished> all = new LinkedHashMap<>();
    private final Map<InetAddress, OfAddress> byAddress = new HashMap<>();
    private int halfSent;

    private final LongAdder refused = new LongAdder();

    /**
     * For these limits.
     *
     * @param timeMax how long a request may take to become whole
     * @param proxies addresses from which many people's requests come: they have no limit of their own
     */
    UnfinishedRequests(RequestProperties limits, Duration timeMax, Predicate<InetAddress> proxies) {
        this.limits = limits;
        this.timeMaxNanos = timeMax.toNanos();
        this.proxies = proxies;
    }

    private static final class Unfinished {
        private final InetAddress address;
        private final long beganNanos;
        private byte[] bytes = NO_BYTES;
        private boolean halfSent;

        Unfinished(InetAddress address, long beganNanos) {
            this.address = address;
            this.beganNanos = beganNanos;
        }
    }

    private static final class OfAddress {
        private final LinkedHashSet<Object> connections = new LinkedHashSet<>();
        private int halfSent;
    }

    /** Notes a new connection; returns the one that has to make room for it. */
    synchronized Optional<Object> accepted(Object connection, InetAddress from, long nowNanos) {
        add(connection, from, nowNanos);
        Optional<Object> oldest = Optional.empty();
        if (all.size() > limits.unfinishedMax()) {
            oldest = all.keySet().stream().findFirst();
        } else if (!proxies.test(from)) {
            var connections = ofAddress(network(from)).connections;
            oldest = connections.size() > limits.unfinishedPerAddressMax()
                    ? connections.stream().findFirst()
                    : Optional.empty();
        }
        return oldest.filter(each -> isOverdue(each, nowNanos));
    }

    private boolean isOverdue(Object connection, long nowNanos) {
        var unfinished = all.get(connection);
        boolean overdue = unfinished != null && nowNanos - unfinished.beganNanos > GRACE_NANOS;
        if (overdue) {
            refused.increment();
        }
        return overdue;
    }

    /** Keeps bytes of a half-sent request; false if there are too many such requests, and the connection is to be closed. */
    synchronized boolean keep(Object connection, InetAddress from, byte[] bytes, long nowNanos) {
        var unfinished = all.get(connection);
        if (unfinished == null) {
            unfinished = add(connection, from, nowNanos);
        }
        unfinished.bytes = bytes;
        if (unfinished.halfSent) {
            return true;
        }
        unfinished.halfSent = true;
        halfSent++;
        int ofAddress = ++ofAddress(unfinished.address).halfSent;
        boolean tooMany = halfSent > limits.unfinishedMax()
                || (ofAddress > limits.unfinishedPerAddressMax() && !proxies.test(from));
        if (tooMany) {
            refused.increment();
        }
        return !tooMany;
    }

    private OfAddress ofAddress(InetAddress address) {
        return byAddress.computeIfAbsent(address, _ -> new OfAddress());
    }

    private Unfinished add(Object connection, InetAddress from, long nowNanos) {
        var unfinished = new Unfinished(network(from), nowNanos);
        all.put(connection, unfinished);
        ofAddress(unfinished.address).connections.add(connection);
        return unfinished;
    }

    /** The bytes of its request so far. */
    synchronized byte[] bytes(Object connection) {
        var unfinished = all.get(connection);
        return unfinished == null ? NO_BYTES : unfinished.bytes;
    }

    /** How long its request may still take; empty if it has no unfinished one. */
    synchronized Optional<Duration> timeLeft(Object connection, long nowNanos) {
        return Optional.ofNullable(all.get(connection))
                .map(unfinished -> Duration.ofNanos(unfinished.beganNanos + timeMaxNanos - nowNanos));
    }

    /** Forgets a connection: its request is whole, or it is closed. */
    synchronized void end(Object connection) {
        var unfinished = all.remove(connection);
        if (unfinished == null) {
            return;
        }
        int half = unfinished.halfSent ? 1 : 0;
        halfSent -= half;
        byAddress.computeIfPresent(unfinished.address, (_, ofAddress) -> {
            ofAddress.connections.remove(connection);
            ofAddress.halfSent -= half;
            return ofAddress.connections.isEmpty() ? null : ofAddress;
        });
    }

    /** Connections whose request is not whole now. */
    synchronized int count() {
        return all.size();
    }

    /** Connections that were closed because there were too many. */
    long refused() {
        return refused.sum();
    }

    /** One network of IPv6 is one address: its owner has as many as there are. */
    private static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        var bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
