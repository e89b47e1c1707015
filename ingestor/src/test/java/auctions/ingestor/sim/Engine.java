package auctions.ingestor.sim;

/** What all sessions of a server share. */
record Engine(
        Catalog catalog,
        Definitions definitions,
        Queries queries,
        SystemTables systemTables,
        ServerOptions options,
        Subscriptions subscriptions,
        WireGate gate) {}
