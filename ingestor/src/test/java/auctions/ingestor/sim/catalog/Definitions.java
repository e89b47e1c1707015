package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.auction.AuctionRelations;
import auctions.ingestor.sim.auction.Houses;
import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.SqlParser;
import auctions.ingestor.sim.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out CREATE, ALTER and DROP on the catalog. Any thread; one statement at a time. */
public final class Definitions {
    private static final Duration DEFAULT_HISTORY = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final Houses houses;
    private final Queries queries;

    // Guarded by this: the open house, and its source.
    private Optional<AuctionRelations> house = Optional.empty();

    public Definitions(Catalog catalog, Houses houses, Queries queries) {
        this.catalog = catalog;
        this.houses = houses;
        this.queries = queries;
    }

    /** Carries out a definition and returns its tag. */
    public synchronized String run(Statement statement, String sessionCluster, Consumer<Notice> notices) {
        return switch (statement) {
            case Statement.CreateCluster create -> createCluster(create, notices);
            case Statement.AlterCluster alter -> alterCluster(alter);
            case Statement.CreateSource create -> createSource(create, sessionCluster, notices);
            case Statement.CreateView create -> createView(create, sessionCluster, notices);
            case Statement.CreateIndex create -> createIndex(create, sessionCluster, notices);
            case Statement.AlterRetention alter -> alterRetention(alter);
            case Statement.AlterSystem alter -> {
                catalog.flag(alter.name(), alter.value());
                yield "ALTER SYSTEM";
            }
            case Statement.Drop drop -> drop(drop, sessionCluster, notices);
            default -> throw new IllegalArgumentException("no definition: " + statement);
        };
    }

    private String createCluster(Statement.CreateCluster create, Consumer<Notice> notices) {
        if (create.ifNotExists() && catalog.findCluster(create.name()).isPresent()) {
            notices.accept(Notice.of("42710", "cluster \"" + create.name() + "\" already exists, skipping"));
            return "CREATE CLUSTER";
        }
        if (!create.size().matches("[0-9]+cc|M\\.1-\\w+|[0-9]+C")) {
            throw SqlError.error("XX000", "unknown cluster replica size '" + create.size() + "'");
        }
        catalog.addCluster(new Cluster(create.name(), create.size(), create.replicas()));
        return "CREATE CLUSTER";
    }

    private String alterCluster(Statement.AlterCluster alter) {
        var cluster = catalog.cluster(alter.name());
        alter.replicas().ifPresent(cluster::replicas);
        return "ALTER CLUSTER";
    }

    private boolean skips(boolean ifNotExists, String name, Kind kind, Consumer<Notice> notices) {
        if (!ifNotExists || catalog.find(name).isEmpty()) {
            return false;
        }
        notices.accept(Notice.of(
                kind == Kind.TABLE ? "42P07" : "42710", kind.word() + " \"" + name + "\" already exists, skipping"));
        return true;
    }

    private Optional<String> clusterOf(Optional<String> given, String sessionCluster) {
        return Optional.of(catalog.cluster(given.orElse(sessionCluster)).name());
    }

    private Duration history(Optional<Duration> asked) {
        if (asked.isPresent() && !catalog.isOn(Catalog.RETENTION_FLAG)) {
            throw SqlError.error("XX000", "RETAIN HISTORY is not supported")
                    .withDetail("The requested feature is typically meant only for internal development and testing"
                            + " of Materialize.");
        }
        return asked.orElse(DEFAULT_HISTORY);
    }

    private String createSource(Statement.CreateSource create, String sessionCluster, Consumer<Notice> notices) {
        if (skips(create.ifNotExists(), create.name(), Kind.SOURCE, notices)) {
            return "CREATE SOURCE";
        }
        var cluster = clusterOf(create.cluster(), sessionCluster);
        var history = history(create.retainHistory());
        if (house.isPresent()) {
            throw SqlError.error("0A000", "a second load generator not yet supported");
        }
        catalog.add(create.name(), Kind.SOURCE, cluster, List.of(), null, "");
        var opened = houses.open(create.tick());
        house = Optional.of(opened);
        opened.tables().forEach((name, table) -> {
            table.retain(history);
            catalog.add(name, Kind.TABLE, cluster, List.of(create.name()), QueryView.all(table), "");
        });
        return "CREATE SOURCE";
    }

