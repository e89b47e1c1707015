package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.sql.SqlError;

/** Where dataflows run. Without a replica a SUBSCRIBE fails at its start, and a running one falls silent. Any thread. */
public final class Cluster {
    private final long id;
    private final String name;
    private final String size;
    private volatile int replicas;
    private volatile boolean dropped;

    Cluster(long id, String name, String size, int replicas) {
        this.id = id;
        this.name = name;
        this.size = size;
        this.replicas = replicas;
    }

    /** The id as SQL shows it. */
    public String catalogId() {
        return "u" + id;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its size, such as {@code 25cc}. */
    public String size() {
        return size;
    }

    /** Fails where nothing can be computed. */
    public void requireReplica() {
        if (replicas == 0) {
            throw SqlError.error("0A000", "CLUSTER \"" + name + "\" has no replicas available to service request")
                    .withHint(
                            "Use ALTER CLUSTER to adjust the replication factor of the cluster. Example:`ALTER CLUSTER"
                                    + " <cluster-name> SET (REPLICATION FACTOR 1)`");
        }
    }

    /** How many replicas it has. */
    public int replicas() {
        return replicas;
    }

    /** Gives it this many replicas. */
    public void replicas(int count) {
        replicas = count;
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
