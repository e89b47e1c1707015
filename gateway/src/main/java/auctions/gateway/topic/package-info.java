/** The gateway's place at the topic: records in, slices of updates with their progress out. Kafka's clients are used here and nowhere else. */
@NullMarked
package auctions.gateway.topic;

import org.jspecify.annotations.NullMarked;
