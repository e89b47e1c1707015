/** Tests of the topic package without a server, unless their name ends in IT. */
@NullMarked
package auctions.ingestor.topic;

import org.jspecify.annotations.NullMarked;
