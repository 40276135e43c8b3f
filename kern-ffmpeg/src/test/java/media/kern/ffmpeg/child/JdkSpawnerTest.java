package media.kern.ffmpeg.child;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class JdkSpawnerTest extends SpawnerContract {
    @Override
    Spawner spawner() {
        return new JdkSpawner();
    }
}
