package media.kern.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * Sets Logback up when the first logger is asked for, without reading any file: warnings and errors go to the standard
 * error stream until {@link KernLog#configure} is called. Logback finds it as a service.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class KernConfigurator extends ContextAwareBase implements Configurator {

    /** For the service loader. */
    public KernConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext loggerContext) {
        install(loggerContext);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static EventAppender install(LoggerContext context) {
        Console console = new Console(System.err, new EventFormatter(false));
        EventAppender appender = new EventAppender(LogSink.of(LogLevel.WARN, List.of(), new LogBuffer(0), console));
        appender.setContext(context);
        appender.start();
        ForeignLoggers filter = new ForeignLoggers();
        filter.setContext(context);
        filter.start();
        context.addTurboFilter(filter);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        return appender;
    }
}
