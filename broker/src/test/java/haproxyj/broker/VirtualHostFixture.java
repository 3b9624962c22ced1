package haproxyj.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import haproxyj.broker.VirtualHost.ExchangeDeclaration;
import haproxyj.broker.VirtualHost.Owner;
import haproxyj.broker.VirtualHost.QueueDeclaration;
import haproxyj.broker.VirtualHost.QueueStatus;
import haproxyj.broker.queue.MessageMemory;
import haproxyj.broker.queue.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A virtual host and short words for its commands. */
final class VirtualHostFixture {
    final List<String> warnings = new ArrayList<>();
    final VirtualHost host = new VirtualHost("/", new SplittableRandom(1), new MessageMemory(), warnings::add);
    final Owner me = new Owner();
    final Owner other = new Owner();

    QueueStatus queue(String name) throws AmqpException {
        return queue(name, Map.of());
    }

    QueueStatus queue(String name, Map<String, Object> arguments) throws AmqpException {
        return host.declareQueue(new QueueDeclaration(name, false, false, false, arguments), me);
    }

    QueueStatus exclusive(String name, Owner owner) throws AmqpException {
        return host.declareQueue(new QueueDeclaration(name, false, true, false, Map.of()), owner);
    }

    void exchange(String name, String type) throws AmqpException {
        exchange(name, type, Map.of());
    }

    void exchange(String name, String type, Map<String, Object> arguments) throws AmqpException {
        host.declareExchange(new ExchangeDeclaration(name, type, false, false, false, arguments));
    }

    int publish(String exchange, String key) throws AmqpException {
        return host.publish(Messages.to(exchange, key), accepted -> {});
    }

    int messages(String queue) throws AmqpException {
        return host.checkQueue(queue, me).messages();
    }

    static void assertRefused(ThrowingCallable command, ReplyCode code, String text) {
        AmqpException refusal = catchThrowableOfType(AmqpException.class, command);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.replyCode()).isEqualTo(code);
        assertThat(refusal).hasMessage(text);
    }
}
