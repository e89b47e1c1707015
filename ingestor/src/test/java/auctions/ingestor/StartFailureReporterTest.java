package auctions.ingestor;

class StartFailureReporterTest extends StartFailureReporterContract {
    StartFailureReporterTest() {
        super(IngestorApplication.class, new StartFailureReporter());
    }
}
