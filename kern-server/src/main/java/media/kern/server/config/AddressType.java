package media.kern.server.config;

import java.util.Optional;

/** A listen address, {@code host:port}; a bare port in the environment means all addresses of the machine. */
final class AddressType extends TextType {
    @Override
    public String label() {
        return "address";
    }

    @Override
    public String parse(String text) {
        boolean bare = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return bare ? ":" + text : text;
    }

    @Override
    public Optional<String> check(String value, Surroundings around) {
        try {
            HostPort.parse(value);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.of(e.reason());
        }
    }
}
