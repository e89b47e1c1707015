/**
 * Kafka itself: the clients and their options, the topics' settings, and the transactions of the one writer. Which instance is
 * active is the business of {@link auctions.ingestor.leadership}, what the records mean that of {@link auctions.ingestor.topic}.
 *
 * <p>{@link auctions.ingestor.kafka.Broker} is all that the rest of the ingestor uses of a broker. A test puts topics in
 * memory in its place.
 */
@NullMarked
package auctions.ingestor.kafka;

import org.jspecify.annotations.NullMarked;
