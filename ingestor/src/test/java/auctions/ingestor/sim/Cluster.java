package auctions.ingestor.sim;

/** Where dataflows run. Without a replica they make no progress and say nothing. Any thread. */
final class Cluster {
    private final String name;
    private final String size;
    private volatile int replicas;
    private volatile boolean dropped;

    Cluster(String name, String size, int replicas) {
        this.name = name;
        this.size = size;
        this.replicas = replicas;
    }

    String name() {
        return name;
    }

    String size() {
        return size;
    }

    int replicas() {
        return replicas;
    }

    void replicas(int count) {
        replicas = count;
    }

    boolean dropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }
}
