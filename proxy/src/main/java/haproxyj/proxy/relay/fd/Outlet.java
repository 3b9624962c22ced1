package haproxyj.proxy.relay.fd;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The writing half of a socket. What the kernel does not take at once is kept, in chunks or in the pipe it came through;
 * nothing more is written before that has gone. One event loop.
 */
final class Outlet {
    /** Makes the socket that belongs to a watcher. */
    interface Opener {
        Descriptor open(Descriptor.Watcher watcher) throws IOException;
    }

    private final FdLoop loop;
    private final Descriptor socket;
    private @Nullable Backlog backlog;
    private @Nullable Pipe pipe;
    private int inPipe;
    private boolean finWanted;
    private boolean finSent;
    private boolean broken;
    private boolean tcp = true;
    private boolean corked;
    private boolean slow;
    private byte writes;
    private long taken;

    Outlet(FdLoop loop, Descriptor socket) {
        this.loop = loop;
        this.socket = socket;
    }

    /** Whether octets wait. */
    boolean owes() {
        return backlog != null || pipe != null;
    }

    /** A write failed. */
    boolean broken() {
        return broken;
    }

    /** It owed something lately: pieces that are read for it should be small. */
    boolean slow() {
        return slow;
    }

    /** Octets that the kernel took. */
    long taken() {
        return taken;
    }

    /** The socket is a unix domain one, without TCP's options. */
    void isLocal() {
        tcp = false;
        hasNoDelay();
    }

    /** TCP_NODELAY is on already, from the listening socket. */
    void hasNoDelay() {
        writes = 2;
    }

    /** Sends what stands in a buffer; the loop's scratch buffer, so what is not taken is copied. Nothing must be owed. */
    void write(ByteBuffer scratch, int from, int to) {
        try {
            pushWithoutDelay();
            int sent = socket.send(loop.scratchAddress, from, to);
            taken += sent;
            slow = from + sent < to;
            if (slow) {
                Backlog rest = new Backlog(loop.chunks);
                rest.add(scratch, from + sent, to);
                backlog = rest;
                socket.expectRoom();
            }
        } catch (IOException e) {
            broken = true;
        }
    }

    /** The first piece needs no TCP_NODELAY: nothing is on its way that Nagle's algorithm would wait for. */
    private void pushWithoutDelay() throws IOException {
        if (writes < 2) {
            writes++;
            if (writes == 2) {
                socket.noDelay();
            }
        }
    }

    /** Sends what is in a pipe. Nothing must be owed. */
    void write(Pipe from, int octets) {
        pipe = from;
        inPipe = octets;
        try {
            pushWithoutDelay();
        } catch (IOException e) {
            broken = true;
        }
        flush();
        slow = owes();
    }

    /** Tries to send what is owed. */
    void flush() {
        try {
            Backlog rest = backlog;
            if (rest != null) {
                taken += rest.sendTo(socket);
                if (rest.octets() == 0) {
                    backlog = null;
                }
            }
            Pipe full = pipe;
            if (full != null) {
                flush(full);
            }
        } catch (IOException e) {
            broken = true;
        }
    }

    /** Until nothing is left or nothing is taken: only the latter makes the kernel tell when there is room again. */
    private void flush(Pipe full) throws IOException {
        while (inPipe > 0) {
            int sent = socket.spliceFrom(full, inPipe);
            if (sent == 0) {
                socket.expectRoom();
                return;
            }
            inPipe -= sent;
            taken += sent;
        }
        pipe = null;
        loop.pipes.give(full);
    }

    /** Forgets what is owed. */
    void drop() {
        Backlog rest = backlog;
        backlog = null;
        if (rest != null) {
            rest.clear();
        }
        Pipe full = pipe;
        pipe = null;
        inPipe = 0;
        if (full != null) {
            loop.pipes.discard(full);
        }
    }

    /** The next piece is the last one: it and the FIN behind it make one packet. */
    void cork() {
        if (tcp && !corked) {
            corked = true;
            try {
                socket.cork(true);
            } catch (IOException e) {
                broken = true;
            }
        }
    }

    boolean corked() {
        return corked;
    }

    /** No FIN follows after all. */
    void uncork() {
        if (corked && !finWanted) {
            corked = false;
            try {
                socket.cork(false);
            } catch (IOException e) {
                broken = true;
            }
        }
    }

    void wantFin() {
        finWanted = true;
    }

    boolean finWanted() {
        return finWanted;
    }

    /** Says FIN behind all data. */
    void sendFinIfDue() {
        if (finWanted && !finSent && !owes()) {
            finSent = true;
            try {
                socket.shutdownOutput();
            } catch (IOException e) { // reset already; reading tells
                broken = true;
            }
        }
    }

    void resetOnClose() {
        try {
            socket.resetOnClose();
        } catch (IOException e) { // no longer connected: nothing to reset
            broken = true;
        }
    }
}
