/**
 * The published topic: one transaction per closed frontier, the checkpoint inside it, and the ways back to exactness after any
 * crash.
 *
 * <p>{@link auctions.ingestor.topic.TopicWriter#open} fences, reads the checkpoint and looks for a torn transaction;
 * {@link auctions.ingestor.topic.TopicWriter#publish} commits. {@link auctions.ingestor.kafka.Broker} is all of
 * Kafka that they use.
 */
@NullMarked
package auctions.ingestor.topic;

import org.jspecify.annotations.NullMarked;
