/** Kafka to browsers. */
@NullMarked
package auctions.gateway;

import org.jspecify.annotations.NullMarked;
