package media.kern.ffmpeg.skills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import media.kern.ffmpeg.child.ChildLauncher;
import media.kern.ffmpeg.child.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareDevicesTest {
    private final ChildLauncher launcher = new ChildLauncher("hardware-test");
    private final List<String> errors = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        launcher.close();
    }

    private List<HardwareDevice> find(String kind, HardwareSources sources) {
        Path ffmpeg = folder.resolve("ffmpeg");
        Skill skill = new Skill(kind, "name of " + kind);
        Devices found = new HardwareDevices(launcher, ffmpeg, sources)
                .of(new Formats(List.of(skill), List.of(skill)), errors::add);
        assertThat(found.demuxers()).isEqualTo(found.muxers()).singleElement().satisfies(device -> {
            assertThat(device.id()).isEqualTo(kind);
            assertThat(device.name()).isEqualTo("name of " + kind);
        });
        return found.demuxers().getFirst().devices();
    }

    private HardwareSources nothing() {
        return new HardwareSources(folder, folder, Optional.empty(), Optional.empty());
    }

    @Test
    void findsSoundCardsThatCanRecord() throws IOException {
        Files.writeString(folder.resolve("cards"), """
                 0 [ALSA           ]: bcm2835_alsa - bcm2835 ALSA
                                      bcm2835 ALSA
                 1 [C170           ]: USB-Audio - Webcam C170
                                      Webcam C170 at usb-3f980000.usb-1.3, full speed
                """);
        Files.writeString(folder.resolve("devices"), """
                  0: [ 0]   : control
                 16: [ 0- 0]: digital audio playback
                 32: [ 1]   : control
                 33:        : timer
                 56: [ 1- 0]: digital audio capture
                 57: [ 2- 0]: digital audio capture
                """);

        assertThat(find("alsa", nothing()))
                .containsExactly(new HardwareDevice("hw:1,0", "USB-Audio - Webcam C170", "", "audio"));
        assertThat(errors).isEmpty();
    }

    @Test
    void findsCameras() throws IOException {
        Path program = Programs.script(folder, "v4l2-ctl", """
                [ "$*" = --list-devices ] || exit 2
                echo 'Cannot open device /dev/video9, exiting.' >&2
                cat <<END
                mmal service 16.1 (platform:bcm2835-v4l2):
                \t/dev/video0

                Webcam C170: Webcam C170 (usb-3f980000.usb-1.3):
                \t/dev/video1
                \t/dev/video2
                \t/dev/media3

                END
                exit 1
                """);

        assertThat(find("video4linux2", new HardwareSources(folder, folder, Optional.of(program), Optional.empty())))
                .containsExactly(
                        new HardwareDevice("/dev/video0", "mmal service 16.1", "platform:bcm2835-v4l2", "video"),
                        new HardwareDevice("/dev/video1", "Webcam C170: Webcam C170", "usb-3f980000.usb-1.3", "video"),
                        new HardwareDevice("/dev/video2", "Webcam C170: Webcam C170", "usb-3f980000.usb-1.3", "video"));
        assertThat(errors).isEmpty();
    }

    @Test
    void findsCamerasAndMicrophonesOfMacOs() throws IOException {
        Programs.script(folder, "ffmpeg", """
                cat >&2 <<END
                [AVFoundation indev @ 0x7fc2c1c04a40] AVFoundation video devices:
                [AVFoundation indev @ 0x7fc2c1c04a40] [0] FaceTime HD Camera
                [AVFoundation indev @ 0x7fc2c1c04a40] [1] Capture screen 0
                [AVFoundation indev @ 0x7fc2c1c04a40] AVFoundation audio devices:
                [AVFoundation indev @ 0x7fc2c1c04a40] [0] Built-in Microphone
                : Input/output error
                END
                exit 1
                """);

        assertThat(find("avfoundation", nothing()))
                .containsExactly(
                        new HardwareDevice("0", "FaceTime HD Camera", "", "video"),
                        new HardwareDevice("1", "Capture screen 0", "", "video"),
                        new HardwareDevice("0", "Built-in Microphone", "", "audio"));
    }

    @Test
    void findsFramebuffersUpToTheFirstThatIsMissing() throws IOException {
        Path first = Files.createFile(folder.resolve("fb0"));
        Path second = Files.createFile(folder.resolve("fb1"));
        Files.createFile(folder.resolve("fb3"));
        Path program = Programs.script(folder, "fbset", """
                [ "$1 $2 $3" = "-s -fb %s" ] || exit 1
                echo 'geometry 1280 720 1280 720 16'
                echo 'rgba 5/11,6/5,5/0,0/16'
                """.formatted(first));

        assertThat(find("fbdev", new HardwareSources(folder, folder, Optional.empty(), Optional.of(program))))
                .containsExactly(
                        new HardwareDevice(first.toString(), first.toString(), "1280x720 rgb565le", "video"),
                        new HardwareDevice(second.toString(), second.toString(), "", "video"));
        assertThat(errors).isEmpty();
    }

    @Test
    void whatIsNotInstalledIsNoError() throws IOException {
        assertThat(find("alsa", nothing())).isEmpty();
        assertThat(find("video4linux2", nothing())).isEmpty();
        assertThat(find("fbdev", nothing())).isEmpty();
        assertThat(find("x11grab", nothing())).isEmpty();
        Files.createFile(folder.resolve("fb0"));
        assertThat(find("fbdev", nothing())).extracting(HardwareDevice::extra).containsExactly("");
        assertThat(errors).isEmpty();
    }

    @Test
    void saysWhatCannotBeAsked() throws IOException {
        Path broken = folder.resolve("broken");
        Files.createFile(folder.resolve("fb0"));
        Files.createFile(folder.resolve("fb1"));
        HardwareSources sources = new HardwareSources(folder, folder, Optional.of(broken), Optional.of(broken));

        assertThat(find("video4linux2", sources)).isEmpty();
        assertThat(find("fbdev", sources)).hasSize(2);
        assertThat(errors)
                .containsExactly(
                        "devices of video4linux2: fork/exec " + broken + ": no such file or directory",
                        "format of " + folder.resolve("fb0") + ": fork/exec " + broken + ": no such file or directory");
    }
}
