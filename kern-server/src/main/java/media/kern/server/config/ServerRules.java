package media.kern.server.config;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What else must be right for the servers and processes to start, and what an operator should know. */
final class ServerRules {
    private static final Set<String> LOG_LEVELS = Set.of("silent", "error", "warn", "info", "debug");
    private static final Pattern ICE_SERVER = Pattern.compile("(?:stuns?|turns?):.+");
    private static final List<String> CHALLENGES = List.of("http-01", "tls-alpn-01");
    private static final int SHORTEST_PASSPHRASE = 10;
    /** The parser of expressions calls itself for every bracket. */
    private static final int LONGEST_EXPRESSION = 1024;

    private static final int LONGEST_PASSPHRASE = 79;

    private final Config config;
    private final List<Finding> findings;

    ServerRules(Config config, List<Finding> findings) {
        this.config = config;
        this.findings = findings;
    }

    void check() {
        checkOperation();
        checkAcme();
        checkListeners();
        checkAccess("input", "allow", Settings.FFMPEG_ACCESS_INPUT_ALLOW);
        checkAccess("input", "block", Settings.FFMPEG_ACCESS_INPUT_BLOCK);
        checkAccess("output", "allow", Settings.FFMPEG_ACCESS_OUTPUT_ALLOW);
        checkAccess("output", "block", Settings.FFMPEG_ACCESS_OUTPUT_BLOCK);
        checkMetrics();
        checkSessions();
        checkWebRtc();
        if (config.get(Settings.API_MAX_BODY_MBYTES) <= 0) {
            error(Settings.API_MAX_BODY_MBYTES, "must be greater than 0");
        }
    }

    private void checkOperation() {
        String level = config.get(Settings.LOG_LEVEL);
        if (!LOG_LEVELS.contains(level)) {
            warning(Settings.LOG_LEVEL, "unknown level " + level + ", info is used");
        }
        if (!is(Settings.API_AUTH_ENABLE)) {
            warning(
                    Settings.API_AUTH_ENABLE,
                    "everybody who can reach the server controls it: set api.auth.enable, api.auth.username and"
                            + " api.auth.password");
        }
        String email = config.get(Settings.TLS_EMAIL);
        if (is(Settings.TLS_ENABLE)
                && is(Settings.TLS_AUTO)
                && (email.isEmpty() || email.equals(Settings.VENDOR_EMAIL))) {
            warning(
                    Settings.TLS_EMAIL,
                    "certificates are registered under " + Settings.VENDOR_EMAIL + ", set an address of your own");
        }
    }

    private void checkAcme() {
        if (!is(Settings.TLS_ENABLE) || !is(Settings.TLS_AUTO)) {
            return;
        }
        List<String> challenges = config.get(Settings.TLS_ACME_CHALLENGES);
        if (challenges.isEmpty()) {
            error(Settings.TLS_ACME_CHALLENGES, "must name at least one of " + String.join(", ", CHALLENGES));
        }
        for (String challenge : challenges) {
            if (!CHALLENGES.contains(challenge)) {
                error(
                        Settings.TLS_ACME_CHALLENGES,
                        challenge + " is not known, there are " + String.join(", ", CHALLENGES));
            }
        }
        if (!config.get(Settings.TLS_ACME_DIRECTORY).matches("https?://.+")) {
            error(Settings.TLS_ACME_DIRECTORY, "must be the http or https URL of an ACME directory");
        }
    }

    private void checkListeners() {
        Map<String, Setting<String>> taken = new HashMap<>();
        checkListener(Settings.ADDRESS, true, taken);
        checkListener(Settings.TLS_ADDRESS, is(Settings.TLS_ENABLE), taken);
        checkListener(Settings.RTMP_ADDRESS, is(Settings.RTMP_ENABLE), taken);
        checkListener(Settings.RTMP_ADDRESS_TLS, is(Settings.RTMP_ENABLE) && is(Settings.RTMP_ENABLE_TLS), taken);
        checkListener(Settings.SRT_ADDRESS, is(Settings.SRT_ENABLE), new HashMap<>());
        int length = config.get(Settings.SRT_PASSPHRASE).getBytes(StandardCharsets.UTF_8).length;
        if (is(Settings.SRT_ENABLE) && length > 0 && (length < SHORTEST_PASSPHRASE || length > LONGEST_PASSPHRASE)) {
            error(
                    Settings.SRT_PASSPHRASE,
                    "must have from " + SHORTEST_PASSPHRASE + " to " + LONGEST_PASSPHRASE + " bytes, but has "
                            + length);
        }
    }

