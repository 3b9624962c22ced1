package haproxyj.bench.growth;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens connections through a proxy: connect, one line, its answer, end. Each thread has source addresses of its own. */
final class Opener implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int ADDRESSES_PER_THREAD = 8;
    private static final int FIRST_ADDRESS = 10;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final byte[] LINE = {'h', 'i', '\n'};
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

    /** Opens, uses and closes so many, one after another on each of a few threads. */
    void open(InetSocketAddress proxy, int count) throws IOException, InterruptedException {
        onAllThreads(thread -> {
            for (int i = thread; i < count; i += THREADS) {
                try (Socket socket = connect(proxy, thread, i)) {
                    socket.shutdownOutput();
                    if (socket.getInputStream().read() >= 0) {
                        throw new IOException("the proxy sent more than the server");
                    }
                }
            }
        });
    }

    /** Opens so many and keeps them; each has had its answer, so the server's side stands too. */
    List<Socket> keep(InetSocketAddress proxy, int count) throws IOException, InterruptedException {
        List<Socket> kept = java.util.Collections.synchronizedList(new ArrayList<>(count));
        onAllThreads(thread -> {
            for (int i = thread; i < count; i += THREADS) {
                kept.add(connect(proxy, thread, i));
            }
        });
        return kept;
    }

    private static Socket connect(InetSocketAddress proxy, int thread, int number) throws IOException {
        int host = FIRST_ADDRESS + thread * ADDRESSES_PER_THREAD + number / THREADS % ADDRESSES_PER_THREAD;
        Socket socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) host}), 0));
            socket.connect(proxy, TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(LINE);
            InputStream in = socket.getInputStream();
            int octet = in.read();
            while (octet >= 0 && octet != '\n') {
                octet = in.read();
            }
            if (octet < 0) {
                throw new IOException("the proxy ended a connection without an answer");
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private interface Work {
        void run(int thread) throws IOException;
    }

    private void onAllThreads(Work work) throws IOException, InterruptedException {
        List<Future<?>> parts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            parts.add(pool.submit((Callable<Void>) () -> {
                work.run(thread);
                return null;
            }));
        }
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (ExecutionException e) {
                throw new IOException("a client failed: " + e.getCause(), e);
            }
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
