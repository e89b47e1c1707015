/**
 * From the logs to sockets: pumps, their subscribers by view, and who is admitted. Knows no HTTP, which is in
 * {@link auctions.gateway.sse}.
 *
 * <p>A <em>pump</em> is one thread with its share of the subscribers of all views. A <em>turn</em> is one visit of a pump to one
 * subscriber: everything that is pending for it, up to {@code gateway.fanout.turn}, goes out in as few writes as possible. A
 * subscriber with more to come than one turn is in the <em>backlog</em>, behind those at the head of the log. The backlog <em>pauses</em>
 * while the <em>send queues</em> are full: the kernel's, of bytes that the other side has not acknowledged. A
 * subscriber <em>waits</em> until this gateway has caught up with the topic and has reached the id it continues from; it is
 * <em>stalled</em> while its connection takes no more bytes.
 *
 * <p>A <em>place</em> is what {@link Admission} gives each stream, out of so many; where a stream is in its log is its position. To
 * <em>disconnect</em> a subscriber is to end its stream, for one of the causes in {@link Disconnect}.
 */
@NullMarked
package auctions.gateway.pump;

import org.jspecify.annotations.NullMarked;
