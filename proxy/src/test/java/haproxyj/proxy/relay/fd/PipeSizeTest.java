package haproxyj.proxy.relay.fd;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PipeSizeTest {
    /** Octets that a pipe takes; both ends are non-blocking. */
    private static int capacity(Pipe pipe) throws IOException {
        ByteBuffer page = ByteBuffer.allocateDirect(4096);
        int octets = 0;
        for (int taken = 1; taken > 0; octets += taken) {
            taken = pipe.in().write(page, 0, page.capacity());
        }
        return octets;
    }

    @Test
    void pipesAreEnlargedOnceTheLibraryIsLoaded() throws IOException {
        Epoll.ensureAvailability();
        RelayBudget budget = new RelayBudget(2, 0);
        PipePool pool = new PipePool(budget);
        Pipe small = pool.take();
        assertThat(capacity(small)).isEqualTo(64 * 1024);
        budget.enlargePipes(256 * 1024);
        Awaitility.await().until(() -> budget.pipeSize().isPresent());
        Pipe large = pool.take();
        assertThat(capacity(large)).isEqualTo(256 * 1024);
        assertThat(pool.take()).isNull();
        pool.discard(small);
        pool.discard(large);
        assertThat(budget.pipes()).isZero();
    }
}
