package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The few relations of {@code mz_catalog} and {@code mz_internal} that scripts ask, and the answers to SHOW. Any thread. */
public final class SystemTables {
    private static final Column ID = text("id");
    private static final Column NAME = text("name");

    private final Catalog catalog;

    public SystemTables(Catalog catalog) {
        this.catalog = catalog;
    }

    private static Column text(String name) {
        return new Column(name, ColumnType.TEXT, true);
    }

    /** A system relation by its unqualified name. */
    public Optional<Table> find(String name) {
        return switch (name) {
            case "mz_clusters" -> Optional.of(clusters());
            case "mz_objects" -> Optional.of(objects(_ -> true));
            case "mz_relations" ->
                Optional.of(objects(object -> object.contents().isPresent()));
            case "mz_tables" -> Optional.of(objects(object -> object.kind() == Kind.TABLE));
            case "mz_sources" -> Optional.of(objects(object -> object.kind() == Kind.SOURCE));
            case "mz_views" -> Optional.of(objects(object -> object.kind() == Kind.VIEW));
            case "mz_materialized_views" -> Optional.of(objects(object -> object.kind() == Kind.MATERIALIZED_VIEW));
            case "mz_indexes" -> Optional.of(objects(object -> object.kind() == Kind.INDEX));
            default -> Optional.empty();
        };
    }

    private Table clusters() {
        var columns = List.of(NAME, text("size"), new Column("replication_factor", ColumnType.BIGINT, true));
        var rows = catalog.clusters().stream()
                .map(cluster -> Row.of(cluster.name(), cluster.size(), cluster.replicas()))
                .toList();
        return new Table(columns, rows);
    }

    private Table objects(Predicate<CatalogObject> kind) {
        var rows = catalog.objects().stream()
                .filter(kind)
                .map(object -> Row.of(
                        "u" + object.id(),
                        object.name(),
                        object.kind().word().replace(' ', '-'),
                        object.cluster().orElse(null)))
                .toList();
        return new Table(List.of(ID, NAME, text("type"), text("cluster")), rows);
    }

    /** The answer to {@code SHOW <what> [FROM <in>]}. */
    public Table show(String what, Optional<String> in) {
        return switch (what) {
            case "columns" -> columns(in.orElse(""));
            case "clusters" -> {
                var rows = catalog.clusters().stream()
                        .map(cluster -> Row.of(cluster.name(), "r1 (" + cluster.size() + ")", ""))
                        .toList();
                yield new Table(List.of(NAME, text("replicas"), text("comment")), rows);
            }
            case "cluster replicas" -> {
                var rows = catalog.clusters().stream()
                        .filter(cluster -> cluster.replicas() > 0)
                        .map(cluster -> Row.of(cluster.name(), "r1", cluster.size(), true, ""))
                        .toList();
                yield new Table(
                        List.of(
                                text("cluster"),
                                text("replica"),
                                text("size"),
                                new Column("ready", ColumnType.BOOLEAN),
                                text("comment")),
                        rows);
            }
            case "databases" -> Table.of("name", List.of("materialize"));
            case "schemas" -> Table.of("name", List.of("public"));
            case "tables" -> named(object -> object.kind() == Kind.TABLE, false);
            case "views" -> named(object -> object.kind() == Kind.VIEW, false);
            case "materialized views" ->
                named(object -> object.kind() == Kind.MATERIALIZED_VIEW && inside(object, in), true);
            case "sources" -> sources();
            case "indexes" -> indexes(in);
            case "objects" -> named(_ -> true, false);
            default -> named(_ -> false, false);
        };
    }

    private static boolean inside(CatalogObject object, Optional<String> cluster) {
        return cluster.isEmpty()
                || object.cluster().equals(cluster)
                || cluster.get().equals("public");
    }

    private Table named(Predicate<CatalogObject> kind, boolean withCluster) {
        var columns = new ArrayList<>(List.of(NAME));
        if (withCluster) {
            columns.add(text("cluster"));
        }
        columns.add(text("comment"));
        var rows = catalog.objects().stream()
                .filter(kind)
                .map(object -> withCluster
                        ? Row.of(object.name(), object.cluster().orElse(null), "")
                        : Row.of(object.name(), ""))
                .toList();
        return new Table(columns, rows);
    }

    private Table sources() {
        var rows = catalog.objects().stream()
                .filter(object -> object.kind() == Kind.SOURCE)
                .map(object ->
                        Row.of(object.name(), "load-generator", object.cluster().orElse(null), ""))
                .toList();
        return new Table(List.of(NAME, text("type"), text("cluster"), text("comment")), rows);
    }

    private Table indexes(Optional<String> in) {
        var rows = catalog.objects().stream()
                .filter(object -> object.kind() == Kind.INDEX)
                .filter(object ->
                        inside(object, in) || in.isPresent() && object.uses().contains(in.get()))
                .map(object -> Row.of(
                        object.name(),
                        object.uses().getFirst(),
                        object.cluster().orElse(null),
                        "",
                        ""))
                .toList();
        return new Table(List.of(NAME, text("on"), text("cluster"), text("key"), text("comment")), rows);
    }

    private Table columns(String relation) {
        var contents = catalog.object(relation).contents();
        var rows = contents.map(QueryView::columns).orElse(List.of()).stream()
                .map(column ->
                        Row.of(column.name(), column.nullable(), column.type().sqlName(), ""))
                .toList();
        return new Table(
                List.of(NAME, new Column("nullable", ColumnType.BOOLEAN), text("type"), text("comment")), rows);
    }
}
