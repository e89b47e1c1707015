/**
 * The whole pipeline in tests: both services, the simulated Materialize and real brokers, judged from outside.
 *
 * <p>What is in here:
 *
 * <ul>
 *   <li>{@link auctions.e2e.LocalPipeline}: what {@code mvn -Plocal} starts, the pipeline in one JVM.
 *   <li>{@link auctions.e2e.PipelineIT}, {@link auctions.e2e.SecondViewIT}: the promises of the README, from the database to
 *       the stream, in one JVM; {@link auctions.e2e.JarsIT}: the jars as {@code java -jar} runs them. They run in the gate:
 *       {@code mvn verify}.
 *   <li>{@code auctions.e2e.real}: the pipeline on a real Materialize, by {@code mvn -Preal-materialize verify}.
 *   <li>{@link auctions.e2e.KillProof}: both services and the broker as processes that are killed, paused and cut off at random
 *       while every row is counted. Package the project and set CLASSPATH as ingestor/DEVELOPING.md says, then
 *       {@code java auctions.e2e.KillProof . 100}.
 *   <li>{@link auctions.e2e.ContractTest}, {@link auctions.e2e.KubernetesTest}, {@link auctions.e2e.ImageTest}, {@link
 *       auctions.e2e.MetricsIT}: documents that are for programs, held against each other, Kubernetes' own types and what the
 *       services measure.
 *   <li>{@link auctions.e2e.SseClient}, {@link auctions.e2e.SseParser}, {@link auctions.e2e.Http2Client}: clients for all
 *       tests; {@link auctions.e2e.TestIssuer}: who makes their tokens.
 *   <li>{@code auctions.front}: the front of docker-compose.yml, before gateways that fail.
 *   <li>{@code auctions.client}: the conversations that every client survives, and the example for Java.
 *   <li>{@code auctions.page}: the page in a real browser.
 * </ul>
 */
@NullMarked
package auctions.e2e;

import org.jspecify.annotations.NullMarked;
