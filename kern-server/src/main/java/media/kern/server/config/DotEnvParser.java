package media.kern.server.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a {@code .env} file from front to back, once. */
final class DotEnvParser {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export[ \\t]+)?(?<name>[A-Za-z0-9_.]+)[ \\t]*[=:][ \\t]*");
    private static final Pattern BLANK = Pattern.compile("\\s*");
    private static final Pattern REST_OF_LINE = Pattern.compile("[ \\t]*(?:#[^\\n]*)?(?:\\n|\\z)");
    private static final Pattern LINE = Pattern.compile("[^\\n]*");
    private static final Pattern COMMENT = Pattern.compile("[ \\t]#");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([^$])", Pattern.DOTALL);
    private static final Pattern REFERENCE =
            Pattern.compile("(?<escaped>\\\\\\$)|\\$(?:\\{(?<braced>[A-Z0-9_]+)\\}|(?<bare>[A-Z0-9_]+))");

    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int position;

    DotEnvParser(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    Map<String, String> parse() throws InvalidValueException {
        take(BLANK);
        while (position < text.length()) {
            if (text.charAt(position) == '#') {
                take(LINE);
            } else {
                Matcher assignment = at(ASSIGNMENT);
                if (!assignment.lookingAt()) {
                    throw error("expected NAME=value");
                }
                position = assignment.end();
                variables.put(assignment.group("name"), value());
            }
            take(BLANK);
        }
        return variables;
    }

    private String value() throws InvalidValueException {
        char first = position < text.length() ? text.charAt(position) : '\n';
        return switch (first) {
            case '"' -> expand(unescape(quoted('"')));
            case '\'' -> quoted('\'');
            default -> expand(unquoted());
        };
    }

    private String unquoted() {
        String line = take(LINE);
        Matcher comment = COMMENT.matcher(line);
        return (comment.find() ? line.substring(0, comment.start()) : line).strip();
    }

    private String quoted(char quote) throws InvalidValueException {
        int start = position + 1;
        for (int end = start; end < text.length(); end++) {
            char character = text.charAt(end);
            if (character == '\\' && quote == '"') {
                end++;
            } else if (character == quote) {
                position = end + 1;
                Matcher rest = at(REST_OF_LINE);
                if (!rest.lookingAt()) {
                    throw error("unexpected text behind a quoted value");
                }
                position = rest.end();
                return text.substring(start, end);
            }
        }
        throw error("unterminated quoted value");
    }

    /** A backslash before a dollar sign is left for {@link #expand}. */
    private static String unescape(String value) {
        return ESCAPE.matcher(value)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    private String expand(String value) {
        return REFERENCE.matcher(value).replaceAll(reference -> {
            if (reference.group("escaped") != null) {
                return Matcher.quoteReplacement("$");
            }
            String name = reference.group("braced") != null ? reference.group("braced") : reference.group("bare");
            return Matcher.quoteReplacement(variables.getOrDefault(name, ""));
        });
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(text).region(position, text.length());
    }

    private String take(Pattern pattern) {
        Matcher matcher = at(pattern);
        if (!matcher.lookingAt()) {
            return "";
        }
        position = matcher.end();
        return matcher.group();
    }

    private InvalidValueException error(String reason) {
        long line =
                1 + text.substring(0, position).chars().filter(c -> c == '\n').count();
        return new InvalidValueException("line " + line + ": " + reason);
    }
}
