package auctions.gateway;

import auctions.ingestor.StartFailureReporterContract;

class StartFailureReporterTest extends StartFailureReporterContract {
    StartFailureReporterTest() {
        super(GatewayApplication.class, new StartFailureReporter());
    }
}
