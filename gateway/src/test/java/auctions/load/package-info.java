/**
 * Load programs: what a gateway costs under many thousand subscribers, beside a bare loop of {@code send}. No part of the
 * gate; gateway/MEASUREMENTS.md has the results.
 *
 * <p>To measure, package the project and set CLASSPATH as ingestor/DEVELOPING.md says. Then start, in this order:
 *
 * <ol>
 *   <li>a broker: {@code java auctions.ingestor.bench.BrokerProcess target/broker 19092}
 *   <li>the rows: {@code java auctions.load.LoadFeed 127.0.0.1:19092 load 7100 1000}, which prints {@code ready}
 *   <li>a gateway: {@code KAFKA_TOPIC=load KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:19092 java -jar gateway/target/gateway.jar}
 *   <li>the subscribers: {@code java auctions.load.FanoutLoad n=1000 ports=8000 pids=<of the gateway> control=7100 rate=3}
 * </ol>
 *
 * <p>{@link auctions.load.FanoutLoad} prints one line of JSON with its figures, and ends; without arguments it prints its
 * options. {@code gateway/src/test/c/send-loop.c} is the loop to compare with: it takes the place of the gateway, and makes its
 * rows itself.
 *
 * <p>Other programs: {@link auctions.load.HostileClients} measures what clients of the worst kinds do to honest ones, {@link
 * auctions.load.RollingProof} what subscribers miss while gateways are replaced, and {@link auctions.load.StartCost} the start
 * of a service. {@link auctions.load.Training} measures nothing: it trains the images' ahead-of-time caches.
 */
@NullMarked
package auctions.load;

import org.jspecify.annotations.NullMarked;
