package media.kern.webrtc.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Attributes of the session or of one media description. */
record SdpSection(List<SdpAttribute> attributes) {
    SdpSection {
        attributes = List.copyOf(attributes);
    }

    Optional<String> first(String name) {
        return all(name).findFirst();
    }

    Stream<String> all(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(SdpAttribute::value);
    }

    boolean has(String name) {
        return first(name).isPresent();
    }
}
