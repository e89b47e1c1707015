/**
 * Materialize to Kafka: every change of one view, exactly once.
 *
 * <p>The way of the data: {@link auctions.ingestor.Ingestor#step} takes an event from
 * {@link auctions.ingestor.subscribe.SubscribeCursor#next} and hands it to
 * {@link auctions.ingestor.topic.Publication#accept}, which sends updates to Kafka and commits a batch when its frontier
 * is closed. The gateway goes on from there.
 *
 * <p>Recovery is the way back to publishing, after a start as after a failure. In the state {@code Recovering} the loop runs
 * {@code Recovery}, which asks the topic what it says ({@link auctions.ingestor.topic.Recovered}) and resumes, or publishes a
 * <em>difference</em>: how a snapshot differs from what the topic holds. {@code FailureHistory} is what has failed before.
 *
 * <p>The threads, what each owns, and how it hands things over:
 *
 * <ul>
 *   <li>{@code ingestor}: the loop. It owns {@link auctions.ingestor.IngestorState} and what the state holds: the session,
 *       the publication and with it the producer. It tells other threads how it is doing through the volatile fields of
 *       {@link auctions.ingestor.IngestorStatus}.
 *   <li>{@code subscription}, one for each subscription: it owns the database connection while rows are read, and the
 *       decoder. It hands chunks of events to the loop through a bounded queue
 *       ({@code auctions.ingestor.subscribe.ReadAheadCursor}).
 *   <li>{@code leadership}: it owns the consumer that is a member of the group. It tells the loop whether this instance
 *       is the active one through volatile fields, and cancels the subscription when the instance is active no longer.
 *   <li>Kafka's own threads: they send what the producer has buffered. The loop waits for their futures.
 *   <li>The threads of the management server: they read the state, and nothing else.
 *   <li>{@code main} and the shutdown hook: they start the loop, ask it to stop (a volatile flag, a cancelled
 *       subscription, an interrupt), and wait for its end.
 * </ul>
 */
@NullMarked
package auctions.ingestor;

import org.jspecify.annotations.NullMarked;
