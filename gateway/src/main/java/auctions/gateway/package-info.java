/**
 * Kafka to browsers: one topic into memory once, and from there to any number of streams.
 *
 * <p>The threads, what each owns, and how it hands things over:
 *
 * <ul>
 *   <li>{@code topic-reader}: it owns the consumer, and it alone appends to the log. Other threads see what it
 *       appended by the log's volatile head; it tells the pumps by a volatile flag of each pump that the log has grown.
 *   <li>Kafka's admin client: its thread completes the answers about the topic's identity. {@code topic-reader} waits for
 *       the first answer and looks for the later ones between two polls.
 *   <li>{@code fanout-compaction}: it owns nothing but the copies of segments that it makes. It puts them in the place
 *       of the old segments under the log's lock, which appending takes, too.
 *   <li>{@code pump-0}, {@code pump-1}, …: each owns its subscribers, their cursors, and the writing to their connections.
 *       Other threads give a pump a task through its inbox.
 *   <li>The request threads of Tomcat: each owns a request until the connection goes to a pump's inbox. They notice that
 *       a browser has closed its connection, and put that into the inbox, too.
 *   <li>{@code main} and the shutdown hook: they start the other threads, order the drain, and wait for its end. Where a
 *       thread has met a broken invariant, the thread {@code exit} starts the same shutdown.
 * </ul>
 */
@NullMarked
package auctions.gateway;

import org.jspecify.annotations.NullMarked;
