package media.kern.core.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    private static final Map<String, String> VARIABLES = Map.of("processid", "123456789", "location", "World");

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            {foobar} ;:.,-_$\\£!^
            {foobar^:} ;\\\\:.,-_$\\\\\\£!^
            {foobar^:}barfoo{foobar^:} ;\\\\:.,-_$\\\\\\£!^barfoo;\\\\:.,-_$\\\\\\£!^
            {foobar^^} ;:.,-_$\\\\\\£!\\\\^
            {foobar^\\} ;:.,-_$\\\\\\£!^
            {foobar^:.} {foobar^:.}
            {foobar^} {foobar^}
            {barfoo} {barfoo}
            {barfoo^:} {barfoo^:}
            {foobar^}} ;:.,-_$\\\\\\£!^
            {{foobar}} {;:.,-_$\\£!^}
            {foobar,a=b} ;:.,-_$\\£!^
            """)
    void escapesValues(String text, String expected) throws Exception {
        assertThat(Placeholders.builder().build().replace(text, "foobar", ";:.,-_$\\£!^"))
                .isEqualTo(expected);
    }

    @Test
    void knownPlaceholderWithoutValueBecomesEmpty() throws Exception {
        assertThat(Placeholders.builder().build().replace("{foobar}", "foobar", ""))
                .isEmpty();
        assertThat(Placeholders.builder().build().replace("{foobar}/x", "foobar", VARIABLES))
                .isEqualTo("/x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {foo:bar,who=World}                     | Hello World! {what}?
            {foo:bar,who=World,what=E%3dmc^2}       | Hello World! E=mc^2?
            {foo:bar^:,who=World,what=E%3dmc:2}     | Hello World! E=mc\\\\:2?
            {foo:bar,who=World,what=}               | Hello World! ?
            {foo:bar,who=$location,what=$processid} | Hello World! 123456789?
            {foo:bar,who=$processidxxx}             | Hello 123456789xxx! {what}?
            {foo:bar,who=$unknown$}                 | Hello $unknown$! {what}?
            {foo:bar,who={what}}                    | Hello {what! {what}?}
            """)
    void fillsTemplates(String text, String expected) throws Exception {
        Placeholders placeholders = Placeholders.builder()
                .template("foo:bar", "Hello {who}! {what}?", Map.of())
                .build();
        assertThat(placeholders.replace(text, "foo:bar", VARIABLES)).isEqualTo(expected);
    }

    @Test
    void fillsTemplatesWithDefaults() throws Exception {
        Placeholders placeholders = Placeholders.builder()
                .template("foobar", "Hello {who}! {what}?", Map.of("who", "someone", "what", "something"))
                .build();
        assertThat(placeholders.replace("{foobar}", "foobar", VARIABLES)).isEqualTo("Hello someone! something?");
        assertThat(placeholders.replace("{foobar,who=World}", "foobar", VARIABLES))
                .isEqualTo("Hello World! something?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {rtmp,name=a%2Cb%7Dc+d}   | rtmp://localhost/app/a,b}c d?token=foobar
            {rtmp}                    | rtmp://localhost/app/{name}?token=foobar
            {rtmp,}                   | rtmp://localhost/app/{name}?token=foobar
            {rtmp,name=%zz}           | rtmp://localhost/app/{name}?token=foobar
            {rtmp,name=%4}            | rtmp://localhost/app/{name}?token=foobar
            {rtmp,=x}                 | rtmp://localhost/app/{name}?token=foobar
            {rtmp,name}               | rtmp://localhost/app/?token=foobar
            {rtmp,name=a,name=b}      | rtmp://localhost/app/b?token=foobar
            {rtmp,name=a=b}           | rtmp://localhost/app/a=b?token=foobar
            {rtmp,n%61me=%C3%A4}      | rtmp://localhost/app/ä?token=foobar
            {rtmp^:,name=a:b}         | rtmp\\\\://localhost/app/a\\\\:b?token=foobar
            {rtmp,name={processid}}   | rtmp://localhost/app/{processid?token=foobar}
            {RTMP,name=x}             | {RTMP,name=x}
            { rtmp}                   | { rtmp}
            {rtmp                     | {rtmp
            {rtmp,name=a              | {rtmp,name=a
            """)
    void fillsTheRtmpTemplate(String text, String expected) throws Exception {
        Placeholders placeholders = Placeholders.builder()
                .template("rtmp", "rtmp://localhost/app/{name}?token=foobar", Map.of())
                .build();
        assertThat(placeholders.replace(text, "rtmp", VARIABLES)).isEqualTo(expected);
    }

    @Test
    void parametersDoNotReachAcrossLines() throws Exception {
        Placeholders placeholders = Placeholders.builder().value("rtmp", "x").build();
        assertThat(placeholders.replace("{rtmp,a\nb} {rtmp^\n} {rtmp}", "rtmp", VARIABLES))
                .isEqualTo("{rtmp,a\nb} {rtmp^\n} x");
    }

    @Test
    void variablesAreReplacedInASinglePass() throws Exception {
        Placeholders placeholders =
                Placeholders.builder().template("t", "{a}", Map.of()).build();
        Map<String, String> variables = Map.of("processid", "$reference", "reference", "$processid");
        assertThat(placeholders.replace("{t,a=$processid$reference}", "t", variables))
                .isEqualTo("$reference$processid");
    }

    @Test
    void starCoversAllNamesWithThePrefix() throws Exception {
        Placeholders placeholders = Placeholders.builder()
                .value("fs:baz", "one")
                .value("fs:bar", "two")
                .build();
        assertThat(placeholders.replace("{fs:baz}, {fs:bar}, {fs:unknown}, {fs}", "fs:*", VARIABLES))
                .isEqualTo("one, two, , {fs}");
    }

    @Test
    void namesWithDashesAreReplacedOnlyIfKnown() throws Exception {
        Placeholders unknown = Placeholders.builder().build();
        Placeholders known =
                Placeholders.builder().value("fs:my-s3_1", "http://x").build();
        assertThat(unknown.replace("{fs:my-s3_1}/x", "fs:*", VARIABLES)).isEqualTo("{fs:my-s3_1}/x");
        assertThat(known.replace("{fs:my-s3_1}/x", "fs:*", VARIABLES)).isEqualTo("http://x/x");
    }

    @Test
    void refusesToGrowBeyondTheLimitAndNamesIt() {
        Placeholders placeholders =
                Placeholders.builder().template("t", "{a}{a}{a}{a}", Map.of()).build();
        String value = "$processid".repeat(1000);
        Map<String, String> variables = Map.of("processid", "x".repeat(1000));
        assertThatThrownBy(() -> placeholders.replace("{t,a=" + value + "}", "t", variables))
                .isInstanceOf(PlaceholderException.class)
                .hasMessageContaining("1048576");
        assertThatThrownBy(() -> placeholders.replace("x".repeat((1 << 20) + 1), "t", variables))
                .isInstanceOf(PlaceholderException.class);
    }

    @Test
    @Timeout(20)
    void unclosedPlaceholdersTakeLinearTime() throws Exception {
        String text = "{a,".repeat(300_000);
        assertThat(Placeholders.builder().build().replace(text, "a", VARIABLES)).isEqualTo(text);
    }
}
