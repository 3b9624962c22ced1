package haproxyj.proxy.admin;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.util.OptionalLong;

/**
 * What the virtual machine says of the process. Immutable.
 *
 * @param pid process id
 * @param startEpochSeconds wall clock at start
 * @param uptimeSeconds since then
 * @param threads live ones, daemons included
 * @param heapUsedBytes in use, garbage included
 * @param heapMaxBytes the limit; absent when there is none
 * @param openDescriptors absent where the platform does not tell
 * @param maxDescriptors the limit ({@code ulimit -n}); absent where the platform does not tell
 */
public record JvmStats(
        long pid,
        long startEpochSeconds,
        long uptimeSeconds,
        int threads,
        long heapUsedBytes,
        OptionalLong heapMaxBytes,
        OptionalLong openDescriptors,
        OptionalLong maxDescriptors) {

    /** Asks the virtual machine. Lists the open descriptors, so not for an event loop. Any other thread. */
    public static JvmStats read() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        OptionalLong open = OptionalLong.empty();
        OptionalLong max = OptionalLong.empty();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            open = known(unix.getOpenFileDescriptorCount());
            max = known(unix.getMaxFileDescriptorCount());
        }
        return new JvmStats(
                runtime.getPid(),
                runtime.getStartTime() / 1000,
                runtime.getUptime() / 1000,
                ManagementFactory.getThreadMXBean().getThreadCount(),
                heap.getUsed(),
                known(heap.getMax()),
                open,
                max);
    }

    private static OptionalLong known(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
