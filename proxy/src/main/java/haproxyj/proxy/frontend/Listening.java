package haproxyj.proxy.frontend;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** One address on which a frontend accepts connections. Any thread. */
interface Listening {
    /** Binds; completes with the address, or exceptionally with a message that names it. */
    CompletableFuture<InetSocketAddress> bind();

    /** Accepts again if there is room. */
    void resume();

    /** Stops listening; completes when no connection can be accepted any more. Never bound is closed. */
    CompletableFuture<Void> close();
}
