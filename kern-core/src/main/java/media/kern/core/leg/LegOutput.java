package media.kern.core.leg;

import java.util.List;

/** An output of FFmpeg that is a leg: its options, and the address behind them. */
public record LegOutput(List<String> options, String address) {
    public LegOutput {
        options = List.copyOf(options);
    }
}
