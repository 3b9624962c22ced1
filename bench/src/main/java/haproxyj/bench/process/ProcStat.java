package haproxyj.bench.process;

/**
 * The fields of a {@code /proc/PID/stat} line (proc(5)) that a measurement needs. Pure.
 *
 * @param pid process id
 * @param name of the program, without its parentheses
 * @param parent pid of the parent
 * @param cpuTicks user and system time of all threads, ended ones too, in clock ticks
 */
public record ProcStat(long pid, String name, long parent, long cpuTicks) {
    /** Fields after the name, counted from 0. */
    private static final int PARENT = 1;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /**
     * Reads the line. The name may hold anything, spaces and parentheses too, so it ends at the last parenthesis.
     *
     * @throws IllegalArgumentException when it is no such line
     */
    public static ProcStat parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 1 || close < open) {
            throw new IllegalArgumentException("not a /proc/PID/stat line: " + line);
        }
        String[] fields = line.substring(close + 1).trim().split(" +", -1);
        if (fields.length <= SYSTEM) {
            throw new IllegalArgumentException("too few fields in /proc/PID/stat: " + line);
        }
        return new ProcStat(
                Long.parseLong(line.substring(0, open).trim()),
                line.substring(open + 1, close),
                Long.parseLong(fields[PARENT]),
                Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]));
    }
}
