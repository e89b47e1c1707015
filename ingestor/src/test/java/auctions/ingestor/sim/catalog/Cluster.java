package auctions.ingestor.sim.catalog;

/** Where dataflows run. Without a replica they make no progress and say nothing. Any thread. */
public final class Cluster {
    private final String name;
    private final String size;
    private volatile int replicas;
    private volatile boolean dropped;

    Cluster(String name, String size, int replicas) {
        this.name = name;
        this.size = size;
        this.replicas = replicas;
    }

    public String name() {
        return name;
    }

    public String size() {
        return size;
    }

    public int replicas() {
        return replicas;
    }

    public void replicas(int count) {
        replicas = count;
    }

    public boolean dropped() {
        return dropped;
    }

    public void drop() {
        dropped = true;
    }
}
