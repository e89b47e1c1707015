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
import java.util.function.Supplier;

/**
 * The relations of {@code mz_catalog} and {@code mz_internal} that services and scripts ask. They tell of what clients have
 * created, not of the system's own objects. Any thread.
 */
public final class SystemTables {
    private static final String DATABASE_ID = "u1";
    private static final String SCHEMA_ID = "u3";
    private static final String OWNER_ID = "u1";
    private static final long FIRST_OID = 20_226;
    private static final long SCHEMA_OID = 20_002;
    private static final long DATABASE_OID = 20_001;

    private final Catalog catalog;
    private final Supplier<Table> subscriptions;

    /** Tells of this catalog, and of running SUBSCRIBEs what the supplier says. */
    public SystemTables(Catalog catalog, Supplier<Table> subscriptions) {
        this.catalog = catalog;
        this.subscriptions = subscriptions;
    }

    private static Column text(String name) {
        return new Column(name, ColumnType.TEXT, true);
    }

    private static Column oid(String name) {
        return new Column(name, ColumnType.OID);
    }

    /** A system relation by its unqualified name. */
    public Optional<Table> find(String name) {
        return switch (name) {
            case "mz_clusters" -> Optional.of(clusters());
            case "mz_objects" -> Optional.of(objects(_ -> true));
            case "mz_relations" ->
                Optional.of(objects(object -> object.contents().isPresent()));
            case "mz_tables" -> Optional.of(objects(object -> object.kind() == Kind.TABLE));
            case "mz_sources" ->
                Optional.of(objects(object -> object.kind().word().equals("source")));
            case "mz_views" -> Optional.of(objects(object -> object.kind() == Kind.VIEW));
            case "mz_materialized_views" -> Optional.of(objects(object -> object.kind() == Kind.MATERIALIZED_VIEW));
            case "mz_indexes" -> Optional.of(objects(object -> object.kind() == Kind.INDEX));
            case "mz_schemas" -> Optional.of(schemas());
            case "mz_databases" -> Optional.of(databases());
            case "mz_columns" -> Optional.of(columns());
            case "mz_comments" -> Optional.of(comments());
            case "mz_subscriptions" -> Optional.of(subscriptions.get());
            case "mz_history_retention_strategies" -> Optional.of(retention());
            default -> Optional.empty();
        };
    }

    private Table clusters() {
        var columns = List.of(
                text("id"), text("name"), text("size"), new Column("replication_factor", ColumnType.UINT4, true));
        var rows = catalog.clusters().stream()
                .map(cluster -> Row.of(cluster.catalogId(), cluster.name(), cluster.size(), cluster.replicas()))
                .toList();
        return new Table(columns, rows);
    }

    private Table objects(Predicate<CatalogObject> kind) {
        var rows = catalog.objects().stream()
                .filter(kind)
                .map(object -> Row.of(
                        object.catalogId(),
                        FIRST_OID + object.id(),
                        object.name(),
                        object.catalogType(),
                        OWNER_ID,
                        SCHEMA_ID,
                        object.cluster()
                                .flatMap(catalog::findCluster)
                                .map(Cluster::catalogId)
                                .orElse(null)))
                .toList();
        return new Table(
                List.of(
                        text("id"),
                        oid("oid"),
                        text("name"),
                        text("type"),
                        text("owner_id"),
                        text("schema_id"),
                        text("cluster_id")),
                rows);
    }

    private static Table schemas() {
        return new Table(
                List.of(text("id"), oid("oid"), text("name"), text("owner_id"), text("database_id")),
                List.of(
                        Row.of("s1", 16_656, "mz_catalog", "s1", null),
                        Row.of("s4", 16_658, "mz_internal", "s1", null),
                        Row.of(SCHEMA_ID, SCHEMA_OID, "public", OWNER_ID, DATABASE_ID)));
    }

    private static Table databases() {
        return new Table(
                List.of(text("id"), oid("oid"), text("name"), text("owner_id")),
                List.of(Row.of(DATABASE_ID, DATABASE_OID, "materialize", OWNER_ID)));
    }

    private Table columns() {
        var rows = new ArrayList<Row>();
        for (var object : catalog.objects()) {
            var columns = object.contents().map(QueryView::columns).orElse(List.of());
            for (var i = 0; i < columns.size(); i++) {
                var column = columns.get(i);
                rows.add(Row.of(
                        object.catalogId(),
                        column.name(),
                        i + 1,
                        column.nullable(),
                        column.type().sqlName(),
                        column.type().oid()));
            }
        }
        return new Table(
                List.of(
                        text("id"),
                        text("name"),
                        new Column("position", ColumnType.UINT8),
                        new Column("nullable", ColumnType.BOOLEAN),
                        text("type"),
                        oid("type_oid")),
                rows);
    }

    private Table comments() {
        var rows = catalog.objects().stream()
                .flatMap(object -> object.comment().stream()
                        .map(comment -> Row.of(object.catalogId(), object.catalogType(), null, comment)))
                .toList();
        return new Table(
                List.of(
                        text("id"),
                        text("object_type"),
                        new Column("object_sub_id", ColumnType.INTEGER, true),
                        text("comment")),
                rows);
    }

    private Table retention() {
        var rows = catalog.objects().stream()
                .flatMap(object -> object.contents().stream()
                        .map(contents -> Row.of(
                                object.catalogId(), "FOR", contents.relation().windowMillis())))
                .toList();
        return new Table(List.of(text("id"), text("strategy"), new Column("value", ColumnType.JSONB)), rows);
    }
}
