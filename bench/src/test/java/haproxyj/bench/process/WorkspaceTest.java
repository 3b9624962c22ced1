package haproxyj.bench.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    @Test
    void closingEndsGrandchildrenTooAndRemovesTheFolder() throws IOException {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Path folder;
        Child child;
        try (Workspace workspace = Workspace.open("test")) {
            folder = workspace.folder();
            workspace.write("left-over", "text");
            child = workspace.start("shell", List.of("sh", "-c", "sleep 300 & echo $!; wait"), Map.of(), lines::add);
            await().atMost(10, SECONDS).until(() -> !lines.isEmpty());
        }
        assertThat(child.isAlive()).isFalse();
        assertThat(folder).doesNotExist();
        long grandchild = Long.parseLong(lines.remove());
        await().atMost(10, SECONDS)
                .until(() -> ProcessHandle.of(grandchild)
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
    }

    @Test
    void aFrozenChildEndsToo() throws IOException, InterruptedException {
        Child child;
        try (Workspace workspace = Workspace.open("test")) {
            child = workspace.start("sleep", List.of("sleep", "300"), Map.of(), line -> {});
            child.signal("STOP");
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void nothingStartsInAClosedWorkspace() throws IOException {
        Workspace workspace = Workspace.open("test");
        workspace.close();
        assertThat(Files.exists(workspace.folder())).isFalse();
        assertThatThrownBy(() -> workspace.start("sleep", List.of("sleep", "300"), Map.of(), line -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sleep");
    }

    @Test
    void outputArrivesLineByLineWithStandardError() throws IOException {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (Workspace workspace = Workspace.open("test")) {
            workspace.start("shell", List.of("sh", "-c", "echo one; echo two >&2"), Map.of(), lines::add);
            await().atMost(10, SECONDS).until(() -> lines.size() == 2);
        }
        assertThat(lines).containsExactlyInAnyOrder("one", "two");
    }
}