    private String createView(Statement.CreateView create, String sessionCluster, Consumer<Notice> notices) {
        var kind = create.materialized() ? Kind.MATERIALIZED_VIEW : Kind.VIEW;
        var tag = "CREATE " + kind.word().toUpperCase(java.util.Locale.ROOT);
        if (skips(create.ifNotExists(), create.name(), kind, notices)) {
            return tag;
        }
        var cluster = create.materialized() ? clusterOf(create.cluster(), sessionCluster) : Optional.<String>empty();
        var history = history(create.retainHistory());
        if (create.orReplace()) {
            catalog.find(create.name()).ifPresent(catalog::remove);
        }
        var known = house.map(opened -> opened.views().get(create.name()));
        if (known.isPresent()) {
            var uses = new ArrayList<>(List.of("on_time_bids", "highest_bid_per_auction"));
            uses.removeIf(name -> name.equals(create.name()) || !create.query().contains(name));
            uses.addAll(create.name().equals("on_time_bids") ? List.of("bids", "auctions") : List.of());
            uses.forEach(catalog::object);
            known.get().retain(history).beginHistory();
            catalog.add(create.name(), kind, cluster, uses, QueryView.all(known.get()), create.query());
        } else {
            var query = SqlParser.parseQuery(create.query());
            var view = queries.view(query);
            catalog.add(create.name(), kind, cluster, List.of(query.from().orElseThrow()), view, create.query());
        }
        return tag;
    }

    private String createIndex(Statement.CreateIndex create, String sessionCluster, Consumer<Notice> notices) {
        var on = catalog.object(create.on());
        var name = create.name().orElse(on.name() + "_primary_idx");
        if (!skips(create.ifNotExists(), name, Kind.INDEX, notices)) {
            catalog.add(name, Kind.INDEX, clusterOf(create.cluster(), sessionCluster), List.of(on.name()), null, "");
        }
        return "CREATE INDEX";
    }

    private String alterRetention(Statement.AlterRetention alter) {
        var object = catalog.object(alter.name());
        var history = history(alter.retainHistory());
        object.contents().ifPresent(contents -> contents.relation().retain(history));
        return "ALTER " + object.kind().word().toUpperCase(java.util.Locale.ROOT);
    }

    private String drop(Statement.Drop drop, String sessionCluster, Consumer<Notice> notices) {
        for (var name : drop.names()) {
            if (drop.kind().equals("cluster")) {
                dropCluster(name, drop, sessionCluster, notices);
            } else {
                dropObject(name, drop, notices);
            }
        }
        return "DROP " + drop.kind().toUpperCase(java.util.Locale.ROOT);
    }

    private void dropCluster(String name, Statement.Drop drop, String sessionCluster, Consumer<Notice> notices) {
        var found = catalog.findCluster(name);
        if (found.isEmpty() && drop.ifExists()) {
            notices.accept(Notice.of("42704", "cluster \"" + name + "\" does not exist, skipping"));
            return;
        }
        var cluster = found.orElseThrow(() -> SqlError.error("XX000", "unknown cluster '" + name + "'"));
        var inside = new ArrayList<CatalogObject>();
        for (var object : catalog.objects()) {
            if (object.cluster().equals(Optional.of(name)) && !inside.contains(object)) {
                inside.add(object);
                catalog.dependents(object).stream()
                        .filter(dependent -> !inside.contains(dependent))
                        .forEach(inside::add);
            }
        }
        cascade("cluster", name, inside, drop.cascade(), notices);
        catalog.removeCluster(cluster);
        if (name.equals(sessionCluster)) {
            notices.accept(Notice.of("MZ003", "active cluster \"" + name + "\" has been dropped"));
        }
    }

    private void dropObject(String name, Statement.Drop drop, Consumer<Notice> notices) {
        var found = catalog.find(name);
        if (found.isEmpty() && drop.ifExists()) {
            notices.accept(Notice.of("42704", drop.kind() + " \"" + name + "\" does not exist, skipping"));
            return;
        }
        var object = found.orElseThrow(() -> SqlError.error("XX000", "unknown catalog item '" + name + "'"));
        if (!object.kind().word().equals(drop.kind())) {
            throw SqlError.error(
                    "XX000",
                    "\"" + object.fullName() + "\" is a " + object.kind().word() + " not a " + drop.kind());
        }
        var dependents = catalog.dependents(object);
        var visible = dependents.stream()
                .filter(dependent -> dependent.kind() != Kind.TABLE)
                .toList();
        cascade(object.kind().word(), object.fullName(), visible, drop.cascade(), notices);
        dependents.forEach(catalog::remove);
        remove(object);
    }

    private void cascade(
            String kind, String name, List<CatalogObject> dependents, boolean cascade, Consumer<Notice> notices) {
        if (dependents.isEmpty()) {
            return;
        }
        if (!cascade) {
            throw SqlError.error(
                            "XX000",
                            "cannot drop " + kind + " \"" + name + "\": still depended upon by "
                                    + dependents.getFirst().kind().word() + " \""
                                    + dependents.getFirst().name() + "\"")
                    .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
        }
        var lines = dependents.stream()
                .map(dependent -> "drop cascades to " + dependent.kind().word() + " " + dependent.name())
                .toList();
        notices.accept(
                dependents.size() == 1
                        ? Notice.of("00000", lines.getFirst())
                        : Notice.of("00000", "drop cascades to " + dependents.size() + " other objects")
                                .withDetail(String.join("\n", lines)));
        dependents.forEach(this::remove);
    }

    private void remove(CatalogObject object) {
        catalog.remove(object);
        if (object.kind() == Kind.SOURCE) {
            house = Optional.empty();
            houses.close();
        }
    }
}
