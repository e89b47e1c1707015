package auctions.ingestor;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ingestor as a process. */
@SpringBootApplication(proxyBeanMethods = false)
public class IngestorApplication {

    static void main(String[] args) {
        SpringApplication.run(IngestorApplication.class, args);
    }
}
