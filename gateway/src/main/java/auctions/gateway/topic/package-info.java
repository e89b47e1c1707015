/**
 * Reads the topics: records in, slices of updates with their progress out. Kafka's clients are used here and nowhere else.
 *
 * <p>A <em>reader</em> is the thread that reads one topic ({@code TopicReader}), and nobody else is called so here. Its
 * <em>position</em> is Kafka's: the offset that it reads next. Those who get the rows are subscribers.
 */
@NullMarked
package auctions.gateway.topic;

import org.jspecify.annotations.NullMarked;
