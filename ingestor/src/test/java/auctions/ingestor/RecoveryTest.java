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

class RecoveryTest {

    private final Recovery recovery = new Recovery();

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"ACCESS_REFUSED", "UNKNOWN_OBJECT", "CONFIGURATION"})
    void endsBeforeTheFirstSuccessAndWaitsForEverAfterIt(FailureClass failure) {
        assertThat(recovery.after(failure)).isEqualTo(Recovery.Next.STOP);

        recovery.succeeded();
        assertThat(Stream.generate(() -> recovery.after(failure)).limit(1_000)).containsOnly(Recovery.Next.BACK_OFF);
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
        assertThat(Stream.generate(() -> recovery.after(failure)).limit(1_000)).containsOnly(Recovery.Next.BACK_OFF);
    }

    @Test
    void endsAtAResultThatIsTooLargeAlways() {
        recovery.succeeded();
        assertThat(recovery.after(FailureClass.RESULT_TOO_LARGE)).isEqualTo(Recovery.Next.STOP);
    }

    @Test
    void snapshotsAtOnceWhenHistoryIsLostAndBacksOffIfThatFailsToo() {
        var frontier = new MzTimestamp(7);
        assertThat(recovery.obstacle(frontier)).isEmpty();
        assertThat(recovery.after(FailureClass.HISTORY_LOST)).isEqualTo(Recovery.Next.AT_ONCE);
        assertThat(recovery.obstacle(frontier)).isPresent();
        assertThat(recovery.after(FailureClass.HISTORY_LOST)).isEqualTo(Recovery.Next.BACK_OFF);

        recovery.succeeded();
        assertThat(recovery.obstacle(frontier)).isEmpty();
    }

    @Test
    void resumesAtAFrontierThatAnotherInstancePublishedMeanwhile() {
        assertThat(recovery.obstacle(new MzTimestamp(7))).isEmpty();
        assertThat(recovery.after(FailureClass.HISTORY_LOST)).isEqualTo(Recovery.Next.AT_ONCE);

        assertThat(recovery.obstacle(new MzTimestamp(9))).isEmpty();
    }

    @Test
    void growsMorePatientWithAServerThatIsSilentBeforeItsFirstFrontier() {
        assertThat(recovery.after(FailureClass.SILENT)).isEqualTo(Recovery.Next.BACK_OFF);
        assertThat(recovery.patience()).isEqualTo(Duration.ofMinutes(1));
        assertThat(recovery.after(FailureClass.SILENT_SNAPSHOT)).isEqualTo(Recovery.Next.BACK_OFF);
        assertThat(recovery.patience()).isEqualTo(Duration.ofMinutes(2));

        recovery.succeeded();
        assertThat(recovery.patience()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void snapshotsAViewThatWasDroppedUntilThatIsPublished() {
        recovery.after(FailureClass.OBJECT_DROPPED);
        recovery.after(FailureClass.TRANSIENT);
        assertThat(recovery.obstacle(new MzTimestamp(7))).contains("the view was dropped");

        recovery.succeeded();
        assertThat(recovery.obstacle(new MzTimestamp(7))).isEmpty();
    }

    @Test
    void takesOverWithoutTheDelayOfWhatFailedBefore() {
        for (int failures = 0; failures < 10; failures++) {
            recovery.delay(new SplittableRandom(failures));
        }

        recovery.standingBy();

        assertThat(recovery.delay(new SplittableRandom(1))).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void stopsOnlyAtWhatWaitingCannotCureInKafka() {
        assertThat(recovery.after(BrokerFailureClass.UNAVAILABLE)).isEqualTo(Recovery.Next.BACK_OFF);
        assertThat(recovery.after(BrokerFailureClass.FENCED)).isEqualTo(Recovery.Next.BACK_OFF);
        assertThat(recovery.after(BrokerFailureClass.FATAL)).isEqualTo(Recovery.Next.STOP);
    }
}
