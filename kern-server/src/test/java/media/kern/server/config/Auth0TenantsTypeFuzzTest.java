package media.kern.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class Auth0TenantsTypeFuzzTest {
    @FuzzTest
    void understandsOrRefusesAnyList(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        Auth0TenantsType type = new Auth0TenantsType();
        try {
            assertThat(type.print(type.parse(text))).startsWith("auth0://");
        } catch (InvalidValueException e) {
            assertThat(e).hasMessageStartingWith("invalid ");
        }
    }
}
