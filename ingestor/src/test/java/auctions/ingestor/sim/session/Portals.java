package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.SqlError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The prepared statements and portals of one session. Owned by its thread. */
final class Portals {
    /** A statement's text with the parameter types that the client gave. */
    record Prepared(String sql, int[] parameterTypes) {}

    private final Map<String, Prepared> prepared = new HashMap<>();
    private final Map<String, Portal> portals = new HashMap<>();

    /** Keeps a prepared statement. */
    void prepare(String name, Prepared statement) {
        if (!name.isEmpty() && prepared.containsKey(name)) {
            throw SqlError.error("42P05", "prepared statement \"" + name + "\" already exists");
        }
        prepared.put(name, statement);
    }

    /** The prepared statement of this name. */
    Prepared prepared(String name) {
        return Optional.ofNullable(prepared.get(name))
                .orElseThrow(() -> SqlError.error("26000", "prepared statement \"" + name + "\" does not exist"));
    }

    /** Forgets a prepared statement. */
    void deallocate(String name) {
        if (name.equals("all")) {
            prepared.clear();
        } else {
            prepared.remove(name);
        }
    }

    /** Keeps a portal; the unnamed one replaces the one before. */
    void bind(String name, Portal portal) {
        if (!name.isEmpty() && portals.containsKey(name)) {
            throw SqlError.error("42P03", "portal \"" + name + "\" already exists");
        }
        closePortal(name);
        portals.put(name, portal);
    }

    /** Fails if there is a cursor of this name. */
    void requireFree(String cursor) {
        if (portals.containsKey(cursor)) {
            throw SqlError.error("42P03", "cursor \"" + cursor + "\" already exists");
        }
    }

    /** Keeps a portal as a cursor; its name must be free. */
    void declare(String name, Portal portal) {
        portals.put(name, portal);
    }

    /** The cursor of this name. */
    Portal cursor(String name) {
        return Optional.ofNullable(portals.get(name))
                .orElseThrow(() -> SqlError.error("34000", "cursor \"" + name + "\" does not exist"));
    }

    /** The portal of this name. */
    Portal portal(String name) {
        return Optional.ofNullable(portals.get(name))
                .orElseThrow(() -> SqlError.error("34000", "portal \"" + name + "\" does not exist"));
    }

    /** Closes a cursor that must exist. */
    void close(String cursor) {
        cursor(cursor);
        closePortal(cursor);
    }

    /** Closes a portal if it exists. */
    void closePortal(String name) {
        Optional.ofNullable(portals.remove(name)).ifPresent(Portal::close);
    }

    /** Closes all portals, as the end of a transaction does. */
    void clear() {
        portals.values().forEach(Portal::close);
        portals.clear();
    }
}
