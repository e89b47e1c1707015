package auctions.ingestor.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.acl.AclOperation;

/** Waits for answers of brokers. */
public final class BrokerAnswers {

    private BrokerAnswers() {}

    /**
     * The answer to what was sent to be written, or to a question about no topic. Throws {@link BrokerException} if it is an
     * error.
     *
     * @param attempt what was attempted on what, for the message
     */
    public static <T> T await(Future<T> answer, String attempt) {
        return await(answer, attempt, AclOperation.WRITE);
    }

    /**
     * The answer to a question about a topic.
     *
     * @param onTopic the right on the topic that is missing if the broker refuses the topic
     */
    static <T> T await(Future<T> answer, String attempt, AclOperation onTopic) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw BrokerFailures.of(e, attempt, onTopic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BrokerFailures.of(e, attempt, onTopic);
        }
    }
}
