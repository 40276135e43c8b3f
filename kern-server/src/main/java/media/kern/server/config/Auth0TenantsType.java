package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonOutput;
import media.kern.core.json.JsonReader;

/**
 * Tenants of Auth0, separated by commas in the environment. Each is {@code auth0://[CLIENTID@]DOMAIN?aud=AUDIENCE[&user=U]}
 * or the Base64 of a JSON object.
 */
final class Auth0TenantsType implements SettingType<List<Auth0Tenant>> {
    private static final String SCHEME = "auth0";

    @Override
    public String label() {
        return "tenant list, separated by `,`";
    }

    @Override
    public List<Auth0Tenant> parse(String text) throws InvalidValueException {
        List<Auth0Tenant> tenants = new ArrayList<>();
        for (String tenant : text.split(",", -1)) {
            tenants.add(
                    tenant.startsWith(SCHEME + "://")
                            ? parseUrl(tenant, tenants.size())
                            : parseBase64(tenant, tenants.size()));
        }
        return List.copyOf(tenants);
    }

    @Override
    public List<Auth0Tenant> read(JsonReader in, List<Auth0Tenant> current) throws JsonException {
        return List.copyOf(in.list("[]Auth0Tenant", List.<Auth0Tenant>of(), (element, none) -> readOne(element)));
    }

    @Override
    public void write(JsonGenerator out, List<Auth0Tenant> value) throws IOException {
        out.writeStartArray();
        for (Auth0Tenant tenant : value) {
            out.writeStartObject();
            out.writeStringField("domain", tenant.domain());
            out.writeStringField("audience", tenant.audience());
            out.writeStringField("clientid", tenant.clientId());
            JsonOutput.strings(out, "users", tenant.users());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    @Override
    public String print(List<Auth0Tenant> value) {
        return value.isEmpty()
                ? "(empty)"
                : value.stream().map(Auth0TenantsType::printOne).collect(Collectors.joining(","));
    }

    @Override
    public Optional<String> check(List<Auth0Tenant> value, Surroundings around) {
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).domain().isEmpty()) {
                return Optional.of("the domain for tenant " + i + " is missing");
            }
            if (value.get(i).audience().isEmpty()) {
                return Optional.of("the audience for tenant " + i + " is missing");
            }
        }
        return Optional.empty();
    }

    private static Auth0Tenant parseUrl(String url, int index) throws InvalidValueException {
        try {
            UrlParts parts = UrlParts.parse(url);
            return new Auth0Tenant(
                    parts.host(),
                    parts.first("aud"),
                    parts.username(),
                    List.copyOf(parts.query().getOrDefault("user", List.of())));
        } catch (InvalidValueException e) {
            throw new InvalidValueException("invalid url encoding of tenant " + index + ": " + e.reason());
        }
    }

    private static Auth0Tenant parseBase64(String text, int index) throws InvalidValueException {
        byte[] document;
        try {
            document = decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("invalid base64 encoding of tenant " + index
                    + ": illegal base64 data at input byte " + firstIllegal(text));
        }
        try {
            if (document.length == 0) {
                throw new InvalidValueException("invalid JSON in tenant " + index + ": unexpected end of JSON input");
            }
            return JsonReader.read(document, Auth0TenantsType::readOne);
        } catch (JsonException e) {
            throw new InvalidValueException("invalid JSON in tenant " + index + ": " + e.getMessage());
        }
    }

    /** Padding is required, RFC 4648 section 3.2. */
    private static byte[] decode(String text) {
        if (text.length() % 4 != 0) {
            throw new IllegalArgumentException("not padded");
        }
        return Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first byte outside the alphabet, else the start of the last group, which is not whole. */
    private static int firstIllegal(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!digit && c != '+' && c != '/') {
                return i;
            }
        }
        return text.length() / 4 * 4;
    }

    private static Auth0Tenant readOne(JsonReader in) throws JsonException {
        Fields fields = new Fields();
        in.object("Auth0Tenant", fields::read);
        return new Auth0Tenant(fields.domain, fields.audience, fields.clientId, fields.users);
    }

    private static String printOne(Auth0Tenant tenant) {
        StringBuilder url = new StringBuilder(SCHEME).append("://");
        if (!tenant.clientId().isEmpty()) {
            url.append(UrlParts.encode(tenant.clientId())).append('@');
        }
        url.append(tenant.domain()).append("?aud=").append(UrlParts.encode(tenant.audience()));
        tenant.users().forEach(user -> url.append("&user=").append(UrlParts.encode(user)));
        return url.toString();
    }

    /** The fields of one tenant while it is being read. */
    private static final class Fields {
        private String domain = "";
        private String audience = "";
        private String clientId = "";
        private List<String> users = List.of();

        void read(String field, JsonReader in) throws JsonException {
            switch (field) {
                case "domain" -> domain = in.string(domain);
                case "audience" -> audience = in.string(audience);
                case "clientid" -> clientId = in.string(clientId);
                case "users" -> users = in.strings();
                default -> in.skip();
            }
        }
    }
}
