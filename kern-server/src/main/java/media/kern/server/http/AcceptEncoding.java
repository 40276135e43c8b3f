package media.kern.server.http;

import java.util.List;
import java.util.Locale;

/** The request header of RFC 9110 section 12.5.3. */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** Whether gzip is accepted: named, or covered by a star, with a weight above zero. */
    static boolean gzip(List<String> headers) {
        boolean star = false;
        for (String header : headers) {
            for (String element : header.split(",")) {
                String[] parts = element.strip().toLowerCase(Locale.ROOT).split(";", 2);
                boolean wanted = parts.length < 2 || !isZero(parts[1]);
                switch (parts[0].strip()) {
                    case "gzip", "x-gzip" -> {
                        return wanted;
                    }
                    case "*" -> star = wanted;
                    default -> {}
                }
            }
        }
        return star;
    }

    private static boolean isZero(String parameter) {
        String weight = parameter.replace(" ", "");
        return weight.matches("q=0(\\.0{0,3})?");
    }
}
