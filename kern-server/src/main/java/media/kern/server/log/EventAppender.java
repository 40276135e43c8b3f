package media.kern.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** The one appender of the server; a reload exchanges the sink behind it, so no event is lost or seen twice. */
final class EventAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    static final String NAME = "kern";

    private volatile LogSink sink;

    EventAppender(LogSink sink) {
        this.sink = sink;
        setName(NAME);
    }

    LogSink sink() {
        return sink;
    }

    synchronized void exchange(LogSink next) {
        LogSink previous = sink;
        previous.console().flush();
        sink = next;
        previous.console().close();
    }

    @Override
    public void stop() {
        super.stop();
        sink.console().close();
    }

    @Override
    protected void append(ILoggingEvent event) {
        LogSink current = sink;
        current.accept(EventCapture.capture(event, current.level() == LogLevel.DEBUG));
    }
}
