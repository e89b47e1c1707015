/**
 * The published topic: one transaction per closed frontier, the checkpoint inside it, and the ways back to exactness
 * after any crash.
 *
 * <p>{@link auctions.ingestor.topic.Topic#open} fences older writers and gives what the topic says
 * ({@link auctions.ingestor.topic.Recovered}), which begins a {@link auctions.ingestor.topic.Publication}: one that goes
 * on at the checkpoint, or one that writes how a snapshot differs from the topic.
 */
@NullMarked
package auctions.ingestor.topic;

import org.jspecify.annotations.NullMarked;
