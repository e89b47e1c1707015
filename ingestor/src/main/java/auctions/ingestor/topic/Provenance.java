package auctions.ingestor.topic;

import auctions.ingestor.decode.Relation;
import auctions.ingestor.subscribe.Origin;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a topic's records were made from, and how they are written. What the server could not say, or an earlier release
 * did not write, is null.
 *
 * @param fingerprint digest of what is subscribed to, see {@link Relation#fingerprint()}
 * @param columns the view's columns in view order
 * @param types the SQL types of the columns, those of elements included
 * @param key the key columns
 * @param view the configured relation or query
 * @param description the relation's COMMENT
 * @param environment {@code mz_environment_id()}
 * @param object catalog id of the relation
 * @param rendering the number of the way in which values are written, see {@link Relation#RENDERING}
 */
public record Provenance(
        @Nullable String fingerprint,
        List<String> columns,
        List<String> types,
        List<String> key,
        @Nullable String view,
        @Nullable String description,
        @Nullable String environment,
        @Nullable String object,
        int rendering) {

    /** Copies the lists. */
    public Provenance {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        key = List.copyOf(key);
    }

    /** What a subscription to the relation would write. */
    static Provenance of(Relation relation, Origin origin) {
        return new Provenance(
                relation.fingerprint(),
                relation.columnNames(),
                relation.types(),
                relation.key(),
                origin.view(),
                origin.description(),
                origin.environment(),
                origin.object(),
                Relation.RENDERING);
    }

    /** Why records of the one cannot follow records of the other; empty if they can. A null equals only a null. */
    Optional<String> difference(Provenance now) {
        if (!Objects.equals(fingerprint, now.fingerprint)) {
            return Optional.of(
                    rendering == now.rendering
                            ? "the topic holds another query, key or set of columns"
                            : "an earlier or later release wrote the topic's values differently");
        }
        if (!Objects.equals(environment, now.environment)) {
            return Optional.of("the topic was written from environment %s, and this is environment %s"
                    .formatted(environment, now.environment));
        }
        return Objects.equals(object, now.object)
                ? Optional.empty()
                : Optional.of("the topic was written from the relation with the catalog id %s, and this one has %s"
                        .formatted(object, now.object));
    }
}
