package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTypeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
    void readsTrue(String text) throws InvalidValueException {
        assertThat(new BooleanType().parse(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "FALSE", "false", "False"})
    void readsFalse(String text) throws InvalidValueException {
        assertThat(new BooleanType().parse(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "bool, yes, 'strconv.ParseBool: parsing \"yes\": invalid syntax'",
        "bool, '', 'strconv.ParseBool: parsing \"\": invalid syntax'",
        "int, x, 'strconv.Atoi: parsing \"x\": invalid syntax'",
        "int, 0x10, 'strconv.Atoi: parsing \"0x10\": invalid syntax'",
        "int, 99999999999, 'strconv.Atoi: parsing \"99999999999\": value out of range'",
        "int64, x, 'strconv.ParseInt: parsing \"x\": invalid syntax'",
        "int64, 08, 'strconv.ParseInt: parsing \"08\": invalid syntax'",
        "int64, 1__0, 'strconv.ParseInt: parsing \"1__0\": invalid syntax'",
        "int64, 9223372036854775808, 'strconv.ParseInt: parsing \"9223372036854775808\": value out of range'",
        "uint64, -1, 'strconv.ParseUint: parsing \"-1\": invalid syntax'",
        "uint64, +1, 'strconv.ParseUint: parsing \"+1\": invalid syntax'",
        "uint64, 18446744073709551616, 'strconv.ParseUint: parsing \"18446744073709551616\": value out of range'",
        "email, '', 'mail: no address'",
        "email, foo, 'mail: missing ''@'' or angle-addr'",
        "email, a b@c, 'mail: \"a b@c\" is not an address'",
        "map, foo, 'missing '':'' between route and target in \"foo\"'",
        "s3, :foo, 'invalid S3 storage URL (:foo): parse \":foo\": missing protocol scheme'",
        "tenants, '', 'invalid JSON in tenant 0: unexpected end of JSON input'",
        "tenants, abc, 'invalid base64 encoding of tenant 0: illegal base64 data at input byte 0'",
        "tenants, auth0://a%zz, "
                + "'invalid url encoding of tenant 0: parse \"auth0://a%zz\": invalid URL escape \"%zz\"'",
    })
    void refusesTexts(String type, String text, String message) {
        assertThatThrownBy(() -> type(type).parse(text)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "str, ' a ', ' a '",
        "int, -5, -5",
        "int, +7, 7",
        "int64, 1_000, 1000",
        "int64, 0x1F, 31",
        "int64, 0o17, 15",
        "int64, 017, 15",
        "int64, -0b11, -3",
        "uint64, 18446744073709551615, 9223372036854775807",
        "addr, 8080, :8080",
        "addr, 127.0.0.1:80, 127.0.0.1:80",
        "addr, foo, foo",
        "addr, '', ''",
        "email, Foo <a@b.c>, a@b.c",
        "email, a@b.c, a@b.c",
        "abspath, '', .",
        "abspath, /a//b/, /a/b",
        "abspath, /../a, /a",
        "abspath, a/../../b, ../b",
        "'list(,)', 'a, b ,,c', 'a,b,c'",
        "'list(,)', '', (empty)",
        "list( ), '.a  .b', '.a .b'",
        "map, 'y:foobar x:fooboz', 'x:fooboz y:foobar'",
        "map, '/a/*:/data/x  /b:/c:d', '/a/*:/data/x /b:/c:d'",
        "map, '', (empty)",
    })
    void readsTexts(String type, String text, String printed) throws InvalidValueException {
        assertThat(roundTrip(type(type), text)).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "addr, :8080, ",
        "addr, [::1]:80, ",
        "addr, localhost:99999, ",
        "addr, '', missing port in address",
        "addr, foo, address foo: missing port in address",
        "addr, ::1:80, address ::1:80: too many colons in address",
        "addr, [::1]80, address [::1]80: missing port in address",
        "addr, [::1, 'address [::1: missing '']'' in address'",
        "addr, foo:bar, the port must be numerical",
        "addr, foo:, the port must be numerical",
        "url, '', ",
        "url, https://a/b, ",
        "url, foo, foo is not a valid URL",
        "url, http:///x, http:///x is not a valid URL",
        "url, :x, :x is not a valid URL",
        "email, '', ",
        "email, foo, 'mail: missing ''@'' or angle-addr'",
        "abspath, foo, foo is not an absolute path",
        "abspath, /, ",
        "port, 70000, '70000 is not in the range of [0, 65535]'",
        "port, -1, '-1 is not in the range of [0, 65535]'",
        "port, 65535, ",
        "cidr, 127.0.0.1, invalid CIDR address: 127.0.0.1",
        "cidr, 127.0.0.1/33, invalid CIDR address: 127.0.0.1/33",
        "cidr, 127.0.0.01/8, invalid CIDR address: 127.0.0.01/8",
        "cidr, '10.0.0.0/8,::1/128,fe80::/10', ",
        "cidr, ::1%lo/128, invalid CIDR address: ::1%lo/128",
        "cors, foo, 'bad origin: origins must contain ''*'' or include http://, or https://'",
        "cors, 'http://a,https://*.b,*', ",
        "file, '', ",
        "file, file, ",
        "file, link, ",
        "file, nope, nope does not exist",
        "file, dir, dir is not a regular file",
        "dir, '', ",
        "dir, dir, ",
        "dir, nope, nope does not exist",
        "dir, file, file is not a directory",
        "mustdir, '', path name must not be empty",
        "mustdir, dir, ",
        "mustdir, new/deep, ",
        "mustdir, file, file is not a directory",
        "exec, tool, ",
        "exec, ./bin/tool, ",
        "exec, file, file not found or is not executable",
        "exec, ./file, ./file not found or is not executable",
        "exec, ./bin, ./bin not found or is not executable",
        "exec, '', ' not found or is not executable'",
    })
    void judgesValues(String type, String text, String message) throws Exception {
        prepareFiles();

        assertThat(check(type(type), text)).isEqualTo(Optional.ofNullable(message));
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void saysWhyADirectoryCannotBeCreated() throws Exception {
        prepareFiles();

        assertThat(check(DirectoryType.created(), "file/a/b"))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("file/a/b can't be created (mkdir ")
                        .endsWith("file/a: not a directory)"));
    }

    @Test
    void toleratesTheMissingDefaultOfTheContentTypes() {
        FileType type = new FileType("./mime.types");

        assertThat(type.check("./mime.types", around())).isEmpty();
        assertThat(type.check("./other.types", around())).contains("./other.types does not exist");
    }

    @Test
    void survivesNamesThatNoFileCanHave() {
        assertThat(new FileType("").check("a\0b", around())).contains("a\0b does not exist");
        assertThat(DirectoryType.created().check("a\0b", around())).contains("a\0b does not exist");
        assertThat(new ProgramType().check("./a\0b", around())).isPresent();
    }

    private void prepareFiles() throws IOException {
        Files.createDirectory(folder.resolve("dir"));
        Files.createFile(folder.resolve("file"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Path tool =
                Files.createFile(Files.createDirectory(folder.resolve("bin")).resolve("tool"));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
    }

    private Surroundings around() {
        return new Surroundings(folder, Map.of("PATH", folder.resolve("bin").toString()), hosts -> List.of());
    }

    private <T> Optional<String> check(SettingType<T> type, String text) throws InvalidValueException {
        if (type instanceof TextType literal) {
            return literal.check(text, around());
        }
        return type.check(type.parse(text), around());
    }

    private static <T> String roundTrip(SettingType<T> type, String text) throws InvalidValueException {
        return type.print(type.parse(text));
    }

    private static SettingType<?> type(String name) {
        return switch (name) {
            case "str" -> new TextType();
            case "bool" -> new BooleanType();
            case "int" -> IntegerType.any();
            case "port" -> IntegerType.port();
            case "int64" -> LongType.signed();
            case "uint64" -> LongType.unsigned();
            case "addr" -> new AddressType();
            case "url" -> new UrlType();
            case "email" -> new EmailType();
            case "file" -> new FileType("");
            case "dir" -> DirectoryType.existing();
            case "mustdir" -> DirectoryType.created();
            case "exec" -> new ProgramType();
            case "abspath" -> new AbsolutePathType();
            case "list(,)" -> ListType.of(",");
            case "list( )" -> ListType.of(" ");
            case "cidr" -> ListType.ranges();
            case "cors" -> ListType.origins();
            case "map" -> new RoutesType();
            case "s3" -> new S3StorageType();
            case "tenants" -> new Auth0TenantsType();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
