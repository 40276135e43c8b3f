package media.kern.server.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import media.kern.core.json.JsonException;
import media.kern.core.json.JsonReader;

/**
 * A whole number of 64 bits; in the environment also hexadecimal, octal and binary, with {@code _} between digits.
 * Unsigned numbers end at 2^63-1 here: larger ones are held as that.
 */
final class LongType implements SettingType<Long> {
    private static final Pattern NUMBER = Pattern.compile(
            "(?<sign>[+-]?)(?:0x(?<hex>(?:_?[0-9a-f])+)|0b(?<binary>(?:_?[01])+)|0o?(?<octal>(?:_?[0-7])+)"
                    + "|(?<decimal>0|[1-9](?:_?[0-9])*))");
    private static final int LONGEST = 100;
    private static final BigInteger UINT64_LIMIT = BigInteger.ONE.shiftLeft(64);

    private final boolean unsigned;

    private LongType(boolean unsigned) {
        this.unsigned = unsigned;
    }

    static LongType signed() {
        return new LongType(false);
    }

    static LongType unsigned() {
        return new LongType(true);
    }

    @Override
    public String label() {
        return unsigned ? "uint64" : "int64";
    }

    @Override
    public Long parse(String text) throws InvalidValueException {
        if (text.length() > LONGEST) {
            throw error(text.substring(0, LONGEST) + "...", "value out of range");
        }
        Matcher number = NUMBER.matcher(text.toLowerCase(Locale.ROOT));
        if (!number.matches() || (unsigned && !number.group("sign").isEmpty())) {
            throw error(text, "invalid syntax");
        }
        BigInteger magnitude = magnitude(number);
        BigInteger value = number.group("sign").equals("-") ? magnitude.negate() : magnitude;
        if (unsigned ? value.compareTo(UINT64_LIMIT) >= 0 : value.bitLength() > 63) {
            throw error(text, "value out of range");
        }
        return value.bitLength() > 63 ? Long.MAX_VALUE : value.longValue();
    }

    @Override
    public Long read(JsonReader in, Long current) throws JsonException {
        return unsigned ? in.uint64(current) : in.int64(current);
    }

    @Override
    public void write(JsonGenerator out, Long value) throws IOException {
        out.writeNumber(value);
    }

    @Override
    public String print(Long value) {
        return value.toString();
    }

    private static BigInteger magnitude(Matcher number) {
        if (number.group("hex") != null) {
            return digits(number.group("hex"), 16);
        }
        if (number.group("binary") != null) {
            return digits(number.group("binary"), 2);
        }
        if (number.group("octal") != null) {
            return digits(number.group("octal"), 8);
        }
        return digits(number.group("decimal"), 10);
    }

    private static BigInteger digits(String text, int radix) {
        return new BigInteger(text.replace("_", ""), radix);
    }

    private InvalidValueException error(String text, String reason) {
        String function = unsigned ? "strconv.ParseUint" : "strconv.ParseInt";
        return new InvalidValueException(function + ": parsing " + Quoted.of(text) + ": " + reason);
    }
}
