package media.kern.server.tls;

import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A key manager where a factory of them is asked for. */
final class FixedKeyManager extends KeyManagerFactory {
    FixedKeyManager(X509ExtendedKeyManager keys) {
        super(new Fixed(keys), null, "Kern");
    }

    private static final class Fixed extends KeyManagerFactorySpi {
        private final X509ExtendedKeyManager keys;

        Fixed(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {
            // There is nothing to read.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // There is nothing to read.
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {keys};
        }
    }
}
