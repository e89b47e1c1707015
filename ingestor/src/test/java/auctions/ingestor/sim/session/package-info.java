/**
 * The way of a client: {@link auctions.ingestor.sim.session.Listener} accepts it, {@link
 * auctions.ingestor.sim.session.Login} asks who it is, {@link auctions.ingestor.sim.session.Session} answers one message
 * after another, and {@link auctions.ingestor.sim.session.Executor} runs its statements. Every client has a thread for its
 * session and a thread that reads its socket.
 */
@NullMarked
package auctions.ingestor.sim.session;

import org.jspecify.annotations.NullMarked;
