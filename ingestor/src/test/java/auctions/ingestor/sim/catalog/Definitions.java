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
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries out CREATE, ALTER and DROP on the catalog. Any thread; one statement at a time. */
public final class Definitions {
    private static final Duration DEFAULT_HISTORY = Duration.ofSeconds(1);

    private final Catalog catalog;
    private final Houses houses;
    private final Queries queries;

    // Guarded by this: the open house, and its source.
    private Optional<AuctionRelations> house = Optional.empty();

    /** Defines objects in this catalog, and auction houses by way of these houses. */
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
            case Statement.Comment comment -> comment(comment);
            case Statement.CreateRole(var name) -> {
                catalog.addRole(name);
                yield "CREATE ROLE";
            }
            case Statement.Grant grant -> grant(grant);
            case Statement.Drop drop -> {
                if (new Drops(catalog, notices).drop(drop, sessionCluster)) {
                    house = Optional.empty();
                    houses.close();
                }
                yield "DROP " + drop.kind().toUpperCase(Locale.ROOT);
            }
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
        catalog.addCluster(create.name(), create.size(), create.replicas());
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
            throw SqlError.error("XX000", "RETAIN HISTORY is not available")
                    .withDetail("The requested feature (enable_logical_compaction_window) is in private preview.")
                    .withHint("Contact support to request access to this feature.");
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
        catalog.add(create.name() + "_progress", Kind.PROGRESS, Optional.empty(), List.of(create.name()), null, "");
        catalog.add(create.name(), Kind.SOURCE, cluster, List.of(), null, "");
        var opened = houses.open(create.tick());
        house = Optional.of(opened);
        new TreeMap<>(opened.sources()).forEach((name, table) -> {
            table.retain(history);
            catalog.add(name, Kind.SUBSOURCE, cluster, List.of(create.name()), QueryView.all(table), "");
        });
        opened.adjustments()
                .ifPresent(table -> catalog.add(
                                table.name(),
                                Kind.TABLE,
                                Optional.empty(),
                                List.of(create.name()),
                                QueryView.all(table),
                                "")
                        .writer(diffs -> houses.house().orElseThrow().adjust(diffs)));
        return "CREATE SOURCE";
    }

    private String createView(Statement.CreateView create, String sessionCluster, Consumer<Notice> notices) {
        var kind = create.materialized() ? Kind.MATERIALIZED_VIEW : Kind.VIEW;
        var tag = "CREATE " + kind.word().toUpperCase(Locale.ROOT);
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
            known.get().retain(history).reachBackTo(house.get().since());
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
        return "ALTER " + object.kind().word().toUpperCase(Locale.ROOT);
    }

    private String grant(Statement.Grant grant) {
        switch (grant.kind()) {
            case "cluster" -> catalog.cluster(grant.object());
            case "", "table" -> catalog.object(grant.object());
            default -> {}
        }
        catalog.requireRole(grant.role());
        return "GRANT";
    }

    private String comment(Statement.Comment comment) {
        var object = catalog.object(comment.name());
        if (!object.kind().word().equals(comment.kind())) {
            throw SqlError.error(
                    "XX000",
                    object.kind().word().toUpperCase(Locale.ROOT) + " " + object.name() + " is not a "
                            + comment.kind().toUpperCase(Locale.ROOT));
        }
        object.comment(comment.text());
        return "COMMENT";
    }
}
