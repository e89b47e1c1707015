package auctions.ingestor.kafka;

import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the cluster as a whole can do.
 *
 * @param admin the client, which is not closed here
 */
record ClusterFeatures(Admin admin) {

    private static final Logger log = LoggerFactory.getLogger(ClusterFeatures.class);

    private static final String TRANSACTION_VERSION = "transaction.version";

    private static final short STALE_COMMITS_FENCED = 2;

    /** Whether the cluster's transactions are of version 2 or higher; warns if not. */
    boolean fenceStaleCommits() {
        var features = BrokerAnswers.await(admin.describeFeatures().featureMetadata(), "ask for the cluster's features")
                .finalizedFeatures();
        var transactions = features.get(TRANSACTION_VERSION);
        if (transactions != null && transactions.maxVersionLevel() >= STALE_COMMITS_FENCED) {
            return true;
        }
        log.atWarn()
                .addKeyValue(TRANSACTION_VERSION, transactions == null ? 0 : transactions.maxVersionLevel())
                .log("the cluster can tear transactions; each waits for its data before its checkpoint;"
                        + " upgrade with kafka-features.sh upgrade --feature transaction.version=2");
        return false;
    }
}
