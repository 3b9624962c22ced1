/**
 * Health of servers: the rise/fall arithmetic, probes, and the schedule that runs them.
 *
 * <p>Purpose: decide UP or DOWN from check results and from failures that real traffic meets, exactly as HAProxy does
 * (configuration manual, chapters 5.2 and 4.2).
 *
 * <ul>
 *   <li>Pure: {@link haproxyj.health.Health} counts, {@link haproxyj.health.CheckSchedule} and {@link
 *       haproxyj.health.FirstChecks} say when, {@link haproxyj.health.Dialogue} says what is sent and what an answer means.
 *   <li>Edge: {@link haproxyj.health.Checker} runs the checks of one server on a {@link haproxyj.health.CheckScheduler};
 *       {@link haproxyj.health.TcpConnectProbe}, {@link haproxyj.health.TcpCheckProbe} and {@link
 *       haproxyj.health.ExchangeProbe} ask over the network, all through {@link haproxyj.health.Exchange}.
 * </ul>
 *
 * <p>A check of another protocol is a {@link haproxyj.health.Dialogue} in an {@link haproxyj.health.ExchangeProbe}: {@code
 * onConnected} says what to send first, {@code onReceived} is shown everything received and not yet consumed and answers
 * with bytes to send, bytes consumed, and perhaps the verdict. Limits, buffer, closing and error codes come with it:
 *
 * <pre>{@code
 * new ExchangeProbe(new CheckTarget(loops, NioSocketChannel::new, address), BannerDialogue::new)
 * }</pre>
 *
 * <p>Threading: pure types are immutable or single-owner. A {@link haproxyj.health.Checker} belongs to the one executor it
 * was given; its listener is called there. Probes run on event loops of the group they were given.
 *
 * <p>Read first: {@link haproxyj.health.Health}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.health;
