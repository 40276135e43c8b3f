package media.kern.core.address;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of FFmpeg 4.4 to 8.0, its muxers, demuxers, protocols and codecs whose value reaches files. They are named
 * without stream specifier.
 */
final class FileOptions {
    private static final Map<String, FileUse> USES = new HashMap<>();

    static {
        add(FileUse.OUTPUT, "progress", "print_graphs_file");
        add(
                FileUse.ADDRESS,
                "dump_attachment",
                "header",
                "hls_enc_key_url",
                "hls_segment_filename",
                "hls_subtitle_path",
                "sdp_file",
                "segment_header_filename",
                "segment_list",
                "stats_enc_post",
                "stats_enc_pre",
                "stats_mux_pre");
        add(FileUse.FILE, "aribb24-base-path", "passlogfile", "vstats_file");
        add(
                FileUse.BESIDE,
                "hls_fmp4_init_filename",
                "hls_master_name",
                "init_seg_name",
                "master_pl_name",
                "media_seg_name",
                "single_file_name");
        add(FileUse.STREAM_NAMES, "var_stream_map");
        add(
                FileUse.INPUT,
                "attach",
                "ca_file",
                "cafile",
                "cert",
                "cert_file",
                "hls_key_info_file",
                "ifo_palette",
                "key_file",
                "private_key",
                "rtmp_swfverify",
                "sub_name");
        add(FileUse.INPUTS, "assetmaps");
        add(FileUse.LIBRARY, "omx_libname", "omx_libprefix");
        add(FileUse.HIDDEN, "filter_complex_script", "filter_script", "fpre", "graph_file");
        add(FileUse.PRESET, "apre", "pre", "spre", "vpre");
        add(FileUse.FORMAT, "f");
        add(FileUse.GRAPH, "af", "filter", "filter_complex", "graph", "lavfi", "vf");
        add(
                FileUse.DICTIONARY,
                "fifo_options",
                "format_options",
                "format_opts",
                "hls_segment_options",
                "hls_ts_options",
                "http_opts",
                "mpegts_muxer_options",
                "protocol_opts",
                "rtp_muxer_options",
                "seg_format_options",
                "segment_format_options");
        add(FileUse.PARAMETERS, "x264opts");
        add(FileUse.CODEC_FLAGS, "aflags", "flags", "sflags", "vflags");
        add(FileUse.SAFETY, "safe");
        add(FileUse.ABSOLUTE_REFERENCES, "use_absolute_path");
        add(FileUse.EXTENSIONS, "allowed_extensions", "allowed_segment_extensions");
        add(FileUse.PROTOCOLS, "protocol_whitelist");
    }

    /** One per encoder: {@code x264-params}, {@code svtav1-params}, {@code qsv_params} and so on. */
    private static final Pattern PARAMETERS = Pattern.compile(".+[-_]param(eter)?s");

    /** How an option that is not in the table would be called if it were for a file. */
    private static final Pattern FILE = Pattern.compile("(.+[-_])?(file|filename|path)");

    private FileOptions() {}

    private static void add(FileUse use, String... names) {
        for (String name : names) {
            USES.put(name, use);
        }
    }

    /** What FFmpeg does with the value of an option; empty if it is for no file. */
    static Optional<FileUse> use(String name, String value) {
        FileUse use = USES.get(name);
        if (use != null) {
            return Optional.of(use);
        }
        if (name.startsWith("/")) {
            return Optional.of(FileUse.HIDDEN);
        }
        if (PARAMETERS.matcher(name).matches()) {
            return Optional.of(FileUse.PARAMETERS);
        }
        boolean likelyFile = value.indexOf('/') >= 0 && FILE.matcher(name).matches();
        return likelyFile ? Optional.of(FileUse.ADDRESS) : Optional.empty();
    }
}
