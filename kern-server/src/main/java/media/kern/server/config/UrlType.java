package media.kern.server.config;

import java.util.Optional;

/** An absolute URL, or nothing. */
final class UrlType extends TextType {
    @Override
    public String label() {
        return "url";
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            UrlParts url = UrlParts.parse(value);
            if (!url.scheme().isEmpty() && !url.host().isEmpty()) {
                return Optional.empty();
            }
        } catch (InvalidValueException e) {
            return Optional.of(value + " is not a valid URL");
        }
        return Optional.of(value + " is not a valid URL");
    }
}
