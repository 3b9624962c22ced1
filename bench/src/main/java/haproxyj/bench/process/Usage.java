package haproxyj.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a child and all its descendants use at a moment, as Linux says.
 *
 * @param cpuMicros user and system time so far, microseconds; the kernel counts in steps of 10 ms
 * @param residentOctets resident memory; pages that several of the processes share count several times
 * @param descriptors open file descriptors
 */
public record Usage(long cpuMicros, long residentOctets, long descriptors) {
    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final long OCTETS_PER_KIB = 1_024;

    /** Reads it now. */
    public static Usage of(Child child) throws IOException {
        long cpu = 0;
        long resident = 0;
        long descriptors = 0;
        for (long pid : family(child)) {
            Path folder = Path.of("/proc/" + pid);
            cpu += ProcStat.parse(Files.readString(folder.resolve("stat")).strip())
                            .cpuTicks()
                    * MICROS_PER_TICK;
            resident += residentOctets(Files.readAllLines(folder.resolve("status")));
            try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
                descriptors += open.count();
            }
        }
        return new Usage(cpu, resident, descriptors);
    }

    /** Only the processor time, microseconds: cheaper, and fit for the edges of an interval. */
    public static long cpuMicros(Child child) throws IOException {
        long cpu = 0;
        for (long pid : family(child)) {
            cpu += ProcStat.parse(Files.readString(Path.of("/proc/" + pid + "/stat"))
                                    .strip())
                            .cpuTicks()
                    * MICROS_PER_TICK;
        }
        return cpu;
    }

    private static List<Long> family(Child child) throws IOException {
        ProcessHandle root = ProcessHandle.of(child.pid())
                .orElseThrow(() -> new NoSuchFileException(child.name() + " has ended, so its usage is unknown"));
        return Stream.concat(Stream.of(root), root.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    /** VmRSS of {@code /proc/PID/status}. */
    static long residentOctets(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * OCTETS_PER_KIB)
                .findFirst()
                .orElse(0);
    }
}
