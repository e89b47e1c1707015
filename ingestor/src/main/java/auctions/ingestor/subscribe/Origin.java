package auctions.ingestor.subscribe;

import auctions.ingestor.decode.MzTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a subscription come from, as the server says before it subscribes. What the server cannot say is
 * null.
 *
 * @param view the relation or query, as it is configured
 * @param environment {@code mz_environment_id()}: which installation of Materialize it is
 * @param object catalog id of the relation, which a relation that is made anew does not keep; null for a query
 * @param description the relation's COMMENT
 * @param now the server's logical time
 */
public record Origin(
        String view,
        @Nullable String environment,
        @Nullable String object,
        @Nullable String description,
        @Nullable MzTimestamp now) {}
