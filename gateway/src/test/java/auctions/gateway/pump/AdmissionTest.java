package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.fanout.EmptyViews;
import auctions.gateway.fanout.FakeReadTopic;
import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import auctions.gateway.topic.ReaderStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final FakeReadTopic missing = new FakeReadTopic("missing");
    private final Views views = EmptyViews.of(new FakeReadTopic("winners"), new FakeReadTopic("bids"), missing);
    private final View winners = views.first();
    private final View bids = views.all().get(1);
    private final Admission admission = new Admission(3, 2);

    @Test
    void refusesWhenAllPlacesAreTaken() {
        assertThat(admission.enter(winners)).isEmpty();
        assertThat(admission.enter(bids)).isEmpty();
        assertThat(admission.enter(bids)).isEmpty();

        assertThat(admission.enter(winners)).contains(Disconnect.OVERLOAD);

        assertThat(admission.subscribers()).isEqualTo(3);
        assertThat(admission.subscribers(winners)).isOne();
        assertThat(admission.disconnects(winners, Disconnect.OVERLOAD)).isOne();
        assertThat(admission.disconnects(bids, Disconnect.OVERLOAD)).isZero();
    }

    @Test
    void leavesRoomForOtherViewsWhenTheOneIsFull() {
        assertThat(admission.enter(winners)).isEmpty();
        assertThat(admission.enter(winners)).isEmpty();

        assertThat(admission.enter(winners)).contains(Disconnect.OVERLOAD);

        assertThat(admission.subscribers()).isEqualTo(2);
        assertThat(admission.enter(bids)).isEmpty();
    }

    @Test
    void refusesSubscribersOfATopicThatDoesNotExist() {
        missing.status = new ReaderStatus(true, true, false, Optional.empty());
        var view = views.named("missing").orElseThrow();

        assertThat(admission.enter(view)).contains(Disconnect.NO_TOPIC);

        assertThat(admission.disconnects(view, Disconnect.NO_TOPIC)).isOne();
        assertThat(admission.subscribers()).isZero();
    }

    @Test
    void givesAPlaceBackThatWasLeft() {
        assertThat(admission.enter(winners)).isEmpty();
        assertThat(admission.enter(winners)).isEmpty();

        admission.leave(winners, Disconnect.CLIENT_GONE);

        assertThat(admission.disconnects(winners, Disconnect.CLIENT_GONE)).isOne();
        assertThat(admission.subscribers()).isOne();
        assertThat(admission.enter(winners)).isEmpty();
    }

    @Test
    void refusesAllOnceTheGatewayDrains() {
        admission.drain();

        assertThat(admission.enter(winners)).contains(Disconnect.DRAIN);

        assertThat(admission.disconnects(winners, Disconnect.DRAIN)).isOne();
        assertThat(admission.subscribers()).isZero();
    }
}
