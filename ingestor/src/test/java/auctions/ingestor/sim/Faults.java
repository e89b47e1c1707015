package auctions.ingestor.sim;

import auctions.ingestor.sim.auction.Houses;
import auctions.ingestor.sim.catalog.Catalog;
import auctions.ingestor.sim.catalog.QueryView;
import auctions.ingestor.sim.data.SimulatedRelation;
import auctions.ingestor.sim.session.Authentication;
import auctions.ingestor.sim.session.Engine;
import auctions.ingestor.sim.session.Listener;
import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.subscribe.Wording;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can go wrong with the server, on command. Any thread; each method takes effect at once. */
public final class Faults {
    private final Engine engine;
    private final Listener listener;
    private final Houses houses;
    private final ServerClock clock;

    Faults(Engine engine, Listener listener, Houses houses, ServerClock clock) {
        this.engine = engine;
        this.listener = listener;
        this.houses = houses;
        this.clock = clock;
    }

    /** Cuts every connection without a message. */
    public void cutConnections() {
        listener.cut();
    }

    /** Cuts the connection that would send the row after this many more rows: in the middle of a batch, or of a snapshot. */
    public void cutAfterRows(long rows) {
        engine.gate().cutAfter(rows);
    }

    /** Sends nothing any more and closes nothing: a dead peer, until {@link #release}. */
    public void stall() {
        engine.gate().stall();
    }

    /** Ends {@link #stall}; what was held back is sent. */
    public void release() {
        engine.gate().release();
    }

    /** Closes new connections at once, or stops doing so. */
    public void refuseConnections(boolean refuse) {
        listener.refusing(refuse);
    }

    /** Closes the port and every connection without a message. */
    public void stopServer() {
        listener.close();
    }

    /** Opens the same port again; all relations are as they were. */
    public void startServer() {
        listener.open();
    }

    /** Stops and starts the server. */
    public void restartServer() {
        stopServer();
        startServer();
    }

    /** Loses the history of all that is subscribed to or ever was: resuming fails, a snapshot works. */
    public void loseHistory() {
        relations().forEach(SimulatedRelation::loseHistory);
    }

    /** Words errors as servers of this age do. */
    public void wording(Wording wording) {
        engine.options().wording(wording);
    }

    /** Drops a relation and what depends on it: its subscriptions fail, and it is unknown from now on. */
    public void dropObject(String name) {
        var object = engine.catalog().object(name);
        engine.catalog().dependents(object).forEach(engine.catalog()::remove);
        engine.catalog().remove(object);
        wake();
    }

    /** Drops a cluster: subscriptions in it fail. */
    public void dropCluster(String name) {
        engine.catalog().removeCluster(engine.catalog().cluster(name));
        wake();
    }

    private void wake() {
        engine.subscriptions().running().forEach(stream -> stream.relation().wakeReaders());
    }

    /** Ends every running SUBSCRIBE with this error. */
    public void failSubscriptions(String sqlState, String message) {
        var error = SqlError.error(sqlState, message);
        engine.subscriptions().running().forEach(stream -> stream.fail(error));
    }

    /** Ends every running SUBSCRIBE as if its client had read too slowly. */
    public void fallBehind() {
        failSubscriptions(
                "53200",
                "SUBSCRIBE fell behind: the client did not read results fast enough, so its backlog reached 134217729 B,"
                        + " exceeding the 134217728 B budget");
    }

    /** Limits the backlog of a subscription, after which it fails with 53200. */
    public void maxBufferedBytes(long bytes) {
        engine.options().maxBufferedBytes(bytes);
    }

    /** Ends every running SUBSCRIBE as if one step of it had been too large. */
    public void exceedResultSize() {
        failSubscriptions("XX000", "total result exceeds max size of 1073.7 MB");
    }

    /** Cancels whatever statements run, as an operator does. */
    public void cancelStatements() {
        listener.cancelStatements();
    }

    /** Expires the credentials of every session: FATAL 28000. */
    public void expireCredentials() {
        listener.expireCredentials();
    }

    /** Demands this password of new connections, in clear text; absent demands none. */
    public void password(Optional<String> password) {
        listener.authentication(
                password.<Authentication>map(Authentication.Cleartext::new).orElseGet(Authentication.None::new));
    }

    /** Demands this password of new connections by SCRAM-SHA-256, with as many iterations as Materialize asks for. */
    public void scram(String password) {
        listener.authentication(new Authentication.Scram(password, Authentication.MATERIALIZE_ITERATIONS));
    }

    /** Takes the right to read this relation from every role, or gives it back. */
    public void denySelect(String relation, boolean deny) {
        engine.catalog().object(relation).readable(!deny);
    }

    /** What a backup keeps: the relations that tests have made, as they are below their frontiers. */
    public record Backup(Map<SimulatedRelation, SimulatedRelation.Backup> relations) {}

    /** Backs up all relations; there must be no auction house, for it keeps its auctions outside of the relations. */
    public Backup backUp() {
        if (houses.house().isPresent()) {
            throw new IllegalStateException("an auction house cannot be restored");
        }
        var relations = new LinkedHashMap<SimulatedRelation, SimulatedRelation.Backup>();
        relations().forEach(relation -> relations.put(relation, relation.backUp()));
        return new Backup(relations);
    }

    /**
     * Restores a database from its backup: every connection is cut, every relation that still exists is as it was, ids and
     * environment stay, and the frontiers go on with the clock.
     */
    public void restore(Backup backup) {
        listener.cut();
        relations()
                .forEach(relation ->
                        Optional.ofNullable(backup.relations().get(relation)).ifPresent(relation::restore));
    }

    /** From now on this is another environment, in which all objects have the ids that they had. */
    public void moveToOtherEnvironment() {
        listener.cut();
        engine.catalog().moveToOtherEnvironment();
    }

    /**
     * Sets the server's clock back: every connection is cut, relations hold what they held, and their frontiers go on from
     * the earlier time. There must be no auction house.
     */
    public void setClockBack(Duration by) {
        if (houses.house().isPresent()) {
            throw new IllegalStateException("the clock cannot be set back under an auction house");
        }
        listener.cut();
        var now = clock.setBack(by);
        relations().forEach(relation -> relation.rewind(now));
    }

    private Stream<SimulatedRelation> relations() {
        return engine.catalog().objects().stream()
                .flatMap(object -> object.contents().stream())
                .map(QueryView::relation)
                .distinct();
    }

    /** Limits the number of connections; three are kept for superusers. */
    public void maxConnections(int limit) {
        engine.options().maxConnections(limit);
    }

    /** Says nothing in any subscription, not even progress, as a cluster does that has lost its replicas meanwhile. */
    public void silence(boolean silent) {
        engine.options().silent(silent);
    }

    /** Sends of any subscription the opening row and nothing more, as while a large view is computed. */
    public void compute(boolean computing) {
        engine.options().computing(computing);
    }

    /** Turns the flag that RETAIN HISTORY needs on or off. */
    public void allowRetainHistory(boolean allow) {
        engine.catalog().flag(Catalog.RETENTION_FLAG, allow ? "on" : "off");
    }
}
