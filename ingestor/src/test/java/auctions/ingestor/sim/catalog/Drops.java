package auctions.ingestor.sim.catalog;

import auctions.ingestor.sim.catalog.CatalogObject.Kind;
import auctions.ingestor.sim.sql.Notice;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Carries out one DROP: what it names goes, and with CASCADE what depends on that. */
final class Drops {
    private final Catalog catalog;
    private final Consumer<Notice> notices;

    private boolean sourceGone;

    Drops(Catalog catalog, Consumer<Notice> notices) {
        this.catalog = catalog;
        this.notices = notices;
    }

    /** Drops what the statement names; true if a source was among it. */
    boolean drop(Statement.Drop drop, String sessionCluster) {
        for (var name : drop.names()) {
            if (drop.kind().equals("cluster")) {
                dropCluster(name, drop, sessionCluster);
            } else {
                dropObject(name, drop);
            }
        }
        return sourceGone;
    }

    private void skipped(Statement.Drop drop, String name) {
        var kind = drop.kind().toUpperCase(Locale.ROOT);
        notices.accept(Notice.of("42704", kind + " \"" + name + "\" does not exist, skipping"));
    }

    private void dropCluster(String name, Statement.Drop drop, String sessionCluster) {
        if (drop.ifExists() && catalog.findCluster(name).isEmpty()) {
            skipped(drop, name);
            return;
        }
        var cluster = catalog.cluster(name);
        var inside = new ArrayList<CatalogObject>();
        for (var object : catalog.objects()) {
            if (object.cluster().filter(name::equals).isPresent() && !inside.contains(object)) {
                inside.add(object);
                catalog.dependents(object).stream()
                        .filter(dependent -> !inside.contains(dependent))
                        .forEach(inside::add);
            }
        }
        cascade("cluster", name, inside, drop.cascade());
        catalog.removeCluster(cluster);
        if (name.equals(sessionCluster)) {
            notices.accept(Notice.of("MZ003", "active cluster \"" + name + "\" has been dropped"));
        }
    }

    private void dropObject(String name, Statement.Drop drop) {
        if (drop.ifExists() && catalog.find(name).isEmpty()) {
            skipped(drop, name);
            return;
        }
        var object = catalog.object(name);
        if (!object.kind().word().equals(drop.kind())) {
            throw otherKind(object, drop);
        }
        var dependents = catalog.dependents(object);
        var visible = dependents.stream()
                .filter(dependent -> dependent.kind() != Kind.SUBSOURCE
                        && dependent.kind() != Kind.PROGRESS
                        && dependent.kind() != Kind.TABLE)
                .toList();
        cascade(object.kind().word(), object.name(), visible, drop.cascade());
        dependents.forEach(catalog::remove);
        remove(object);
    }

    private static SqlError otherKind(CatalogObject object, Statement.Drop drop) {
        if (object.kind() == Kind.MATERIALIZED_VIEW && drop.kind().equals("view")) {
            return SqlError.error("XX000", object.name() + " is not a view")
                    .withHint("Use DROP MATERIALIZED VIEW to remove a materialized view.");
        }
        return SqlError.error("XX000", object.name() + " is a " + object.kind().word() + " not a " + drop.kind());
    }

    private void cascade(String kind, String name, List<CatalogObject> dependents, boolean cascade) {
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
        sourceGone |= object.kind() == Kind.SOURCE;
    }
}
