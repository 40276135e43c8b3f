package media.kern.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;

class AddressFuzzTest {
    private final AddressPolicy policy =
            new AddressPolicy(AccessList.acceptingAll(), AccessList.acceptingAll(), Path.of("/core/data"), false);

    @FuzzTest
    void anyAddressIsAcceptedOrRefused(FuzzedDataProvider data) {
        String address = data.consumeRemainingAsAsciiString().replace('\0', '0');
        try {
            policy.checkInput(address);
            OutputKind kind = policy.checkOutput(address);
            if (kind == OutputKind.DISK && address.strip().startsWith("/")) {
                Path path = Path.of(address.strip()).normalize();
                assertThat(path.startsWith("/core/data") || path.startsWith("/dev"))
                        .isTrue();
            }
        } catch (AddressException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @FuzzTest
    void anyUrlIsSplitOrRefused(FuzzedDataProvider data) {
        String address = data.consumeRemainingAsString();
        try {
            RelaxedUrl url = RelaxedUrl.parse(address);
            assertThat(url.host()).endsWith(url.port());
            if (RelaxedUrl.hasScheme(address)) {
                assertThat(address).startsWith(url.scheme() + ":");
            }
        } catch (AddressException e) {
            assertThat(e).hasMessageStartingWith("parse \"//");
        }
    }

    @FuzzTest
    void anyAddressIsAcceptedByExpressionsInTime(FuzzedDataProvider data) throws Exception {
        String address = data.consumeRemainingAsString();
        List<String> expressions = List.of("^(https?|rtmp)://([a-z]+\\.?)+$");
        boolean allowed = AccessList.compile("input", expressions, List.of()).accepts(address);
        boolean unblocked = AccessList.compile("input", List.of(), expressions).accepts(address);
        assertThat(allowed && unblocked).isFalse();
    }
}
