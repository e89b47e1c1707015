/**
 * Which instance is the active one: the member of the consumer group that has the progress topic's one partition. The others
 * stand by, and one of them gets the partition when the active one leaves or dies.
 *
 * <p>{@link auctions.ingestor.leadership.Leadership} is all that the rest of the ingestor uses of the group. What keeps a former
 * active instance from writing is no matter of this package, but of {@link auctions.ingestor.topic.Topic#open}, which fences it.
 */
@NullMarked
package auctions.ingestor.leadership;

import org.jspecify.annotations.NullMarked;
