/**
 * Kafka to browsers: each topic into memory once, and from there to any number of streams.
 *
 * <p>The threads, what each owns, and how it hands things over:
 *
 * <ul>
 *   <li>{@code topic-reader-<topic>}, one for each view: it owns a consumer, and it alone appends to the view's log. Other threads see what it
 *       appended by the log's volatile head; it tells the pumps by volatile flags of each pump that the view's log has grown.
 *   <li>Kafka's admin client: its one thread completes the answers about the identity of all topics. Each reader waits for
 *       its first answer and looks for the later ones between two polls. A virtual thread asks the later questions of all readers together.
 *   <li>{@code fanout-compaction}: it owns nothing but the copies of segments that it makes, of one log after the other. It puts
 *       them in the place of the old segments under that log's lock, which appending takes, too.
 *   <li>{@code pump-0}, {@code pump-1}, …: each owns its subscribers, their cursors, and the writing to their connections.
 *       Other threads give a pump a task through its inbox.
 *   <li>{@code http-0}, {@code http-1}, …: virtual threads of Tomcat, one for each request. Where there is a login, such
 *       a thread checks the token, and waits for the issuer's keys if they are not here. Over plain HTTP/1 such a thread
 *       owns the request until the connection goes to a pump's inbox. Over TLS and HTTP/2 the thread stays with the stream to
 *       its end: it owns the container's response, and takes what to send from the stream's buffer.
 *   <li>Tomcat's poller: it waits for bytes of all connections and for their ends, and gives both to a thread {@code http-n}. An end
 *       of a connection goes to the pump's inbox.
 *   <li>{@code main} and the shutdown hook: they start the other threads, order the drain, and wait for its end. Where a
 *       thread has met a broken invariant, the thread {@code exit} starts the same shutdown.
 *   <li>A thread of the JDK's common pool: two seconds after the start it gives back the memory of the start, and owns nothing.
 * </ul>
 */
@NullMarked
package auctions.gateway;

import org.jspecify.annotations.NullMarked;
