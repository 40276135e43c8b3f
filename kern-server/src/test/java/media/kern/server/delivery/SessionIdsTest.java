package media.kern.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionIdsTest {
    private final SessionIds ids = new SessionIds();

    @Test
    void haveTheFormThatPlayersBringBack() {
        assertThat(Stream.generate(ids::mint).limit(1000))
                .allMatch(SessionIds::wellFormed)
                .doesNotHaveDuplicates();
        assertThat(SessionIds.wellFormed("YTsZ7SGKSdJUskoES2WCBL")).isTrue();
        assertThat(Stream.of("", "YTsZ7SGKSdJUskoES2WCB", "YTsZ7SGKSdJUskoES2WCBLL", "0TsZ7SGKSdJUskoES2WCBL"))
                .noneMatch(SessionIds::wellFormed);
    }

    @Test
    void areTheSameForTheSamePartsAndOnlyForThem() {
        assertThat(ids.derive("a", "bc")).isEqualTo(ids.derive("a", "bc")).isNotEqualTo(ids.derive("ab", "c"));
        assertThat(ids.derive("a", "bc")).matches(SessionIds::wellFormed);
        assertThat(new SessionIds().derive("a", "bc")).isNotEqualTo(ids.derive("a", "bc"));
    }
}
