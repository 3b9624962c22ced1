package haproxyj.proxy.admin;

/**
 * The process as an operator sees it. Immutable.
 *
 * @param version of the program
 * @param eventLoops nbthread
 * @param maxConnections global maxconn, or what descriptors allow when that is less
 * @param currentConnections client connections now
 * @param totalConnections client connections accepted since start
 * @param droppedLogs access-log lines lost since start
 * @param stopping whether it drains
 * @param relay pipes and buffers
 * @param jvm what the virtual machine says
 */
public record ProcessStatus(
        String version,
        int eventLoops,
        int maxConnections,
        int currentConnections,
        long totalConnections,
        long droppedLogs,
        boolean stopping,
        RelayStatus relay,
        JvmStats jvm) {}
