package haproxyj.broker;

import static haproxyj.broker.VirtualHostFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import haproxyj.broker.VirtualHost.ExchangeDeclaration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualHostExchangeTest {
    private static final String DEFAULT = "operation not permitted on the default exchange";
    private final VirtualHostFixture f = new VirtualHostFixture();
    private final VirtualHost host = f.host;

    @Test
    void hasTheStandardExchanges() throws AmqpException {
        for (String name : List.of("direct", "fanout", "topic", "headers", "match", "rabbitmq.trace")) {
            host.checkExchange("amq." + name);
        }
        host.declareExchange(new ExchangeDeclaration("amq.topic", "topic", true, false, false, Map.of()));
    }

    @Test
    void theDefaultExchangeIsUntouchable() throws AmqpException {
        f.queue("q");
        assertRefused(() -> f.exchange("", "direct"), ReplyCode.ACCESS_REFUSED, DEFAULT);
        assertRefused(() -> host.checkExchange(""), ReplyCode.ACCESS_REFUSED, DEFAULT);
        assertRefused(() -> host.deleteExchange("", false), ReplyCode.ACCESS_REFUSED, DEFAULT);
        assertRefused(() -> host.bindQueue("q", "", "k", Map.of(), f.me), ReplyCode.ACCESS_REFUSED, DEFAULT);
        assertRefused(() -> host.unbindQueue("q", "", "q", Map.of(), f.me), ReplyCode.ACCESS_REFUSED, DEFAULT);
        assertRefused(() -> host.bindExchange("", "amq.topic", "k", Map.of()), ReplyCode.ACCESS_REFUSED, DEFAULT);
        assertRefused(() -> host.unbindExchange("amq.topic", "", "k", Map.of()), ReplyCode.ACCESS_REFUSED, DEFAULT);
    }

    @Test
    void reservedNamesAreRefused() {
        assertRefused(
                () -> f.exchange("amq.x", "direct"),
                ReplyCode.ACCESS_REFUSED,
                "exchange name 'amq.x' contains reserved prefix 'amq.*'");
        assertRefused(
                () -> host.deleteExchange("amq.direct", false),
                ReplyCode.ACCESS_REFUSED,
                "deletion of system exchange 'amq.direct' in vhost '/' not allowed");
    }

    @Test
    void unknownTypesAndLongNamesAreRefused() {
        assertRefused(() -> f.exchange("e", "x-none"), ReplyCode.COMMAND_INVALID, "unknown exchange type 'x-none'");
        assertRefused(
                () -> f.exchange("e".repeat(256), "direct"),
                ReplyCode.PRECONDITION_FAILED,
                "exchange name is longer than 255 octets; choose a shorter one");
    }

    @Test
    void redeclarationMustBeEquivalent() throws AmqpException {
        f.exchange("e", "direct", Map.of("alternate-exchange", "ae", "own", 1));
        f.exchange("e", "direct", Map.of("alternate-exchange", "ae"));
        assertRefused(
                () -> f.exchange("e", "topic"),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'type' for exchange 'e' in vhost '/': received 'topic' but current is 'direct'");
        assertRefused(
                () -> host.declareExchange(new ExchangeDeclaration("e", "direct", true, false, false, Map.of())),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'durable' for exchange 'e' in vhost '/': received 'true' but current is 'false'");
        assertRefused(
                () -> host.declareExchange(new ExchangeDeclaration("e", "direct", false, false, true, Map.of())),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'internal' for exchange 'e' in vhost '/': received 'true' but current is 'false'");
        assertRefused(
                () -> f.exchange("e", "direct"),
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg 'alternate-exchange' for exchange 'e' in vhost '/': received none but current is"
                        + " the value 'ae' of type 'longstr'");
        assertRefused(
                () -> f.exchange("other", "direct", Map.of("alternate-exchange", 5)),
                ReplyCode.PRECONDITION_FAILED,
                "invalid type for arg 'alternate-exchange' in exchange 'other' in vhost '/': expected longstr");
    }

    @Test
    void missingOnesAreNamed() throws AmqpException {
        f.queue("q");
        String text = "no exchange 'e' in vhost '/'";
        assertRefused(() -> host.checkExchange("e"), ReplyCode.NOT_FOUND, text);
        assertRefused(() -> f.publish("e", "k"), ReplyCode.NOT_FOUND, text);
        assertRefused(() -> host.bindQueue("q", "e", "k", Map.of(), f.me), ReplyCode.NOT_FOUND, text);
        assertRefused(() -> host.bindExchange("e", "amq.topic", "k", Map.of()), ReplyCode.NOT_FOUND, text);
        assertRefused(() -> host.bindExchange("amq.topic", "e", "k", Map.of()), ReplyCode.NOT_FOUND, text);
        assertThatCode(() -> {
                    host.unbindExchange("e", "amq.topic", "k", Map.of());
                    host.unbindQueue("none", "e", "k", Map.of(), f.me);
                    host.deleteExchange("e", true);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void deletionIfUnusedLooksAtBindings() throws AmqpException {
        f.exchange("e", "fanout");
        f.queue("q");
        host.bindQueue("q", "e", "", Map.of(), f.me);
        assertRefused(
                () -> host.deleteExchange("e", true),
                ReplyCode.PRECONDITION_FAILED,
                "exchange 'e' in vhost '/' in use");
        host.unbindQueue("q", "e", "", Map.of(), f.me);
        host.deleteExchange("e", true);
        assertRefused(() -> host.checkExchange("e"), ReplyCode.NOT_FOUND, "no exchange 'e' in vhost '/'");
    }

    @Test
    void nobodyPublishesToAnInternalExchangeButItRoutes() throws AmqpException {
        host.declareExchange(new ExchangeDeclaration("in", "fanout", false, false, true, Map.of()));
        f.queue("q");
        host.bindExchange("in", "amq.direct", "k", Map.of());
        host.bindQueue("q", "in", "", Map.of(), f.me);
        assertRefused(
                () -> f.publish("in", "k"),
                ReplyCode.ACCESS_REFUSED,
                "cannot publish to internal exchange 'in' in vhost '/'");
        assertThat(f.publish("amq.direct", "k")).isEqualTo(1);
        host.unbindExchange("in", "amq.direct", "k", Map.of());
        assertThat(f.publish("amq.direct", "k")).isZero();
    }

    @Test
    void headersBindingsAreChecked() throws AmqpException {
        f.queue("q");
        assertRefused(
                () -> host.bindQueue("q", "amq.headers", "", Map.of("x-match", "some"), f.me),
                ReplyCode.PRECONDITION_FAILED,
                "Invalid x-match field value some; expected all, any, all-with-x, or any-with-x");
        assertRefused(
                () -> host.bindQueue("q", "amq.match", "", Map.of("x-match", 1), f.me),
                ReplyCode.PRECONDITION_FAILED,
                "Invalid x-match field type (value 1); expected longstr");
    }
}
