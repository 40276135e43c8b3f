package media.kern.server.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules across settings that clients know, with their texts. */
final class ReferenceRules {
    private static final Set<String> RESERVED_NAMES = Set.of("disk", "mem");

    private final Config config;
    private final Surroundings around;
    private final List<Finding> findings;

    ReferenceRules(Config config, Surroundings around, List<Finding> findings) {
        this.config = config;
        this.around = around;
        this.findings = findings;
    }

    void check() {
        checkAuth();
        checkTls();
        checkRtmp();
        checkStorage();
        checkPlayout();
        checkService();
    }

    private void checkAuth() {
        if (is(Settings.API_AUTH_ENABLE)
                && (isEmpty(Settings.API_AUTH_USERNAME) || isEmpty(Settings.API_AUTH_PASSWORD))) {
            error(Settings.API_AUTH_ENABLE, "api.auth.username and api.auth.password must be set");
        }
        if (!is(Settings.API_AUTH_AUTH0_ENABLE)) {
            return;
        }
        List<Auth0Tenant> tenants = config.get(Settings.API_AUTH_AUTH0_TENANTS);
        if (tenants.isEmpty()) {
            error(Settings.API_AUTH_AUTH0_ENABLE, "at least one tenants must be set");
        }
        for (int i = 0; i < tenants.size(); i++) {
            Auth0Tenant tenant = tenants.get(i);
            if (tenant.domain().isEmpty()
                    || tenant.audience().isEmpty()
                    || tenant.clientId().isEmpty()) {
                error(Settings.API_AUTH_AUTH0_TENANTS, "domain, audience, and clientid must be set (tenant " + i + ")");
            }
        }
    }

    private void checkTls() {
        if (!is(Settings.TLS_ENABLE)) {
            return;
        }
        if (is(Settings.TLS_AUTO)) {
            checkHostNames();
        } else if (isEmpty(Settings.TLS_CERT_FILE) || isEmpty(Settings.TLS_KEY_FILE)) {
            error(Settings.TLS_ENABLE, "tls.certfile and tls.keyfile must be set");
        }
    }

    private void checkHostNames() {
        List<String> hosts = config.get(Settings.HOST_NAME);
        if (hosts.isEmpty()) {
            error(Settings.HOST_NAME, "a hostname must be set in order to get an automatic TLS certificate");
        }
        List<String> names =
                hosts.stream().filter(host -> !IpNotation.isAddress(host)).toList();
        List<String> unresolved = names.isEmpty() ? List.of() : around.names().unresolved(names);
        for (String host : hosts) {
            if (IpNotation.isAddress(host)) {
                error(
                        Settings.HOST_NAME,
                        "only host names are allowed if automatic TLS is enabled, but found IP address: " + host);
            } else if (unresolved.contains(host)) {
                error(
                        Settings.HOST_NAME,
                        "the host '" + host + "' can't be resolved and will not work with automatic TLS");
            }
        }
    }

    private void checkRtmp() {
        if (!is(Settings.RTMP_ENABLE_TLS)) {
            return;
        }
        if (!is(Settings.RTMP_ENABLE)) {
            error(Settings.RTMP_ENABLE, "RTMP server must be enabled if RTMPS server is enabled");
        }
        if (!is(Settings.TLS_ENABLE)) {
            error(Settings.RTMP_ENABLE_TLS, "RTMPS server can only be enabled if TLS is enabled");
        }
        if (isEmpty(Settings.RTMP_ADDRESS_TLS)) {
            error(Settings.RTMP_ADDRESS_TLS, "RTMPS server address must be set");
        }
        if (is(Settings.RTMP_ENABLE)
                && config.get(Settings.RTMP_ADDRESS).equals(config.get(Settings.RTMP_ADDRESS_TLS))) {
            error(Settings.RTMP_ADDRESS, "The RTMP and RTMPS server can't listen on the same address");
        }
    }

    private void checkStorage() {
        if (is(Settings.STORAGE_MEMORY_AUTH_ENABLE)
                && (isEmpty(Settings.STORAGE_MEMORY_AUTH_USERNAME) || isEmpty(Settings.STORAGE_MEMORY_AUTH_PASSWORD))) {
            error(
                    Settings.STORAGE_MEMORY_AUTH_ENABLE,
                    "storage.memory.auth.username and storage.memory.auth.password must be set");
        }
        Set<String> names = new HashSet<>(RESERVED_NAMES);
        for (S3Storage storage : config.get(Settings.STORAGE_S3)) {
            if (!names.add(storage.name())) {
                error(Settings.STORAGE_S3, "the name " + storage.name() + " is already in use or reserved");
            }
        }
    }

    private void checkPlayout() {
        if (is(Settings.PLAYOUT_ENABLE)
                && config.get(Settings.PLAYOUT_MIN_PORT) >= config.get(Settings.PLAYOUT_MAX_PORT)) {
            error(Settings.PLAYOUT_MIN_PORT, "must be bigger than playout.max_port");
        }
        if (is(Settings.STORAGE_DISK_CACHE_ENABLE) && config.get(Settings.STORAGE_DISK_CACHE_TTL_SECONDS) < 0) {
            error(Settings.STORAGE_DISK_CACHE_TTL_SECONDS, "must be equal or greater than 0");
        }
    }

    private void checkService() {
        if (!is(Settings.SERVICE_ENABLE)) {
            return;
        }
        if (isEmpty(Settings.SERVICE_TOKEN)) {
            error(Settings.SERVICE_TOKEN, "must be non-empty");
        }
        if (isEmpty(Settings.SERVICE_URL)) {
            error(Settings.SERVICE_URL, "must be non-empty");
        }
    }

    private boolean is(Setting<Boolean> setting) {
        return config.get(setting);
    }

    private boolean isEmpty(Setting<String> setting) {
        return config.get(setting).isEmpty();
    }

    private void error(Setting<?> setting, String text) {
        findings.add(Finding.error(setting, text));
    }
}