    private void checkListener(Setting<String> setting, boolean used, Map<String, Setting<String>> taken) {
        String address = config.get(setting);
        HostPort parts;
        try {
            parts = HostPort.parse(address);
        } catch (InvalidValueException e) {
            return; // told by the check of the value itself
        }
        try {
            if (parts.portNumber() == 0 || !used) {
                return;
            }
        } catch (InvalidValueException e) {
            findings.add(used ? Finding.error(setting, e.reason()) : Finding.refusedWhenNew(setting, e.reason()));
            return;
        }
        Setting<String> other = taken.putIfAbsent(address, setting);
        boolean toldAlready = setting == Settings.RTMP_ADDRESS_TLS && other == Settings.RTMP_ADDRESS;
        if (other != null && !toldAlready) {
            error(setting, address + " is already the address of " + other.name());
        }
    }

    private void checkAccess(String direction, String list, Setting<List<String>> setting) {
        for (String expression : config.get(setting)) {
            if (expression.length() > LONGEST_EXPRESSION) {
                error(
                        setting,
                        direction + " address validator: " + list + " expression of " + expression.length()
                                + " characters, the limit is " + LONGEST_EXPRESSION);
                continue;
            }
            try {
                Pattern.compile(expression.strip());
            } catch (PatternSyntaxException e) {
                error(
                        setting,
                        direction + " address validator: invalid " + list + " expression: '" + expression + "' ("
                                + e.getDescription() + ")");
            }
        }
    }

    private void checkMetrics() {
        if (!is(Settings.METRICS_ENABLE)) {
            return;
        }
        long range = config.get(Settings.METRICS_RANGE_SEC);
        long interval = config.get(Settings.METRICS_INTERVAL_SEC);
        if (range <= 0) {
            error(Settings.METRICS_RANGE_SEC, "must be greater 0");
        }
        if (interval <= 0) {
            error(Settings.METRICS_INTERVAL_SEC, "must be greater 0");
        }
        if (interval > range) {
            error(Settings.METRICS_INTERVAL_SEC, "must be smaller than the range");
        }
    }

    private void checkSessions() {
        if (!is(Settings.SESSIONS_ENABLE)) {
            return;
        }
        if (config.get(Settings.SESSIONS_SESSION_TIMEOUT_SEC) < 1) {
            refusedWhenNew(Settings.SESSIONS_SESSION_TIMEOUT_SEC, "must be equal or greater than 1");
        }
        if (config.get(Settings.SESSIONS_PERSIST_INTERVAL_SEC) < 0) {
            refusedWhenNew(Settings.SESSIONS_PERSIST_INTERVAL_SEC, "must be at equal or greater than 0");
        }
    }

    private void checkWebRtc() {
        String publicIp = config.get(Settings.WEBRTC_PUBLIC_IP);
        if (!publicIp.isEmpty() && !IpNotation.isAddress(publicIp)) {
            refusedWhenNew(Settings.WEBRTC_PUBLIC_IP, publicIp + " is not an IP address");
        }
        for (String address : config.get(Settings.WEBRTC_NAT_1_TO_1_IPS)) {
            if (!IpNotation.isAddress(address)) {
                refusedWhenNew(Settings.WEBRTC_NAT_1_TO_1_IPS, address + " is not an IP address");
            }
        }
        for (Setting<Integer> limit : List.of(Settings.WEBRTC_MAX_PEERS, Settings.WEBRTC_MAX_PEERS_PER_STREAM)) {
            if (config.get(limit) < 0) {
                error(limit, "must be equal or greater than 0");
            }
        }
        List<String> servers = config.get(Settings.WEBRTC_ICE_SERVERS);
        for (int i = 0; i < servers.size(); i++) {
            if (!ICE_SERVER.matcher(servers.get(i)).matches()) {
                refusedWhenNew(
                        Settings.WEBRTC_ICE_SERVERS, "server " + i + " must start with stun:, stuns:, turn: or turns:");
            }
        }
    }

    private boolean is(Setting<Boolean> setting) {
        return config.get(setting);
    }

    private void error(Setting<?> setting, String text) {
        findings.add(Finding.error(setting, text));
    }

    private void refusedWhenNew(Setting<?> setting, String text) {
        findings.add(Finding.refusedWhenNew(setting, text));
    }

    private void warning(Setting<?> setting, String text) {
        findings.add(Finding.warning(setting, text));
    }
}
