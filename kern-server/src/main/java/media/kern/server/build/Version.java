package media.kern.server.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** Versions: Kern's own, and that of the software whose clients it serves. */
public final class Version {
    /** How clients recognise a server they can talk to. */
    public static final String REFERENCE_APP = "datarhei-core";

    /** What clients compare with the versions they know. */
    public static final String REFERENCE = "16.16.0";

    /** What a client may know without a login. */
    public static final String REFERENCE_MAJOR = "16.0.0";

    public static final String VARIANT = "kern";

    /** The version of Kern itself. */
    public static final String KERN = property("version");

    /** Empty if it was not built from a repository. */
    public static final String COMMIT = property("commit");

    /** In the form {@code linux/amd64}. */
    public static final String ARCH = operatingSystem() + "/" + architecture();

    public static final String COMPILER = "java " + Runtime.version();

    private Version() {}

    /** The version of a bundled web library. */
    static String ofLibrary(String name) {
        return property(name);
    }

    private static String property(String name) {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/media/kern/server/build.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name, "");
    }

    private static String operatingSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case String other -> other;
        };
    }
}
