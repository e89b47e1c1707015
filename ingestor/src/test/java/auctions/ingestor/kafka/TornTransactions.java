package auctions.ingestor.kafka;

import auctions.ingestor.bench.BrokerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Shows when a Kafka transaction comes out torn (its data readable with read_committed, its progress record not there, or
 * the other way round) and that it cannot under transactions V2. RATIONALE.md, "Torn transactions", says what follows.
 *
 * <p>Usage: {@code TornTransactions <transaction.version> <seconds> <seed>}. A broker process of this protocol is started;
 * four scripted cases run, then, for so many seconds, small transactions while requests arrive late and the broker is
 * stopped at random. Ends by itself; the folder with the broker's log is printed first.
 */
public final class TornTransactions {

    private final TransactionLedger ledger;
    private final LateProxy proxy;
    private final BrokerProcess broker;
    private final PrintStream out = System.out;

    private TornTransactions(TransactionLedger ledger, LateProxy proxy, BrokerProcess broker) {
        this.ledger = ledger;
        this.proxy = proxy;
        this.broker = broker;
    }

    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: TornTransactions <transaction.version> <seconds> <seed>");
            System.exit(2);
        }
        int port = BrokerProcess.freePort();
        long seed = Long.parseLong(args[2]);
        try (var proxy = new LateProxy(port, seed);
                var broker = BrokerProcess.start("torn", Integer.parseInt(args[0]), port, proxy.port());
                var ledger = new TransactionLedger("127.0.0.1:" + proxy.port())) {
            createTopics(proxy.port());
            var torn = new TornTransactions(ledger, proxy, broker);
            torn.staleCommit();
            torn.staleCommitThenCrash();
            torn.staleAbort();
            torn.lateData();
            torn.random(Duration.ofSeconds(Long.parseLong(args[1])), new Random(seed));
        }
        System.exit(0);
    }

    private static void createTopics(int port) throws InterruptedException, ExecutionException {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "default.api.timeout.ms",
                180_000,
                "request.timeout.ms",
                5_000);
        try (var admin = Admin.create(config)) {
            admin.createTopics(List.of(
                            new NewTopic(TransactionLedger.DATA.topic(), 1, (short) 1),
                            new NewTopic(TransactionLedger.PROGRESS.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    /**
     * The case seen in the wild. A commit is retried because its first request is stuck; the stuck one arrives in the
     * midst of the next transaction.
     */
    private void staleCommit() throws InterruptedException {
        var producer = ledger.open();
        var stale = commitWithStuckRequest(producer);
        var second = ledger.begin(producer);
        ledger.sendData(producer, second);
        producer.flush();
        var progress = proxy.hold(ApiKeys.PRODUCE);
        ledger.sendProgress(producer, second);
        progress.awaitCaught();
        stale.release();
        boolean early = ledger.awaitVisible(second);
        progress.release();
        var outcome = attempt(producer::commitTransaction);
        report("a commit request of the transaction before arrives between data and progress", second, early, outcome);
        producer.close(Duration.ZERO);
    }

    /** The same, and the client dies before it sends the progress record: no exception tells. */
    private void staleCommitThenCrash() throws InterruptedException {
        var producer = ledger.open();
        var stale = commitWithStuckRequest(producer);
        var second = ledger.begin(producer);
        ledger.sendData(producer, second);
        producer.flush();
        stale.release();
        boolean early = ledger.awaitVisible(second);
        producer.close(Duration.ZERO);
        report("the same, and the client dies before it sends the progress record", second, early, Optional.empty());
    }

    private LateProxy.Held commitWithStuckRequest(Producer<String, String> producer) throws InterruptedException {
        var first = ledger.begin(producer);
        ledger.sendData(producer, first);
        ledger.sendProgress(producer, first);
        producer.flush();
        var stuck = proxy.hold(ApiKeys.END_TXN);
        producer.commitTransaction();
        stuck.awaitCaught();
        return stuck;
    }

    /** Why a producer is not used again after an abort: the stuck abort takes the next transaction's data away. */
    private void staleAbort() throws InterruptedException {
        var producer = ledger.open();
        var first = ledger.begin(producer);
        ledger.sendData(producer, first);
        producer.flush();
        var stuck = proxy.hold(ApiKeys.END_TXN);
        producer.abortTransaction();
        stuck.awaitCaught();
        var second = ledger.begin(producer);
        var data = ledger.sendData(producer, second);
        producer.flush();
        stuck.release();
        boolean early = ledger.awaitPassed(data.resultNow().offset());
        ledger.sendProgress(producer, second);
        var outcome = attempt(producer::commitTransaction);
        report("abort, go on with the same producer, the abort request comes a second time", second, early, outcome);
        producer.close(Duration.ZERO);
    }

    /** Data of a producer that gave up arrives while its successor is in a transaction on the same partition. */
    private void lateData() throws InterruptedException {
        var producer = ledger.open();
        var first = ledger.begin(producer);
        var stuck = proxy.hold(ApiKeys.PRODUCE);
        ledger.sendData(producer, first);
        stuck.awaitCaught();
        producer.close(Duration.ZERO);
        var successor = ledger.open();
        var second = ledger.begin(successor);
        ledger.sendData(successor, second);
        successor.flush();
        stuck.release();
        boolean early = ledger.awaitVisible(first);
        ledger.sendProgress(successor, second);
        successor.commitTransaction();
        successor.close();
        report(
                "data arrives after its producer was replaced, within the next transaction",
                first,
                early,
                Optional.empty());
    }

    private void report(
            String title, TransactionLedger.Attempt attempt, boolean early, Optional<KafkaException> outcome) {
        ledger.open().close();
        ledger.readAll();
        out.printf(
                "%-80s %-8s half-way %-5s client saw %s%n",
                title,
                attempt.state(),
                early,
                outcome.map(TornTransactions::name).orElse("no error"));
    }

    private void random(Duration duration, Random random) throws IOException, InterruptedException {
        ledger.restart(300);
        var storm = Thread.ofVirtual().start(() -> stopAtRandom(new Random(random.nextLong())));
        proxy.delay(0.05, 1_000);
        long end = System.nanoTime() + duration.toNanos();
        var producer = ledger.open();
        while (System.nanoTime() < end) {
            var attempt = ledger.begin(producer);
            var current = producer;
            var failure = attempt(() -> transact(current, attempt, random));
            ledger.outcome(attempt, failure.map(TornTransactions::name).orElse("committed"));
            if (failure.isPresent()) {
                producer.close(Duration.ZERO);
                producer = ledger.open();
                ledger.readAll();
                ledger.mark();
            }
        }
        storm.interrupt();
        storm.join();
        broker.resume();
        proxy.delay(0, 1);
        producer.close(Duration.ZERO);
        ledger.open().close();
        ledger.readAll();
        out.println("late requests " + proxy.late());
        ledger.print(out);
    }

    private void transact(Producer<String, String> producer, TransactionLedger.Attempt attempt, Random random) {
        ledger.sendData(producer, attempt);
        if (random.nextBoolean()) {
            producer.flush();
        }
        ledger.sendProgress(producer, attempt);
        producer.commitTransaction();
    }

    private void stopAtRandom(Random random) {
        try {
            while (true) {
                Thread.sleep(random.nextInt(6_000));
                broker.pause();
                try {
                    Thread.sleep(200 + random.nextInt(3_000));
                } finally {
                    broker.resume();
                }
                ledger.stopped();
            }
        } catch (IOException | InterruptedException e) {
            // The end: the broker goes on.
        }
    }

    private static Optional<KafkaException> attempt(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(e);
        }
    }

    private static String name(Throwable e) {
        var cause = e.getCause() == null ? "" : " of " + e.getCause().getClass().getSimpleName();
        return e.getClass().getSimpleName() + cause;
    }
}
