package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import auctions.ingestor.sim.data.Row;
import auctions.ingestor.sim.data.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The answers to SHOW, and to what psql asks for {@code \\d} and its like. Any thread. */
public final class ShownTables {
    private static final Column NAME = text("name");

    /** For each kind of {@code pg_class} that exists here, what psql calls it. */
    private static final Map<String, String> CLASSES =
            Map.of("r", "table", "v", "view", "m", "materialized view", "i", "index");

    private final Catalog catalog;

    /** Shows this catalog. */
    public ShownTables(Catalog catalog) {
        this.catalog = catalog;
    }

    private static Column text(String name) {
        return new Column(name, ColumnType.TEXT, true);
    }

    /** The answer to psql's {@code \\d}, {@code \\dv} and so on: objects of these kinds, in the letters of {@code pg_class}. */
    public Table listed(List<String> letters) {
        var rows = rows(
                object -> letters.contains(letter(object)),
                object -> Row.of("public", object.name(), CLASSES.get(letter(object)), "materialize"));
        return new Table(List.of(text("Schema"), text("Name"), text("Type"), text("Owner")), rows);
    }

    private static String letter(CatalogObject object) {
        return switch (object.kind()) {
            case TABLE, SOURCE, SUBSOURCE, PROGRESS -> "r";
            case VIEW -> "v";
            case MATERIALIZED_VIEW -> "m";
            case INDEX -> "i";
        };
    }

    /** The answer to {@code SHOW <what> [FROM <in>]}. */
    public Table show(String what, Optional<String> in) {
        return switch (what) {
            case "columns" -> columns(in.orElse(""));
            case "clusters" -> {
                var rows = catalog.clusters().stream()
                        .map(cluster -> Row.of(
                                cluster.name(), cluster.replicas() > 0 ? "r1 (" + cluster.size() + ")" : null, ""))
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
            case "databases" -> names(List.of("materialize"));
            case "schemas" -> names(List.of("mz_catalog", "mz_internal", "public"));
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
        return new Table(columns, rows(kind, object -> {
            var comment = object.comment().orElse("");
            return withCluster
                    ? Row.of(object.name(), object.cluster().orElse(null), comment)
                    : Row.of(object.name(), comment);
        }));
    }

    private List<Row> rows(Predicate<CatalogObject> kind, Function<CatalogObject, Row> row) {
        return catalog.objects().stream()
                .filter(kind)
                .sorted(Comparator.comparing(CatalogObject::name))
                .map(row)
                .toList();
    }

    private static Table names(List<String> names) {
        return new Table(
                List.of(NAME, text("comment")),
                names.stream().map(name -> Row.of(name, "")).toList());
    }

    private Table sources() {
        return new Table(
                List.of(NAME, text("type"), text("cluster"), text("comment")),
                rows(object -> object.kind().word().equals("source"), object -> {
                    var type = switch (object.kind()) {
                        case SOURCE -> "load-generator";
                        case SUBSOURCE -> "subsource";
                        default -> "progress";
                    };
                    return Row.of(
                            object.name(),
                            type,
                            object.cluster().orElse(null),
                            object.comment().orElse(""));
                }));
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
                        "{}",
                        ""))
                .toList();
        return new Table(
                List.of(NAME, text("on"), text("cluster"), new Column("key", ColumnType.TEXT_ARRAY), text("comment")),
                rows);
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
