package haproxyj.proxy.relay.fd;

import haproxyj.proxy.config.Keepalive;
import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandler;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.LinuxSocket;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.NativeInetAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket by its descriptor, with its registration in an event loop's epoll set: the one file that touches the classes of
 * Netty that are public but not meant for users. The system calls are named as in section 2 of Linux's manual.
 *
 * <p>What {@link Watcher#onReady} is told are hints: only a system call's own answer counts. Owned by one event loop.
 */
public final class Descriptor implements EpollIoHandle {
    /** Something to read, an end, or an error. */
    static final int READABLE = 1;

    /** Room to write. */
    static final int WRITABLE = 2;

    /** The peer has sent FIN: what the kernel holds is all there will be. */
    static final int LAST = 4;

    /** Reset, or another error. */
    static final int BROKEN = 8;

    /** TCP's urgent octet is there or was (tcp(7)): reads stop short before it. */
    static final int URGENT = 16;

    /** What {@link #receive} says at the end of the stream. */
    static final int END = -1;

    private static final int EPOLLPRI = 2;
    private static final int EPOLLHUP = 0x10;
    private static final int EPOLLEXCLUSIVE = 1 << 28;
    private static final int MAY_READ = ~Native.EPOLLOUT;
    private static final EpollIoOps INPUT =
            EpollIoOps.valueOf(Native.EPOLLIN | EPOLLPRI | Native.EPOLLRDHUP | Native.EPOLLET);
    private static final EpollIoOps BOTH = INPUT.with(EpollIoOps.EPOLLOUT);
    private static final EpollIoOps MUTED_INPUT = INPUT.without(EpollIoOps.EPOLLIN);
    private static final EpollIoOps MUTED_BOTH = BOTH.without(EpollIoOps.EPOLLIN);
    private static final EpollIoOps LISTEN = EpollIoOps.valueOf(Native.EPOLLIN | EPOLLEXCLUSIVE);
    private static final int SOL_TCP = 6;
    private static final int TCP_CORK = 3;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;

    /** Hears of a descriptor's readiness, on its event loop. */
    interface Watcher {
        void onReady(int ready);

        /** {@link #onReady} threw what nobody expected. */
        void onBug(RuntimeException bug);

        /** The event loop ends, and closes what it still watches. */
        void onLoopEnd();
    }

    /**
     * A socket that several event loops watch, each with a descriptor of its own.
     *
     * @param socket theirs
     */
    record Sharing(Socket socket) {
        static Sharing open(InetSocketAddress address) throws IOException {
            return new Sharing(newSocket(address));
        }

        Descriptor descriptor(Watcher watcher) {
            return new Descriptor(socket, watcher);
        }
    }

    private final FileDescriptor file;
    private final Watcher watcher;
    private @Nullable Socket socket;
    private @Nullable IoRegistration registration;
    private boolean output;
    private boolean muted;

    private Descriptor(FileDescriptor file, Watcher watcher) {
        this.file = file;
        this.watcher = watcher;
    }

    /** For the rarer calls: making a {@link Socket} of a number costs a system call. */
    private Socket socket() {
        Socket known = socket;
        if (known == null) {
            known = file instanceof Socket own ? own : new Socket(file.intValue());
            socket = known;
        }
        return known;
    }

    /** One that {@link #accept} gave. */
    static Descriptor accepted(int fd, Watcher watcher) {
        return new Descriptor(new FileDescriptor(fd), watcher);
    }

    /** An unconnected one of an address's family. */
    static Descriptor open(SocketAddress address, Watcher watcher) throws IOException {
        return new Descriptor(newSocket(address), watcher);
    }

    private static Socket newSocket(SocketAddress address) throws IOException {
        try {
            return address instanceof UnixDomainSocketAddress
                    ? LinuxSocket.newSocketDomain()
                    : LinuxSocket.newSocketStream(isIpv6(address));
        } catch (ChannelException e) { // EMFILE and its like
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    Sharing sharing() {
        return new Sharing(socket());
    }

    private static boolean isIpv6(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address;
    }

    @Override
    public FileDescriptor fd() {
        return file;
    }

    int number() {
        return file.intValue();
    }

    @Override
    public void handle(IoRegistration from, IoEvent event) {
        int bits = ((EpollIoEvent) event).ops().value();
        int ready = (bits & Native.EPOLLOUT) != 0 ? WRITABLE : 0;
        if ((bits & MAY_READ) != 0) {
            ready |= READABLE;
            if ((bits & Native.EPOLLRDHUP) != 0) {
                ready |= LAST;
            }
            if ((bits & EPOLLPRI) != 0) {
                ready |= URGENT;
            }
            if ((bits & (Native.EPOLLERR | EPOLLHUP)) != 0) {
                ready |= (bits & Native.EPOLLERR) != 0 ? BROKEN | LAST : LAST;
            }
        }
        try {
            watcher.onReady(ready);
        } catch (RuntimeException e) {
            // Out of here it would stop the whole loop for a second.
            watcher.onBug(e);
        }
    }

    /** Netty calls this when the loop ends, with what is still registered. */
    @Override
    public void close() {
        watcher.onLoopEnd();
    }

    /** Into the epoll set, edge-triggered, for what comes in. On the event loop. */
    void watchInput(IoHandler epoll) throws IOException {
        register(epoll, INPUT);
    }

    /** The same, and for room to write, which is how a connect ends. */
    void watchBoth(IoHandler epoll) throws IOException {
        output = true;
        register(epoll, BOTH);
    }

    /** Room to write is told of from now on; most connections never need that. */
    void expectRoom() {
        if (!output) {
            output = true;
            submitInterest();
        }
    }

    private void submitInterest() {
        IoRegistration made = registration;
        if (made != null) {
            made.submit(output ? (muted ? MUTED_BOTH : BOTH) : (muted ? MUTED_INPUT : INPUT));
        }
    }

    /**
     * Whether arriving octets are told of. While nobody may read them each would wake the loop for nothing; told of again,
     * those that are there count as new.
     */
    void mute(boolean on) {
        if (muted != on) {
            muted = on;
            submitInterest();
        }
    }

    /** Into the epoll set, level-triggered; of several loops that watch one socket the kernel wakes one that sleeps. */
    void watchForConnections(IoHandler epoll) throws IOException {
        register(epoll, LISTEN);
    }

    private void register(IoHandler epoll, EpollIoOps what) throws IOException {
        try {
            IoRegistration made = epoll.register(this);
            registration = made;
            made.submit(what);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot watch descriptor " + number() + ": " + e.getMessage(), e);
        }
    }

    /** Out of the epoll set again, still open. */
    void unwatch() {
        IoRegistration made = registration;
        registration = null;
        if (made != null) {
            made.cancel();
        }
    }

    /** close(2), which also takes it out of the epoll set. */
    void release() {
        close(file);
        unwatch();
    }

    /** close(2) of one that {@link #accept} gave. */
    static void close(int fd) {
        close(new FileDescriptor(fd));
    }

    private static void close(FileDescriptor file) {
        try {
            file.close();
        } catch (IOException e) {
            // The kernel has released it all the same.
        }
    }

    /** SO_REUSEADDR, options that accepted sockets inherit, bind(2), listen(2). */
    void listen(InetSocketAddress at, int backlog, boolean v6only, boolean reusePort, Keepalive keepalive)
            throws IOException {
        Socket socket = socket();
        socket.setReuseAddress(true);
        if (reusePort) {
            socket.setReusePort(true);
        }
        if (isIpv6(at)) {
            socket.setIntOpt(IPPROTO_IPV6, IPV6_V6ONLY, v6only ? 1 : 0);
        }
        socket.setTcpNoDelay(true);
        keepalive(keepalive);
        socket.bind(at);
        socket.listen(backlog);
    }

    void keepalive(Keepalive keepalive) throws IOException {
        if (keepalive.enabled()) {
            Socket socket = socket();
            socket.setKeepAlive(true);
            if (keepalive.idle().isPresent()) {
                socket.setIntOpt(
                        SOL_TCP,
                        TCP_KEEPIDLE,
                        Keepalive.seconds(keepalive.idle().get()));
            }
            if (keepalive.interval().isPresent()) {
                socket.setIntOpt(
                        SOL_TCP,
                        TCP_KEEPINTVL,
                        Keepalive.seconds(keepalive.interval().get()));
            }
            if (keepalive.count().isPresent()) {
                socket.setIntOpt(SOL_TCP, TCP_KEEPCNT, keepalive.count().getAsInt());
            }
        }
    }

    /** TCP_CORK: what is written waits for more, or for {@link #shutdownOutput}, whose FIN then travels with it. */
    void cork(boolean on) throws IOException {
        socket().setIntOpt(SOL_TCP, TCP_CORK, on ? 1 : 0);
    }

    void noDelay() throws IOException {
        socket().setTcpNoDelay(true);
    }

    /**
     * accept4(2).
     *
     * @param address takes the peer's address for {@link #address}
     * @return the descriptor, or {@link #END} when none waits
     */
    int accept(byte[] address) throws IOException {
        return socket().accept(address);
    }

    /** What {@link #accept} wrote. */
    static InetSocketAddress address(byte[] accepted) {
        return NativeInetAddress.address(accepted, 1, accepted[0]);
    }

    Optional<InetSocketAddress> localAddress() {
        return Optional.ofNullable(socket().localAddress());
    }

    /** connect(2). True: at once; false: {@link #WRITABLE} will tell. */
    boolean connect(SocketAddress to) throws IOException {
        return socket().connect(
                        to instanceof UnixDomainSocketAddress unix
                                ? new DomainSocketAddress(unix.getPath().toString())
                                : to);
    }

    /** Whether the connection stands. The failure is thrown. */
    boolean finishConnect() throws IOException {
        return socket().finishConnect();
    }

    /** read(2). 0: nothing there now; {@link #END}: the peer's FIN. */
    int receive(long address, int from, int to) throws IOException {
        try {
            return file.readAddress(address, from, to);
        } catch (NotYetConnectedException e) { // ENOTCONN: reset meanwhile
            throw new IOException("no longer connected", e);
        }
    }

    /** write(2). 0: no room now. */
    int send(long address, int from, int to) throws IOException {
        try {
            return file.writeAddress(address, from, to);
        } catch (NotYetConnectedException e) { // ENOTCONN: reset meanwhile
            throw new IOException("no longer connected", e);
        }
    }

    /** splice(2) out of this socket. 0: nothing there now, or the peer's FIN. */
    int spliceInto(Pipe pipe, int octets) throws IOException {
        return Native.splice(file.intValue(), -1, pipe.in().intValue(), -1, octets);
    }

    /** splice(2) into this socket. 0: no room now. */
    int spliceFrom(Pipe pipe, int octets) throws IOException {
        return Native.splice(pipe.out().intValue(), -1, file.intValue(), -1, octets);
    }

    /** FIN. */
    void shutdownOutput() throws IOException {
        try {
            socket().shutdown(false, true);
        } catch (NotYetConnectedException e) { // ENOTCONN: reset meanwhile
            throw new IOException("no longer connected", e);
        }
    }

    /** The next close sends RST. */
    void resetOnClose() throws IOException {
        socket().setSoLinger(0);
    }
}
