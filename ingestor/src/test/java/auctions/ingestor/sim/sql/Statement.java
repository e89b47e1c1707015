package auctions.ingestor.sim.sql;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One SQL statement. */
public sealed interface Statement {
    /** {@code BEGIN}. */
    record Begin() implements Statement {}

    /** {@code COMMIT}. */
    record Commit() implements Statement {}

    /** {@code ROLLBACK}. */
    record Rollback() implements Statement {}

    /** {@code SET name = value}; absent value means the default. */
    record Set(String name, Optional<String> value) implements Statement {}

    /** {@code RESET name} or {@code RESET ALL}. */
    record Reset(String name) implements Statement {}

    /** {@code SHOW name}, {@code SHOW ALL}: session settings. */
    record ShowSetting(String name) implements Statement {}

    /** {@code SHOW TABLES} and the like; {@code in} narrows to a relation for COLUMNS, to a cluster for the others. */
    record ShowObjects(String what, Optional<String> in) implements Statement {}

    /** {@code SELECT}. */
    record Select(Query query) implements Statement {}

    /** {@code SUBSCRIBE}, see {@link Subscribe}. */
    record Subscription(Subscribe subscribe) implements Statement {}

    /** {@code COPY (query) TO STDOUT}. */
    record Copy(Statement query, CopyFormat format) implements Statement {}

    /** {@code DECLARE name CURSOR FOR query}. */
    record Declare(String cursor, Statement query) implements Statement {}

    /** {@code FETCH count cursor}; {@code count} is {@code Long.MAX_VALUE} for ALL. */
    record Fetch(String cursor, long count, Optional<Duration> timeout) implements Statement {
        /** Whether this is FETCH ALL. */
        public boolean all() {
            return count == Long.MAX_VALUE;
        }
    }

    /** {@code CLOSE cursor}. */
    record Close(String cursor) implements Statement {}

    /** {@code DEALLOCATE name}, {@code DISCARD ALL}: accepted, with the given tag. */
    record Discard(String tag, String name) implements Statement {}

    /** {@code CREATE CLUSTER}. */
    record CreateCluster(String name, boolean ifNotExists, String size, int replicas) implements Statement {}

    /** {@code ALTER CLUSTER ... SET (REPLICATION FACTOR n)}: absent leaves it. */
    record AlterCluster(String name, Optional<Integer> replicas) implements Statement {}

    /** {@code CREATE SOURCE ... FROM LOAD GENERATOR AUCTION}. */
    record CreateSource(
            String name, boolean ifNotExists, Optional<String> cluster, Duration tick, Optional<Duration> retainHistory)
            implements Statement {}

    /** {@code CREATE VIEW} or {@code CREATE MATERIALIZED VIEW} over a query kept as text. */
    record CreateView(
            String name,
            boolean materialized,
            boolean ifNotExists,
            boolean orReplace,
            Optional<String> cluster,
            Optional<Duration> retainHistory,
            String query)
            implements Statement {}

    /** {@code CREATE [DEFAULT] INDEX}. */
    record CreateIndex(Optional<String> name, boolean ifNotExists, Optional<String> cluster, String on)
            implements Statement {}

    /** {@code ALTER MATERIALIZED VIEW ... SET (RETAIN HISTORY ...)} or RESET (absent). */
    record AlterRetention(String name, Optional<Duration> retainHistory) implements Statement {}

    /** {@code ALTER SYSTEM SET name = value}. */
    record AlterSystem(String name, String value) implements Statement {}

    /** {@code CREATE ROLE name WITH ...}. */
    record CreateRole(String name) implements Statement {}

    /** {@code GRANT privilege ON kind object TO role}; the kind is empty for a relation. */
    record Grant(String kind, String object, String role) implements Statement {}

    /** {@code COMMENT ON kind name IS 'text'}; absent text takes the comment away. */
    record Comment(String kind, String name, Optional<String> text) implements Statement {}

    /** psql's {@code \\d}, {@code \\dv} and so on, told by the letters of {@code pg_class.relkind} that it asks for. */
    record ListRelations(List<String> letters) implements Statement {}

    /** {@code INSERT INTO table (columns) VALUES rows}; no columns means all. */
    record Insert(String table, List<String> columns, List<List<Expr>> rows) implements Statement {}

    /** {@code UPDATE table SET ... WHERE ...}. */
    record Update(String table, List<Assignment> assignments, Optional<Expr> where) implements Statement {
        /** {@code column = value}. */
        public record Assignment(String column, Expr value) {}
    }

    /** {@code DELETE FROM table WHERE ...}. */
    record Delete(String table, Optional<Expr> where) implements Statement {}

    /** {@code DROP kind names}. */
    record Drop(String kind, List<String> names, boolean ifExists, boolean cascade) implements Statement {}

    /** The formats of COPY. */
    enum CopyFormat {
        /** Tab-separated with escapes. */
        TEXT,
        /** Comma-separated with quotes. */
        CSV,
        /** PGCOPY. */
        BINARY
    }
}
