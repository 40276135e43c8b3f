package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the address of FFmpeg's tee: targets separated by {@code |}, each with an optional group of options in
 * brackets. A backslash takes the special meaning from the next character, single quotes from all between them.
 */
final class TeeAddress {
    private static final String BLANKS = " \n\t\r";

    private final String address;
    private int position;

    private TeeAddress(String address) {
        this.address = address;
    }

    static boolean looksLike(String address) {
        return address.indexOf('|') >= 0 || address.startsWith("[");
    }

    /** The addresses of the targets, unquoted and without their options. At least one, which may be empty. */
    static List<String> targets(String address) {
        TeeAddress tee = new TeeAddress(address);
        List<String> targets = new ArrayList<>();
        targets.add(withoutOptions(tee.token()));
        while (tee.position < address.length()) {
            tee.position++;
            targets.add(withoutOptions(tee.token()));
        }
        return targets;
    }

    /** Reads up to the next bar; blanks around the token are dropped unless they are quoted. */
    private String token() {
        StringBuilder token = new StringBuilder();
        int solid = 0;
        while (position < address.length() && BLANKS.indexOf(address.charAt(position)) >= 0) {
            position++;
        }
        while (position < address.length() && address.charAt(position) != '|') {
            char character = address.charAt(position);
            int end = endOfQuoted(address, position);
            if (end > position + 1) {
                token.append(address, position + 1, character == '\'' ? endOfContent(address, end) : end);
                solid = token.length();
            } else {
                token.append(character);
                solid = BLANKS.indexOf(character) >= 0 ? solid : token.length();
            }
            position = end;
        }
        return token.substring(0, solid);
    }

    /** A group that isn't closed is no group: FFmpeg refuses it, and here it is a strange file name. */
    private static String withoutOptions(String target) {
        if (!target.startsWith("[")) {
            return target;
        }
        int index = 1;
        while (index < target.length() && target.charAt(index) != ']') {
            index = endOfQuoted(target, index);
        }
        return index < target.length() ? target.substring(index + 1) : target;
    }

    /** The offset behind the element at this offset: an escaped character, a quoted text or a plain character. */
    private static int endOfQuoted(String text, int start) {
        if (text.charAt(start) == '\\' && start + 1 < text.length()) {
            return start + 2;
        }
        if (text.charAt(start) == '\'') {
            int close = text.indexOf('\'', start + 1);
            return close < 0 ? text.length() : close + 1;
        }
        return start + 1;
    }

    private static int endOfContent(String text, int end) {
        return text.charAt(end - 1) == '\'' ? end - 1 : end;
    }
}
