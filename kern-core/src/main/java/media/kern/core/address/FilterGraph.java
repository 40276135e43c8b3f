package media.kern.core.address;

import java.util.ArrayList;
import java.util.List;

/** Reads the graph of filters that {@code -filter_complex} and the like are given, without knowing any filter. */
final class FilterGraph {
    private static final String SCALER_FLAGS = "sws_flags=";

    private final String text;
    private final QuotedText reader;
    private final List<Filter> filters = new ArrayList<>();

    private FilterGraph(String text) {
        this.text = text;
        this.reader = new QuotedText(text);
    }

    /**
     * One filter of a graph.
     *
     * @param name without the name of the instance
     * @param arguments in their order
     */
    record Filter(String name, List<KeyValue> arguments) {}

    /**
     * The filters of a graph in their order.
     *
     * @throws AddressException if FFmpeg would not understand it, either
     */
    static List<Filter> filters(String graph) throws AddressException {
        FilterGraph parser = new FilterGraph(graph);
        parser.scalerFlags();
        parser.chains();
        return parser.filters;
    }

    private void scalerFlags() throws AddressException {
        reader.skipBlanks();
        if (text.startsWith(SCALER_FLAGS, reader.position())) {
            int end = text.indexOf(';', reader.position());
            if (end < 0) {
                throw new AddressException("the flags of the scaler in the filter graph don't end with a semicolon");
            }
            reader.moveTo(end + 1);
        }
    }

    private void chains() throws AddressException {
        reader.skipBlanks();
        while (!reader.atEnd()) {
            filter();
            reader.skipBlanks();
            if (reader.atEnd()) {
                return;
            }
            if (!reader.at(',') && !reader.at(';')) {
                throw new AddressException("the filter graph can't be understood at position " + reader.position());
            }
            reader.skip();
            reader.skipBlanks();
        }
    }

    private void filter() throws AddressException {
        labels();
        String name = reader.token("=,;[");
        int instance = name.indexOf('@');
        String arguments = "";
        if (reader.at('=')) {
            reader.skip();
            arguments = reader.token("[],;");
        }
        labels();
        filters.add(new Filter(instance < 0 ? name : name.substring(0, instance), KeyValue.arguments(arguments)));
    }

    private void labels() throws AddressException {
        reader.skipBlanks();
        while (reader.at('[')) {
            int start = reader.position();
            reader.skip();
            reader.token("]");
            if (reader.atEnd()) {
                throw new AddressException("the label at position " + start + " of the filter graph isn't closed");
            }
            reader.skip();
            reader.skipBlanks();
        }
    }
}
