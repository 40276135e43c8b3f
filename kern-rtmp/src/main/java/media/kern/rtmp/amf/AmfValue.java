package media.kern.rtmp.amf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of AMF 0 (Action Message Format, December 2007). What AMF 3 has more is read as the nearest of these. */
public sealed interface AmfValue {
    /** @param value any double, NaN too */
    record Numeric(double value) implements AmfValue {}

    /** A boolean. */
    record Bool(boolean value) implements AmfValue {}

    /** A string, long or short. */
    record Text(String value) implements AmfValue {}

    /** An object; its properties keep their order. */
    record Obj(Map<String, AmfValue> properties) implements AmfValue {}

    /** An ECMA array: named values. */
    record EcmaArray(Map<String, AmfValue> properties) implements AmfValue {}

    /** A strict array: values in a row. */
    record StrictArray(List<AmfValue> values) implements AmfValue {}

    /** @param millis since 1970 */
    record Date(double millis) implements AmfValue {}

    /** Values without content. */
    enum Nothing implements AmfValue {
        NULL,
        UNDEFINED
    }

    /** A number. */
    static AmfValue of(double value) {
        return new Numeric(value);
    }

    /** A string. */
    static AmfValue of(String value) {
        return new Text(value);
    }

    /** Starts an object. */
    static Properties object() {
        return new Properties();
    }

    /** This, if it is a string. */
    default Optional<String> text() {
        return this instanceof Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /** This, if it is a number. */
    default Optional<Double> number() {
        return this instanceof Numeric(double value) ? Optional.of(value) : Optional.empty();
    }

    /** Properties by name; empty of anything that has none. */
    default Map<String, AmfValue> named() {
        return switch (this) {
            case Obj(Map<String, AmfValue> properties) -> properties;
            case EcmaArray(Map<String, AmfValue> properties) -> properties;
            default -> Map.of();
        };
    }

    /** Puts an object together. */
    final class Properties {
        private final Map<String, AmfValue> properties = new LinkedHashMap<>();

        private Properties() {}

        /** Adds a string. */
        public Properties with(String name, String value) {
            return with(name, of(value));
        }

        /** Adds a number. */
        public Properties with(String name, double value) {
            return with(name, of(value));
        }

        /** Adds a value. */
        public Properties with(String name, AmfValue value) {
            properties.put(name, value);
            return this;
        }

        /** As an object. */
        public AmfValue build() {
            return new Obj(properties);
        }

        /** As an ECMA array. */
        public AmfValue buildArray() {
            return new EcmaArray(properties);
        }
    }
}
