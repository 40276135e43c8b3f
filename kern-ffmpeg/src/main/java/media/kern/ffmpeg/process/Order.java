package media.kern.ffmpeg.process;

/** What the user wants. */
public enum Order {
    START,
    STOP;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    /** The word of the API and of the database. */
    public String text() {
        return text;
    }

    /** Anything but {@code start} means stop. */
    public static Order of(String text) {
        return text.equals("start") ? START : STOP;
    }
}
