package auctions.ingestor.sim.session;

import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.catalog.Definitions;
import auctions.ingestor.sim.catalog.Mutations;
import auctions.ingestor.sim.catalog.Queries;
import auctions.ingestor.sim.catalog.ShownTables;
import auctions.ingestor.sim.subscribe.RunningSubscribes;
import auctions.ingestor.sim.subscribe.ServerOptions;
import auctions.ingestor.sim.wire.WireGate;

/** What all sessions of a server share. */
public record Engine(
        Catalog catalog,
        Definitions definitions,
        Queries queries,
        ShownTables shownTables,
        Mutations mutations,
        ServerOptions options,
        RunningSubscribes subscriptions,
        WireGate gate) {}
