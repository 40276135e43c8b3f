package media.kern.ffmpeg.child;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "256, 1, 0", "65280, 255, 0", "35072, 137, 0", "2, 0, 2", "9, 0, 9", "139, 0, 11"})
    void readsTheStatusOfWait(int status, int code, int signal) {
        assertThat(ExitStatus.ofWait(status)).isEqualTo(new ExitStatus(code, signal));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 0", "137, 0, 9", "183, 183, 0", "255, 255, 0", "128, 128, 0"})
    void readsTheExitValueOfTheJdk(int value, int code, int signal) {
        assertThat(ExitStatus.ofJdk(value)).isEqualTo(new ExitStatus(code, signal));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, exit code 1", "0, 9, signal 9 (SIGKILL)", "0, 11, signal 11 (SIGSEGV)", "0, 34, signal 34"})
    void saysItInWords(int code, int signal, String text) {
        assertThat(new ExitStatus(code, signal).text()).isEqualTo(text);
    }
}
