/** The gateway's place at the topic: records in, batches of updates out. */
@NullMarked
package auctions.gateway.topic;

import org.jspecify.annotations.NullMarked;
