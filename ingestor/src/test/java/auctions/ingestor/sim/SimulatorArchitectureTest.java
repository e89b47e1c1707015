package auctions.ingestor.sim;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {
    private static final String ROOT = "auctions.ingestor.sim";

    @Test
    void roomsImportOneWayOnly() {
        var simulator = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackages(ROOT);

        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("sql")
                .definedBy(ROOT + ".sql")
                .layer("data")
                .definedBy(ROOT + ".data")
                .layer("auction")
                .definedBy(ROOT + ".auction")
                .layer("catalog")
                .definedBy(ROOT + ".catalog")
                .layer("subscribe")
                .definedBy(ROOT + ".subscribe")
                .layer("wire")
                .definedBy(ROOT + ".wire")
                .layer("session")
                .definedBy(ROOT + ".session")
                .layer("front door")
                .definedBy(ROOT)
                .whereLayer("sql")
                .mayNotAccessAnyLayer()
                .whereLayer("data")
                .mayOnlyAccessLayers("sql")
                .whereLayer("auction")
                .mayOnlyAccessLayers("sql", "data")
                .whereLayer("catalog")
                .mayOnlyAccessLayers("sql", "data", "auction")
                .whereLayer("subscribe")
                .mayOnlyAccessLayers("sql", "data", "catalog")
                .whereLayer("wire")
                .mayOnlyAccessLayers("sql", "data")
                .whereLayer("session")
                .mayOnlyAccessLayers("sql", "data", "catalog", "subscribe", "wire")
                .check(simulator);
    }
}
