package media.kern.server.log;

/** The value of a field. */
sealed interface FieldValue {

    String text();

    /** A string or an error: quoted on the console. */
    record Text(String text) implements FieldValue {}

    /** Anything else: compact JSON without any character that could end or disguise a line. */
    record Json(String text) implements FieldValue {}
}
