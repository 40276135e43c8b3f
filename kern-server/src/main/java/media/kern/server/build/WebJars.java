package media.kern.server.build;

/** Where the files of bundled web libraries are. */
public final class WebJars {
    private WebJars() {}

    /** The resource name of a file of a library, in the version of this build. */
    public static String resource(String library, String file) {
        return "/META-INF/resources/webjars/" + library + "/" + Version.ofLibrary(library) + "/" + file;
    }
}
