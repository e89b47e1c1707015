package auctions.e2e.real;

/**
 * A real Materialize that asks its users for no password, reached from this machine.
 *
 * @param host where it is
 * @param port the users' SQL
 * @param systemPort the SQL of its system user, who may change settings and grant rights
 * @param scripts runs the files of the folder {@code sql}
 */
record MaterializeServer(String host, int port, int systemPort, Scripts scripts) {

    /** Runs SQL files as people do. */
    interface Scripts {

        /** Runs a file of the folder {@code sql} with psql, which must find no fault. */
        void run(String file);
    }

    /** The server that a start script runs. */
    static MaterializeServer of(StartScript script) {
        return new MaterializeServer(
                "127.0.0.1",
                script.port(),
                script.port() + 2,
                file -> Psql.run(script.port(), "materialize", "", file));
    }

    /** The statements of its users. */
    Sql users() {
        return new Sql(host, port, "materialize", "");
    }

    /** The statements of its system user. */
    Sql system() {
        return new Sql(host, systemPort, "mz_system", "");
    }
}
