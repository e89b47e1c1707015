/**
 * Materialize to Kafka: every change of one view, exactly once.
 *
 * <p>The way of the data: {@link auctions.ingestor.Ingestor#step} takes an event from
 * {@link auctions.ingestor.subscribe.SubscribeCursor#next} and hands it to {@link auctions.ingestor.Publication#accept},
 * which writes updates and lets {@link auctions.ingestor.topic.TopicWriter#publish} commit a batch when its frontier is
 * closed. The gateway goes on from there.
 */
@NullMarked
package auctions.ingestor;

import org.jspecify.annotations.NullMarked;
