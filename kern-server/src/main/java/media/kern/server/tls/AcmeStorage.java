package media.kern.server.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import media.kern.core.json.JsonOutput;
import media.kern.core.store.AtomicFile;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and certificates on disk, in the layout of the datarhei Core, so that an installation that comes from there
 * goes on with what it has. Folders have mode 0700, files 0600.
 */
final class AcmeStorage {
    private static final Logger LOG = LoggerFactory.getLogger("Let's Encrypt");
    private static final Pattern UNSAFE = Pattern.compile("[^\\w@.-]");

    private final Path certificates;
    private final Path users;

    /** @param directory of the ACME server: each has a part of its own */
    AcmeStorage(Path folder, URI directory) {
        String authority =
                safe(directory.getRawAuthority() + directory.getRawPath().replace('/', '-'));
        this.certificates = folder.resolve("certificates").resolve(authority);
        this.users = folder.resolve("acme").resolve(authority).resolve("users");
    }

    /** As the names are made that are already there. */
    static String safe(String name) {
        String replaced = name.toLowerCase(Locale.ROOT)
                .strip()
                .replace(" ", "_")
                .replace("+", "_plus_")
                .replace("*", "wildcard_")
                .replace(":", "-")
                .replace("..", "");
        return UNSAFE.matcher(replaced).replaceAll("");
    }

    /** The certificate of an earlier run; nothing if there is none that can be used. */
    Optional<Identity> certificate(String host) {
        Path file = certificateFile(host, ".crt");
        Path key = certificateFile(host, ".key");
        if (!Files.exists(file) || !Files.exists(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(PemFiles.identity(file, key));
        } catch (UnusableCertificateException e) {
            LOG.atWarn()
                    .addKeyValue("host", host)
                    .addKeyValue("error", e.getMessage())
                    .log("The stored certificate cannot be used, a new one will be got");
            return Optional.empty();
        }
    }

    void store(String host, KeyPair key, List<X509Certificate> chain) throws IOException {
        createPrivate(certificateFolder(host));
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            for (X509Certificate certificate : chain) {
                pem.writeObject(certificate);
            }
        }
        // The key first: a certificate without its key would be useless, and is noticed when both are read.
        AtomicFile.write(certificateFile(host, ".key"), pem(key));
        AtomicFile.write(certificateFile(host, ".crt"), text.toString().getBytes(StandardCharsets.US_ASCII));
        AtomicFile.write(certificateFile(host, ".json"), JsonOutput.compact(out -> {
            out.writeStartObject();
            JsonOutput.strings(out, "sans", List.of(host));
            out.writeObjectFieldStart("issuer_data");
            out.writeEndObject();
            out.writeEndObject();
        }));
    }

    private Path certificateFile(String host, String extension) {
        return certificateFolder(host).resolve(safe(host) + extension);
    }

    private Path certificateFolder(String host) {
        return certificates.resolve(safe(host));
    }

    /** The key of the account that was registered under an address; nothing if there is none that can be used. */
    Optional<KeyPair> accountKey(String email) {
        Path file = accountFile(email, ".key");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(P256.pair(PemFiles.privateKey(file)));
        } catch (UnusableCertificateException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.getMessage())
                    .log("The key of the account cannot be used, a new account will be registered");
            return Optional.empty();
        }
    }

    /** @param location of the account on the ACME server */
    void storeAccount(String email, KeyPair key, String location) throws IOException {
        createPrivate(accountFolder(email));
        AtomicFile.write(accountFile(email, ".key"), pem(key));
        AtomicFile.write(accountFile(email, ".json"), JsonOutput.compact(out -> {
            out.writeStartObject();
            out.writeStringField("status", "valid");
            JsonOutput.strings(out, "contact", List.of("mailto:" + email));
            out.writeBooleanField("termsOfServiceAgreed", true);
            out.writeStringField("orders", "");
            out.writeStringField("location", location);
            out.writeEndObject();
        }));
    }

    private Path accountFile(String email, String extension) {
        String user = safe(email.replaceFirst("@.*", ""));
        return accountFolder(email).resolve((user.isEmpty() ? "default" : user) + extension);
    }

    private Path accountFolder(String email) {
        return users.resolve(safe(email));
    }

    private static byte[] pem(KeyPair key) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(P256.pem(key));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
