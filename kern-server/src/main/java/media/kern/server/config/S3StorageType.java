package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** S3 storages, as URLs separated by {@code |} in the environment. */
final class S3StorageType implements SettingType<List<S3Storage>> {
    private static final Pattern NAME = Pattern.compile("^[A-Za-z0-9_-]+$");

    @Override
    public String label() {
        return "S3 list, separated by `\\|`";
    }

    @Override
    public List<S3Storage> parse(String text) throws InvalidValueException {
        List<S3Storage> storages = new ArrayList<>();
        for (String url : text.split("\\|", -1)) {
            storages.add(S3Url.parse(url));
        }
        return List.copyOf(storages);
    }

    @Override
    public List<S3Storage> read(JsonReader in, List<S3Storage> current) throws JsonException {
        return List.copyOf(in.list("[]S3Storage", List.<S3Storage>of(), (element, none) -> readOne(element)));
    }

    @Override
    public void write(JsonGenerator out, List<S3Storage> value) throws IOException {
        out.writeStartArray();
        for (S3Storage storage : value) {
            writeOne(out, storage);
        }
        out.writeEndArray();
    }

    @Override
    public String print(List<S3Storage> value) {
        return value.isEmpty() ? "(empty)" : value.stream().map(S3Url::print).collect(Collectors.joining("|"));
    }

    @Override
    public Optional<String> check(List<S3Storage> value, Surroundings around) {
        for (int i = 0; i < value.size(); i++) {
            Optional<String> problem = checkOne(value.get(i), i);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> checkOne(S3Storage storage, int index) {
        if (storage.name().isEmpty()) {
            return Optional.of("the name for s3 storage " + index + " is missing");
        }
        if (!NAME.matcher(storage.name()).matches()) {
            return Optional.of("the name for s3 storage must match the pattern " + NAME);
        }
        if (storage.mountpoint().isEmpty()) {
            return Optional.of("the mountpoint for s3 storage " + index + " is missing");
        }
        S3Storage.Auth auth = storage.auth();
        if (auth.enable() && auth.username().isEmpty() && auth.password().isEmpty()) {
            return Optional.of("auth is enabled, but no username and password are set for s3 storage " + index);
        }
        return Optional.empty();
    }

    private static S3Storage readOne(JsonReader in) throws JsonException {
        Fields fields = new Fields();
        in.object("S3Storage", fields::read);
        return fields.storage();
    }

    private static void writeOne(JsonGenerator out, S3Storage storage) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", storage.name());
        out.writeStringField("mountpoint", storage.mountpoint());
        out.writeObjectFieldStart("auth");
        out.writeBooleanField("enable", storage.auth().enable());
        out.writeStringField("username", storage.auth().username());
        out.writeStringField("password", storage.auth().password());
        out.writeEndObject();
        out.writeStringField("endpoint", storage.endpoint());
        out.writeStringField("access_key_id", storage.accessKeyId());
        out.writeStringField("secret_access_key", storage.secretAccessKey());
        out.writeStringField("bucket", storage.bucket());
        out.writeStringField("region", storage.region());
        out.writeBooleanField("use_ssl", storage.useSsl());
        out.writeEndObject();
    }

    /** The fields of one storage while it is being read. */
    private static final class Fields {
        private String name = "";
        private String mountpoint = "";
        private S3Storage.Auth auth = S3Storage.Auth.NONE;
        private String endpoint = "";
        private String accessKeyId = "";
        private String secretAccessKey = "";
        private String bucket = "";
        private String region = "";
        private boolean useSsl;

        void read(String field, JsonReader in) throws JsonException {
            switch (field) {
                case "name" -> name = in.string(name);
                case "mountpoint" -> mountpoint = in.string(mountpoint);
                case "auth" -> in.object("S3StorageAuth", this::readAuth);
                case "endpoint" -> endpoint = in.string(endpoint);
                case "access_key_id" -> accessKeyId = in.string(accessKeyId);
                case "secret_access_key" -> secretAccessKey = in.string(secretAccessKey);
                case "bucket" -> bucket = in.string(bucket);
                case "region" -> region = in.string(region);
                case "use_ssl" -> useSsl = in.bool(useSsl);
                default -> in.skip();
            }
        }

        private void readAuth(String field, JsonReader in) throws JsonException {
            switch (field) {
                case "enable" -> auth = new S3Storage.Auth(in.bool(auth.enable()), auth.username(), auth.password());
                case "username" ->
                    auth = new S3Storage.Auth(auth.enable(), in.string(auth.username()), auth.password());
                case "password" ->
                    auth = new S3Storage.Auth(auth.enable(), auth.username(), in.string(auth.password()));
                default -> in.skip();
            }
        }

        S3Storage storage() {
            return new S3Storage(
                    name, mountpoint, auth, endpoint, accessKeyId, secretAccessKey, bucket, region, useSsl);
        }
    }
}
