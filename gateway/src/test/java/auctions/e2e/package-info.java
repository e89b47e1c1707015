/**
 * The whole pipeline in tests: both services, the simulated Materialize and real brokers, judged from outside.
 *
 * <p>What is in here:
 *
 * <ul>
 *   <li>{@link auctions.e2e.LocalPipeline}: what {@code mvn -Plocal} starts, the pipeline in one JVM.
 *   <li>{@link auctions.e2e.PipelineIT}, {@link auctions.e2e.ContainersIT}: the promises of the README, from the database to
 *       the stream, in one JVM and in containers. They run in the gate: {@code mvn verify}.
 *   <li>{@link auctions.e2e.KillProof}: both services and the broker as processes that are killed, paused and cut off at random
 *       while every row is counted. Package the project and set CLASSPATH as ingestor/DEVELOPING.md says, then
 *       {@code java auctions.e2e.KillProof . 100}.
 *   <li>{@link auctions.e2e.ContractTest}, {@link auctions.e2e.KubernetesTest}: documents that are for programs, held against
 *       real records and Kubernetes' own types.
 *   <li>{@link auctions.e2e.SseClient}, {@link auctions.e2e.SseParser}: a client of {@code text/event-stream} for all tests.
 *   <li>{@code auctions.client}: the conversations that every client survives, and the example for Java.
 *   <li>{@code auctions.page}: the page in a real browser.
 * </ul>
 */
@NullMarked
package auctions.e2e;

import org.jspecify.annotations.NullMarked;
