package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.ingestor.decode.MzTimestamp;
import auctions.ingestor.kafka.BrokerFailureClass;
import auctions.ingestor.subscribe.FailureClass;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureHistoryTest {

    private final FailureHistory history = new FailureHistory();

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"ACCESS_REFUSED", "UNKNOWN_OBJECT", "CONFIGURATION"})
    void endsBeforeTheFirstSuccessAndWaitsForEverAfterIt(FailureClass failure) {
        assertThat(history.after(failure)).isEqualTo(FailureHistory.Next.STOP);

        history.succeeded();
        assertThat(Stream.generate(() -> history.after(failure)).limit(1_000))
                .containsOnly(FailureHistory.Next.BACK_OFF);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {
                "TRANSIENT",
                "SILENT",
                "CANCELLED",
                "FELL_BEHIND",
                "OBJECT_DROPPED",
                "NO_REPLICAS",
                "VIEW_FAILED",
                "PROTOCOL",
                "UNKNOWN"
            })
    void waitsForEverForWhatPasses(FailureClass failure) {
        assertThat(Stream.generate(() -> history.after(failure)).limit(1_000))
                .containsOnly(FailureHistory.Next.BACK_OFF);
    }

    @Test
    void endsAtAResultThatIsTooLargeAlways() {
        history.succeeded();
        assertThat(history.after(FailureClass.RESULT_TOO_LARGE)).isEqualTo(FailureHistory.Next.STOP);
    }

    @Test
    void snapshotsAtOnceWhenHistoryIsLostAndBacksOffIfThatFailsToo() {
        var frontier = new MzTimestamp(7);
        assertThat(history.obstacle(frontier)).isEmpty();
        assertThat(history.after(FailureClass.HISTORY_LOST)).isEqualTo(FailureHistory.Next.AT_ONCE);
        assertThat(history.obstacle(frontier)).isPresent();
        assertThat(history.after(FailureClass.HISTORY_LOST)).isEqualTo(FailureHistory.Next.BACK_OFF);

        history.succeeded();
        assertThat(history.obstacle(frontier)).isEmpty();
    }

    @Test
    void resumesAtAFrontierThatAnotherInstancePublishedMeanwhile() {
        assertThat(history.obstacle(new MzTimestamp(7))).isEmpty();
        assertThat(history.after(FailureClass.HISTORY_LOST)).isEqualTo(FailureHistory.Next.AT_ONCE);

        assertThat(history.obstacle(new MzTimestamp(9))).isEmpty();
    }

    @Test
    void growsMorePatientWithAServerThatIsSilentBeforeItsFirstFrontier() {
        assertThat(history.after(FailureClass.SILENT)).isEqualTo(FailureHistory.Next.BACK_OFF);
        assertThat(history.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(history.after(FailureClass.SILENT_SNAPSHOT)).isEqualTo(FailureHistory.Next.BACK_OFF);
        assertThat(history.patience()).isEqualTo(Duration.ofMinutes(2));

        history.succeeded();
        assertThat(history.patience()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void snapshotsAViewThatWasDroppedUntilThatIsPublished() {
        history.after(FailureClass.OBJECT_DROPPED);
        history.after(FailureClass.TRANSIENT);
        assertThat(history.obstacle(new MzTimestamp(7))).contains("the view was dropped");

        history.succeeded();
        assertThat(history.obstacle(new MzTimestamp(7))).isEmpty();
    }

    @Test
    void takesOverWithoutTheDelayOfWhatFailedBefore() {
        for (int failures = 0; failures < 10; failures++) {
            history.delay(new SplittableRandom(failures));
        }

        history.standingBy();

        assertThat(history.delay(new SplittableRandom(1))).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void stopsOnlyAtWhatWaitingCannotCureInKafka() {
        assertThat(history.after(BrokerFailureClass.UNAVAILABLE)).isEqualTo(FailureHistory.Next.BACK_OFF);
        assertThat(history.after(BrokerFailureClass.FENCED)).isEqualTo(FailureHistory.Next.BACK_OFF);
        assertThat(history.after(BrokerFailureClass.FATAL)).isEqualTo(FailureHistory.Next.STOP);
    }
}
