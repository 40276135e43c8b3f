package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/** A point in time, RFC 3339. */
final class TimeType implements SettingType<Instant> {
    @Override
    public String label() {
        return "time";
    }

    @Override
    public Instant parse(String text) throws InvalidValueException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new InvalidValueException("parsing time " + Quoted.of(text) + " as RFC 3339: " + e.getMessage());
        }
    }

    @Override
    public Instant read(JsonReader in, Instant current) throws JsonException {
        if (in.atNull()) {
            return current;
        }
        try {
            return parse(in.string(""));
        } catch (InvalidValueException e) {
            throw in.invalid(e.reason());
        }
    }

    @Override
    public void write(JsonGenerator out, Instant value) throws IOException {
        out.writeString(value.toString());
    }

    @Override
    public String print(Instant value) {
        return value.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
