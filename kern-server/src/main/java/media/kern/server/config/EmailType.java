package media.kern.server.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One mail address (RFC 5322 without comments), optionally behind a display name, or nothing. */
final class EmailType extends TextType {
    private static final int LONGEST = 1000;
    private static final String ATOM = "[^\\s\\p{Cntrl}()<>\\[\\]:;@\\\\,.\"]+";
    private static final String DOT_ATOM = ATOM + "(?:\\." + ATOM + ")*";
    private static final String QUOTED = "\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*\"";
    private static final Pattern ADDRESS =
            Pattern.compile("(?:" + DOT_ATOM + "|" + QUOTED + ")@(?:" + DOT_ATOM + "|\\[[^\\[\\]\\\\\\s]*\\])");
    private static final Pattern NAMED = Pattern.compile("[^<>@]*<\\s*(?<address>[^<>]*?)\\s*>");

    @Override
    public String label() {
        return "email";
    }

    @Override
    public String parse(String text) throws InvalidValueException {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InvalidValueException("mail: no address");
        }
        if (trimmed.length() > LONGEST) {
            throw new InvalidValueException("mail: address longer than " + LONGEST + " characters");
        }
        Matcher named = NAMED.matcher(trimmed);
        String address = named.matches() ? named.group("address") : trimmed;
        if (!address.contains("@")) {
            throw new InvalidValueException("mail: missing '@' or angle-addr");
        }
        if (!ADDRESS.matcher(address).matches()) {
            throw new InvalidValueException("mail: " + Quoted.of(address) + " is not an address");
        }
        return address;
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            parse(value);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.of(e.reason());
        }
    }
}
