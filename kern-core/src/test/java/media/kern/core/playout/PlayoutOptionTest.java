package media.kern.core.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayoutOptionTest {
    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "playout:https://x/a.m3u8, true",
        "avstream:rtmp://x/a, true",
        "playout:, true",
        "' playout:x', false",
        "PLAYOUT:x, false",
        "playout, false",
        "http://x/playout:, false",
        "'', false"
    })
    void belongsToAddressesOfItsProtocols(String address, boolean belongs) {
        assertThat(PlayoutOption.belongsTo(address)).isEqualTo(belongs);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "-re -f x, -re -f x",
        "-re -playout_httpport 22 -f x, -re -f x",
        "-playout_httpport 22 -re -playout_httpport 23, -re",
        "-re -playout_httpport, -re",
        "-playout_httpport -playout_httpport -re, -re",
        "-playout_httpports 22, -playout_httpports 22"
    })
    void onlyTheOptionAndItsValueAreRemoved(String options, String rest) {
        assertThat(PlayoutOption.without(words(options))).isEqualTo(words(rest));
    }

    @ParameterizedTest
    @CsvSource({
        "'', -playout_httpport 3000",
        "-re, -re -playout_httpport 3000",
        "-playout_httpport 22 -re, -re -playout_httpport 3000"
    })
    void replacesWhatTheUserSaid(String options, String expected) {
        assertThat(PlayoutOption.set(words(options), 3000)).isEqualTo(words(expected));
    }
}
