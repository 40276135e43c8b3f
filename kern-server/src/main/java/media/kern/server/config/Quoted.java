package media.kern.server.config;

/** A text in double quotes with control characters escaped, as error texts show outside input. */
final class Quoted {
    private Quoted() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> append(out, character));
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int character) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (character < 0x80 && Character.isISOControl(character)) {
                    out.append(String.format("\\x%02x", character));
                } else if (Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE) {
                    out.append(String.format("\\u%04x", character));
                } else {
                    out.appendCodePoint(character);
                }
            }
        }
    }
}
