package media.kern.core.address;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what the parameters of the library of an encoder, such as {@code x264-params}, make it read and write. */
final class EncoderParameters {
    /** What is written by x264, x265, libaom, libvvenc and kvazaar. */
    private static final Set<String> WRITTEN = Set.of(
            "analysis-reuse-file",
            "analysis-save",
            "csv",
            "dump-yuv",
            "log-file",
            "logfile",
            "opencl-clbin",
            "partition-info-path",
            "rcstatsfile",
            "recon",
            "stats",
            "statsfile");

    private static final Set<String> READ = Set.of(
            "analysis-load",
            "aom-film-grain",
            "cqm",
            "cqm-file",
            "cqmfile",
            "dhdr10-info",
            "dolby-vision-rpu",
            "fgs-table",
            "film-grain",
            "film-grain-table",
            "lambda-file",
            "nalu-file",
            "qpfile",
            "rate-distribution-info",
            "roi-map-file",
            "scaling-list",
            "vmaf-model-path",
            "zonefile");

    /** Where x264 puts the statistics of the first pass if nothing else is said; x265 does likewise. */
    private static final String DEFAULT_STATISTICS = "x264_2pass.log";

    private static final String ZONES = "zones";

    /** Not a ratio such as {@code 16/9}. */
    private static final Pattern PATH = Pattern.compile("^(/|\\.{1,2}/)|/\\.\\./|^[^/]*[^\\d./][^/]*/");

    private final AddressPolicy addresses;

    EncoderParameters(AddressPolicy addresses) {
        this.addresses = addresses;
    }

    /** Libraries differ in whether they know quotes, so both readings must be fine. */
    OutputKind check(String parameters) throws AddressException {
        return check(KeyValue.dictionary(parameters)).and(check(KeyValue.unquoted(parameters)));
    }

    private OutputKind check(List<KeyValue> parameters) throws AddressException {
        OutputKind kind = OutputKind.STREAM;
        boolean passes = false;
        boolean named = false;
        for (KeyValue parameter : parameters) {
            String name = parameter.key().replace('_', '-');
            String value = parameter.value();
            passes |= name.equals("pass") && !value.equals("0");
            named |= name.equals("stats");
            if (name.equals(ZONES)) {
                continue; // Their separator is a slash.
            }
            if (READ.contains(name)) {
                if (value.indexOf('/') >= 0) {
                    addresses.checkRead(value);
                }
            } else if (WRITTEN.contains(name) || looksLikePath(value)) {
                kind = kind.and(addresses.writtenFile(value));
            }
        }
        return passes && !named ? kind.and(writesStatistics()) : kind;
    }

    /** For an encoder that writes statistics without being told where to. */
    OutputKind writesStatistics() throws AddressException {
        return addresses.writtenFile(DEFAULT_STATISTICS);
    }

    private static boolean looksLikePath(String value) {
        return PATH.matcher(value).find();
    }
}
