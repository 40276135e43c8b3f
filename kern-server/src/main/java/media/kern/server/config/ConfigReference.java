package media.kern.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the documentation that lists every variable. */
final class ConfigReference {
    private static final String INTRODUCTION = """
            # Configuration

            A value comes from the first of these that has one:

            1. the environment variable of the table below, or one of its old names in brackets,
            2. the file `.env` in the working directory (`NAME=value` lines),
            3. the configuration file,
            4. the default.

            An environment variable that is set but empty counts as set. The configuration file never holds values from
            the environment.

            ## The file

            The file is JSON. It is created on the first start, and written again only by `PUT /api/v3/config`, by the
            migration of an old layout (a copy of the old file is kept next to it) or to add a generated value. The path
            is `CORE_CONFIGFILE`; without it, the first existing one of these:

            - `./config/config.json`, `./config/config.js`
            - `$HOME/.config/datarhei-core/config.json`, `…/config.js`
            - `$XDG_CONFIG_HOME/datarhei-core/config.json`, `…/config.js`

            and if there is none, `./config/config.json`. Relative paths are relative to the working directory. A file
            that cannot be understood stops the start with a message that names file, line and column, and is left as
            it is. Fields that are not in the tables stay in the file but have no effect.

            A change by `PUT /api/v3/config` takes effect with the next reload.

            ## Values in environment variables

            | type | form |
            |---|---|
            | bool | `true`, `false`, `1`, `0`, `t`, `f` |
            | address | `host:port`, `[IPv6]:port`, `:port` or just the port |
            | list | values with the separator of the table between them |
            | map | `name:value name:value` |
            | S3 list | `https://KEY_ID:SECRET@REGION.ENDPOINT/BUCKET?name=NAME&mount=/PATH` per storage, with `&username=U&password=P` if writing needs credentials; `@.ENDPOINT` if there is no region, or `@ENDPOINT` and `&region=REGION` |
            | tenant list | `auth0://CLIENTID@DOMAIN?aud=AUDIENCE&user=USER` per tenant, or Base64 of a JSON object with `domain`, `audience`, `clientid` and `users` |
            """;

    private ConfigReference() {}

    static String markdown() {
        Map<String, List<Setting<?>>> sections = new LinkedHashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            sections.computeIfAbsent(section(setting.path()), name -> new ArrayList<>())
                    .add(setting);
        }
        StringBuilder page = new StringBuilder(INTRODUCTION);
        sections.forEach((name, settings) -> {
            page.append("\n## ").append(name).append("\n\n");
            page.append("| JSON path | environment | type | default | meaning |\n|---|---|---|---|---|\n");
            settings.forEach(setting -> page.append(row(setting)));
        });
        return page.toString();
    }

    private static String section(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? "General" : "`" + path.substring(0, dot) + "`";
    }

    private static <T> String row(Setting<T> setting) {
        String former = setting.formerEnvironmentNames().stream()
                .map(ConfigReference::code)
                .collect(Collectors.joining(", "));
        String environment =
                setting.environmentName().map(ConfigReference::code).orElse("");
        String value = setting.generated().orElseGet(() -> printed(setting));
        return "| " + code(setting.path())
                + " | " + environment + (former.isEmpty() ? "" : " (" + former + ")")
                + " | " + setting.type().label()
                + " | " + value
                + " | " + setting.description() + (setting.isMasked() ? " Secret." : "") + " |\n";
    }

    private static <T> String printed(Setting<T> setting) {
        String value = setting.type().print(setting.initial());
        return value.isEmpty() ? "" : value.equals("(empty)") ? "none" : code(value);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
