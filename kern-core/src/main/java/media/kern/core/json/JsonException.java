package media.kern.core.json;

/** A document that is not JSON, or whose value has another type than the reader expects. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private JsonException(String message) {
        super(message);
    }

    /**
     * @param line counts from 1
     * @param character column in that line, counts from 1; 0 only for an empty document
     */
    static JsonException syntax(int line, int character, String detail) {
        return new JsonException("syntax error at line " + line + ", character " + character + ": " + detail);
    }

    /** @param path names of the enclosing fields joined by dots, without array indices */
    static JsonException type(String expected, String path, int line, int character, String detail) {
        return new JsonException("expect type '" + expected + "' for '" + path + "' at line " + line + ", character "
                + character + ": " + detail);
    }

    /** A value of the right type that means nothing. */
    static JsonException value(String reason, String path, int line, int character) {
        return new JsonException(
                reason + " (value of '" + path + "' at line " + line + ", character " + character + ")");
    }
}
