package media.kern.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md. */
class ArchitectureTest {
    private static final JavaClasses KERN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("media.kern");

    @Test
    void modulesDependOnlyOnTheOnesBelow() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("media.kern..")
                .layer("server")
                .definedBy("media.kern.server..")
                .layer("core")
                .definedBy("media.kern.core..")
                .layer("ffmpeg")
                .definedBy("media.kern.ffmpeg..")
                .layer("webrtc")
                .definedBy("media.kern.webrtc..")
                .layer("rtmp")
                .definedBy("media.kern.rtmp..")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("core")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("ffmpeg")
                .mayOnlyBeAccessedByLayers("server", "core")
                .whereLayer("webrtc")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("rtmp")
                .mayOnlyBeAccessedByLayers("server")
                .check(KERN);
    }

    @Test
    void packagesHaveNoCycles() {
        for (String module : new String[] {"ffmpeg", "core", "webrtc", "rtmp", "server"}) {
            slices().matching("media.kern." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(KERN);
        }
    }

    @Test
    void onlyTheServerKnowsHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("media.kern.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty.handler.codec.http..", "java.net.http..")
                .check(KERN);
        noClasses()
                .that()
                .resideInAnyPackage("media.kern.core..", "media.kern.ffmpeg..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .check(KERN);
    }

    @Test
    void foreignFunctionsStayWhereTheyAreWrapped() {
        noClasses()
                .that()
                .resideOutsideOfPackages("media.kern.ffmpeg.child..", "media.kern.core.fs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(KERN);
    }

    @Test
    void theConfigurationKnowsNothingOfTheRestOfTheServer() {
        noClasses()
                .that()
                .resideInAPackage("media.kern.server.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("media.kern.server.http..", "media.kern.server.api..", "media.kern.server.files..")
                .check(KERN);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(KERN);
    }
}
