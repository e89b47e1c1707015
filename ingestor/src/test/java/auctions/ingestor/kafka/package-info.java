/** Tests of the Kafka clients, and programs that show what a broker does with a transaction whose commit comes late. */
@NullMarked
package auctions.ingestor.kafka;

import org.jspecify.annotations.NullMarked;
