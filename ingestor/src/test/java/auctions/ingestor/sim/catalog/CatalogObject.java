package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.data.Diff;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A named object of the catalog. Any thread. */
public final class CatalogObject {
    private final long id;
    private final String name;
    private final Kind kind;
    private final Optional<String> cluster;
    private final List<String> uses;
    private final Optional<QueryView> contents;
    private final String definition;
    private volatile Optional<Consumer<List<Diff>>> writer = Optional.empty();
    private volatile Optional<String> comment = Optional.empty();
    private volatile boolean readable = true;
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
        /** A table that clients write. */
        TABLE("table"),
        /** A load generator. */
        SOURCE("source"),
        /** One of the relations that a source fills. */
        SUBSOURCE("source"),
        /** How far a source has come; nobody can read it here. */
        PROGRESS("source"),
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

    /** The number in its id. */
    public long id() {
        return id;
    }

    /** The name without database and schema. */
    public String name() {
        return name;
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** The cluster that computes it, if one does. */
    public Optional<String> cluster() {
        return cluster;
    }

    /** The names of the objects that it falls with. */
    List<String> uses() {
        return uses;
    }

    /** What SELECT and SUBSCRIBE read. */
    public Optional<QueryView> contents() {
        return contents;
    }

    /** The text that defined it, if it is a view. */
    String definition() {
        return definition;
    }

    /** Whether roles may read it. */
    boolean isReadable() {
        return readable;
    }

    /** Takes the right to read it from all roles, or gives it back. */
    public void readable(boolean value) {
        readable = value;
    }

    /** Gives clients a way to write to it. */
    void writer(Consumer<List<Diff>> changes) {
        writer = Optional.of(changes);
    }

    /** Takes what INSERT, UPDATE and DELETE change; absent where nobody may write. */
    Optional<Consumer<List<Diff>>> writer() {
        return writer;
    }

    /** The id as SQL shows it. */
    public String catalogId() {
        return "u" + id;
    }

    /** The type as the system tables name it. */
    String catalogType() {
        return kind.word().replace(' ', '-');
    }

    /** The name with database and schema, as in error messages. */
    public String fullName() {
        return "materialize.public." + name;
    }

    /** What COMMENT ON has said of it. */
    Optional<String> comment() {
        return comment;
    }

    /** Sets the comment, or takes it away. */
    void comment(Optional<String> text) {
        comment = text;
    }

    /** Whether it is gone. */
    public boolean dropped() {
        return dropped;
    }

    /** It is gone from now on. */
    void drop() {
        dropped = true;
    }
}
