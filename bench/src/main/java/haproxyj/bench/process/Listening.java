package haproxyj.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Waits until a started program listens on 127.0.0.1. */
public final class Listening {
    private static final long PAUSE_MILLIS = 10;

    private Listening() {}

    /**
     * Returns as soon as the port answers.
     *
     * @return false when the program ended, or the seconds went by, before
     */
    public static boolean await(Child child, int port, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!answers(port)) {
            if (!child.isAlive() || System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return true;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
