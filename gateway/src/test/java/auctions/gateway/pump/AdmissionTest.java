package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(2);

    @Test
    void refusesWhenAllPlacesAreTaken() {
        assertThat(admission.enter()).isEmpty();
        assertThat(admission.enter()).isEmpty();

        assertThat(admission.enter()).contains(Disconnect.OVERLOAD);

        assertThat(admission.subscribers()).isEqualTo(2);
        assertThat(admission.disconnects(Disconnect.OVERLOAD)).isOne();
    }

    @Test
    void givesAPlaceBackThatWasLeft() {
        assertThat(admission.enter()).isEmpty();
        assertThat(admission.enter()).isEmpty();

        admission.leave(Disconnect.CLIENT_GONE);

        assertThat(admission.disconnects(Disconnect.CLIENT_GONE)).isOne();
        assertThat(admission.subscribers()).isOne();
        assertThat(admission.enter()).isEmpty();
    }

    @Test
    void refusesAllOnceTheGatewayDrains() {
        admission.drain();

        assertThat(admission.enter()).contains(Disconnect.DRAIN);

        assertThat(admission.disconnects(Disconnect.DRAIN)).isOne();
        assertThat(admission.subscribers()).isZero();
    }
}
