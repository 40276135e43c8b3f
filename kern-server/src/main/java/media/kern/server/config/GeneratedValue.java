package media.kern.server.config;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/** Values that are made up on the first start, from a cryptographic generator. */
final class GeneratedValue {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String SYMBOLS = "#@+*%&/<>[]()=?!$.,:;-_";
    private static final List<String> ADJECTIVES = List.of(
            "amber", "bold", "bright", "calm", "clear", "cool", "crisp", "deep", "early", "fair", "fresh", "gentle",
            "green", "kind", "late", "light", "lively", "mild", "misty", "noble", "pale", "proud", "quick", "quiet",
            "round", "sharp", "shy", "silent", "smooth", "still", "swift", "warm");
    private static final List<String> NOUNS = List.of(
            "bay", "beach", "bird", "breeze", "brook", "cloud", "coast", "dawn", "delta", "dune", "field", "fjord",
            "forest", "garden", "glade", "harbor", "hill", "island", "lake", "leaf", "meadow", "moon", "peak", "pond",
            "rain", "reef", "river", "shore", "snow", "star", "valley", "wave");

    private GeneratedValue() {}

    static String id() {
        return UUID.randomUUID().toString();
    }

    /** Adjective, noun and four digits. */
    static String name() {
        return pick(ADJECTIVES) + "-" + pick(NOUNS) + "-" + (1000 + RANDOM.nextInt(9000));
    }

    /** 32 letters, digits and symbols: about 205 bits. */
    static String signingSecret() {
        return characters(LETTERS + SYMBOLS, 32);
    }

    /** 18 letters and digits: about 107 bits. */
    static String password() {
        return characters(LETTERS, 18);
    }

    private static String pick(List<String> words) {
        return words.get(RANDOM.nextInt(words.size()));
    }

    private static String characters(String alphabet, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
