package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.sql.SqlError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects, clusters and system flags of the server. Any thread; every method is one step. */
public final class Catalog {
    /** Where statements run that name no cluster. */
    public static final String DEFAULT_CLUSTER = "quickstart";
    /** The system flag that RETAIN HISTORY needs. */
    public static final String RETENTION_FLAG = "enable_logical_compaction_window";
    /** The system flag that ENVELOPE DEBEZIUM needs. */
    public static final String DEBEZIUM_FLAG = "enable_envelope_debezium_in_subscribe";

    private static final long FIRST_USER_ID = 1;

    // All guarded by this.
    private final Map<String, CatalogObject> objects = new LinkedHashMap<>();
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Map<String, String> flags = new LinkedHashMap<>();
    private final Set<String> roles = new HashSet<>(List.of("materialize", "mz_system"));
    private long nextId = FIRST_USER_ID;
    private long nextClusterId = FIRST_USER_ID;
    private int environment;

    /** An empty catalog with the cluster quickstart. */
    public Catalog() {
        addCluster(DEFAULT_CLUSTER, "25cc", 1);
        flags.put(RETENTION_FLAG, "on");
        flags.put(DEBEZIUM_FLAG, "on");
    }

    /** Adds an object; its name must be free. */
    public synchronized CatalogObject add(
            String name,
            Kind kind,
            Optional<String> cluster,
            List<String> uses,
            @Nullable QueryView contents,
            String definition) {
        var taken = objects.get(name);
        if (taken != null) {
            throw SqlError.error("XX000", kind.word() + " \"" + taken.fullName() + "\" already exists");
        }
        var object = new CatalogObject(nextId++, name, kind, cluster, uses, Optional.ofNullable(contents), definition);
        objects.put(name, object);
        return object;
    }

    /** The object of this name. */
    public synchronized CatalogObject object(String name) {
        var object = objects.get(name);
        if (object == null) {
            throw unknown(name);
        }
        return object;
    }

    /** Nothing has this name. */
    static SqlError unknown(String name) {
        return SqlError.error("XX000", "unknown catalog item '" + name + "'");
    }

    /** The object of this name, if there is one. */
    public synchronized Optional<CatalogObject> find(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** All objects in the order of creation. */
    public synchronized Collection<CatalogObject> objects() {
        return List.copyOf(objects.values());
    }

    /** The objects that fall with this one, nearest first. */
    public synchronized List<CatalogObject> dependents(CatalogObject object) {
        var found = new ArrayList<CatalogObject>();
        collect(object.name(), found);
        return found;
    }

    private void collect(String name, List<CatalogObject> found) {
        for (var other : objects.values()) {
            if (other.uses().contains(name) && !found.contains(other)) {
                found.add(other);
                collect(other.name(), found);
            }
        }
    }

    /** Removes an object; subscriptions to it fail from now on. */
    public synchronized void remove(CatalogObject object) {
        objects.remove(object.name());
        object.drop();
    }

    /** Adds a cluster; its name must be free. */
    synchronized void addCluster(String name, String size, int replicas) {
        if (clusters.containsKey(name)) {
            throw SqlError.error("XX000", "cluster '" + name + "' already exists");
        }
        clusters.put(name, new Cluster(nextClusterId++, name, size, replicas));
    }

    /** The cluster of this name. */
    public synchronized Cluster cluster(String name) {
        return findCluster(name).orElseThrow(() -> SqlError.error("XX000", "unknown cluster '" + name + "'"));
    }

    /** The cluster of this name, if there is one. */
    public synchronized Optional<Cluster> findCluster(String name) {
        return Optional.ofNullable(clusters.get(name));
    }

    /** All clusters. */
    synchronized Collection<Cluster> clusters() {
        return List.copyOf(clusters.values());
    }

    /** Removes a cluster; subscriptions in it fail from now on. */
    public synchronized void removeCluster(Cluster cluster) {
        clusters.remove(cluster.name());
        cluster.drop();
    }

    /** Whether an index keeps this object in the memory of this cluster, so that its short history decides. */
    public synchronized boolean isIndexed(String object, String cluster) {
        return objects.values().stream()
                .anyMatch(index -> index.kind() == Kind.INDEX
                        && index.uses().contains(object)
                        && index.cluster().equals(Optional.of(cluster)));
    }

    /** Adds a role; its name must be free. Roles are names here: who may do what is {@link CatalogObject#readable}. */
    synchronized void addRole(String name) {
        if (!roles.add(name)) {
            throw SqlError.error("XX000", "role '" + name + "' already exists");
        }
    }

    /** Fails if there is no role of this name. */
    synchronized void requireRole(String name) {
        if (!roles.contains(name)) {
            throw SqlError.error("XX000", "unknown role '" + name + "'");
        }
    }

    /** Sets a system flag, as {@code ALTER SYSTEM SET} does. */
    public synchronized void flag(String name, String value) {
        flags.put(name, value.toLowerCase(Locale.ROOT));
    }

    /** Whether a system flag is on. */
    public synchronized boolean isOn(String flag) {
        return List.of("on", "true", "t", "1").contains(flags.getOrDefault(flag, "off"));
    }

    /** {@code mz_environment_id()}: which installation of Materialize this is. */
    public synchronized String environment() {
        return "docker-container-11111111-2222-3333-4444-%012d-0".formatted(environment);
    }

    /** Changes the environment; objects, their ids and their contents stay. */
    public synchronized void moveToOtherEnvironment() {
        environment++;
    }
}
