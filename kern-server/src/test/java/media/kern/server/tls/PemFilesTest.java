package media.kern.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates as OpenSSL writes them. */
class PemFilesTest {
    @TempDir
    Path folder;

    private void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(output).isZero();
    }

    private void certify() throws IOException, InterruptedException {
        openssl("req -x509 -key own.key -out own.crt -days 2 -subj /CN=localhost");
    }

    private Identity read() throws UnusableCertificateException {
        return PemFiles.identity(folder.resolve("own.crt"), folder.resolve("own.key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "genrsa -traditional -out own.key 2048",
                "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out own.key",
                "ecparam -genkey -name prime256v1 -out own.key",
                "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out own.key"
            })
    void keysOfEveryFormAreRead(String generation) throws Exception {
        openssl(generation);
        certify();
        Identity identity = read();
        assertThat(identity.chain()).hasSize(1);
        assertThat(identity.key().getAlgorithm())
                .isEqualTo(identity.chain().getFirst().getPublicKey().getAlgorithm());
    }

    @Test
    void theChainIsKeptInItsOrder() throws Exception {
        TestingCa.Issued issued = new TestingCa().issue("EC", "localhost");
        issued.store(folder.resolve("own.crt"), folder.resolve("own.key"));
        assertThat(read().chain()).isEqualTo(issued.chain());
    }

    @Test
    void aKeyOfAnotherCertificateIsToldFromTheRightOne() throws Exception {
        openssl("ecparam -genkey -name prime256v1 -out own.key");
        certify();
        openssl("ecparam -genkey -name prime256v1 -out own.key");
        assertThatThrownBy(this::read)
                .isInstanceOf(UnusableCertificateException.class)
                .hasMessageContaining("own.crt")
                .hasMessageContaining("own.key")
                .hasMessageContaining("does not belong to the first certificate (CN=localhost)");
    }

    @Test
    void anEncryptedKeyIsRefused() throws Exception {
        openssl("genpkey -algorithm RSA -out own.key");
        certify();
        openssl("pkcs8 -topk8 -in own.key -out encrypted.key -passout pass:secret");
        assertThatThrownBy(() -> PemFiles.privateKey(folder.resolve("encrypted.key")))
                .hasMessageContaining("encrypted.key is encrypted: store it without password");
    }

    @Test
    void aKindOfKeyThatBrowsersDoNotTakeIsRefused() throws Exception {
        openssl("genpkey -algorithm ED25519 -out own.key");
        certify();
        assertThatThrownBy(this::read).hasMessageContaining("browsers take RSA and EC only");
    }

    @Test
    void whatIsNoCertificateIsNamed() throws Exception {
        Path file = folder.resolve("own.crt");
        assertThatThrownBy(() -> PemFiles.certificates(file)).hasMessage(file + " does not exist");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> PemFiles.certificates(file)).hasMessageContaining("must hold from 1 to 100");
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> PemFiles.certificates(file)).hasMessageContaining(file.toString());
        Files.write(file, new byte[1024 * 1024 + 1]);
        assertThatThrownBy(() -> PemFiles.certificates(file)).hasMessageContaining("more than 1048576 bytes");
        assertThatThrownBy(() -> PemFiles.certificates(folder)).hasMessageContaining("cannot be read");
        Files.writeString(file, "-----BEGIN CERTIFICATE-----\n");
        assertThatThrownBy(() -> PemFiles.privateKey(file)).isInstanceOf(UnusableCertificateException.class);
    }
}
