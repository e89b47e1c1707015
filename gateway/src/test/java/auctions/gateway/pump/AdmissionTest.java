package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import auctions.gateway.fanout.EmptyViews;
import auctions.gateway.fanout.FakeReadTopic;
import auctions.gateway.fanout.View;
import auctions.gateway.fanout.Views;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Views views =
            EmptyViews.of(FakeReadTopic.read("winners"), FakeReadTopic.read("bids"), FakeReadTopic.absent("missing"));
    private final View winners = views.first();
    private final View bids = views.all().get(1);
    private static final Client ANYBODY = new Client("", "", Client.FOREVER);

    private final Admission admission = new Admission(3, 2, new AdmissionProperties(0, 1000, 100));

    @Test
    void refusesWhenAllPlacesAreTaken() {
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();
        assertThat(admission.enter(bids, ANYBODY, 0)).isEmpty();
        assertThat(admission.enter(bids, ANYBODY, 0)).isEmpty();

        assertThat(admission.enter(winners, ANYBODY, 0)).contains(Disconnect.OVERLOAD);

        assertThat(admission.subscribers()).isEqualTo(3);
        assertThat(admission.subscribers(winners)).isOne();
        assertThat(admission.disconnects(winners, Disconnect.OVERLOAD)).isOne();
        assertThat(admission.disconnects(bids, Disconnect.OVERLOAD)).isZero();
    }

    @Test
    void leavesRoomForOtherViewsWhenTheOneIsFull() {
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();

        assertThat(admission.enter(winners, ANYBODY, 0)).contains(Disconnect.OVERLOAD);

        assertThat(admission.subscribers()).isEqualTo(2);
        assertThat(admission.enter(bids, ANYBODY, 0)).isEmpty();
    }

    @Test
    void refusesSubscribersOfATopicThatDoesNotExist() {
        var view = views.named("missing").orElseThrow();

        assertThat(admission.enter(view, ANYBODY, 0)).contains(Disconnect.NO_TOPIC);

        assertThat(admission.disconnects(view, Disconnect.NO_TOPIC)).isOne();
        assertThat(admission.subscribers()).isZero();
    }

    @Test
    void givesAPlaceBackThatWasLeft() {
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();

        admission.leave(winners, ANYBODY, Disconnect.CLIENT_GONE);

        assertThat(admission.disconnects(winners, Disconnect.CLIENT_GONE)).isOne();
        assertThat(admission.subscribers()).isOne();
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();
    }

    @Test
    void refusesAllOnceTheGatewayDrains() {
        admission.drain();

        assertThat(admission.enter(winners, ANYBODY, 0)).contains(Disconnect.DRAIN);

        assertThat(admission.disconnects(winners, Disconnect.DRAIN)).isOne();
        assertThat(admission.subscribers()).isZero();
    }

    @Test
    void leavesPlacesToOtherAddressesAndSubjects() {
        var limited = new Admission(100, 100, new AdmissionProperties(2, 1, 100));
        var alice = new Client("203.0.113.1", "alice", Client.FOREVER);
        var bob = new Client("203.0.113.1", "bob", Client.FOREVER);
        var carol = new Client("203.0.113.1", "carol", Client.FOREVER);

        assertThat(limited.enter(winners, alice, 0)).isEmpty();
        assertThat(limited.enter(bids, alice, 0)).contains(Disconnect.SUBJECT_LIMIT);
        assertThat(limited.enter(winners, bob, 0)).isEmpty();
        assertThat(limited.enter(winners, carol, 0)).contains(Disconnect.ADDRESS_LIMIT);
        assertThat(limited.enter(winners, new Client("203.0.113.2", "carol", Client.FOREVER), 0))
                .isEmpty();
        assertThat(limited.addresses()).isEqualTo(2);

        limited.leave(winners, alice, Disconnect.CLIENT_GONE);

        assertThat(limited.enter(winners, carol, 0)).contains(Disconnect.SUBJECT_LIMIT);
        assertThat(limited.enter(winners, alice, 0)).isEmpty();
        assertThat(limited.disconnects(winners, Disconnect.ADDRESS_LIMIT)).isOne();
    }

    @Test
    void givesNoAddressAllPlaces() {
        var client = new Client("203.0.113.1", "", Client.FOREVER);

        assertThat(admission.enter(winners, client, 0)).isEmpty();
        assertThat(admission.enter(bids, client, 0)).isEmpty();
        assertThat(admission.enter(bids, client, 0)).contains(Disconnect.ADDRESS_LIMIT);
        assertThat(admission.enter(bids, ANYBODY, 0)).isEmpty();
    }

    @Test
    void givesBackWhatIsTakenWhereThereIsNoPlaceInAll() {
        var client = new Client("203.0.113.1", "alice", Client.FOREVER);
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();
        assertThat(admission.enter(winners, ANYBODY, 0)).isEmpty();

        assertThat(admission.enter(winners, client, 0)).contains(Disconnect.OVERLOAD);

        assertThat(admission.addresses()).isZero();
    }

    @Test
    void refusesMoreFiltersThanAStreamMayHave() {
        assertThat(admission.enter(winners, ANYBODY, 101)).contains(Disconnect.FILTER_LIMIT);
        assertThat(admission.enter(winners, ANYBODY, 100)).isEmpty();
    }
}
