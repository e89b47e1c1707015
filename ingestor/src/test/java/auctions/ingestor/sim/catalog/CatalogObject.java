package auctions.ingestor.sim.catalog;

import java.util.List;
import java.util.Optional;

/** A named object of the catalog. Any thread. */
public final class CatalogObject {
    private final long id;
    private final String name;
    private final Kind kind;
    private final Optional<String> cluster;
    private final List<String> uses;
    private final Optional<QueryView> contents;
    private final String definition;
    private volatile boolean dropped;

    /**
     * @param uses names of the objects that this one falls with
     * @param contents what SELECT and SUBSCRIBE read, if it can be read
     */
    CatalogObject(
            long id,
            String name,
            Kind kind,
            Optional<String> cluster,
            List<String> uses,
            Optional<QueryView> contents,
            String definition) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.cluster = cluster;
        this.uses = List.copyOf(uses);
        this.contents = contents;
        this.definition = definition;
    }

    /** What an object can be. */
    public enum Kind {
        /** A table of a source, or one that a test made. */
        TABLE("table"),
        /** A load generator. */
        SOURCE("source"),
        /** A view. */
        VIEW("view"),
        /** A view kept in storage, with history. */
        MATERIALIZED_VIEW("materialized view"),
        /** An arrangement of a view in a cluster's memory. */
        INDEX("index");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in statements and messages. */
        String word() {
            return word;
        }
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> cluster() {
        return cluster;
    }

    public List<String> uses() {
        return uses;
    }

    public Optional<QueryView> contents() {
        return contents;
    }

    public String definition() {
        return definition;
    }

    /** The name with database and schema, as in error messages. */
    public String fullName() {
        return "materialize.public." + name;
    }

    public boolean dropped() {
        return dropped;
    }

    public void drop() {
        dropped = true;
    }
}
