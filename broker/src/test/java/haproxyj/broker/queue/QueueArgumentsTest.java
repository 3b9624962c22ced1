package haproxyj.broker.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haproxyj.broker.AmqpException;
import haproxyj.broker.ReplyCode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueueArgumentsTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("x-message-ttl", "100", "{unacceptable_type,longstr}"),
                Arguments.of("x-message-ttl", 1.5d, "{unacceptable_type,double}"),
                Arguments.of("x-message-ttl", -1, "{value_negative,-1}"),
                Arguments.of("x-message-ttl", 0x1_0000_0000L, "{value_too_big,4294967296}"),
                Arguments.of("x-expires", 0, "{value_zero,0}"),
                Arguments.of("x-expires", true, "{unacceptable_type,bool}"),
                Arguments.of("x-max-length", (byte) -2, "{value_negative,-2}"),
                Arguments.of("x-max-length-bytes", Map.of(), "{unacceptable_type,table}"),
                Arguments.of("x-max-priority", 256, "{max_value_exceeded,256}"),
                Arguments.of("x-dead-letter-exchange", 5, "{unacceptable_type,signedint}"),
                Arguments.of("x-dead-letter-routing-key", "k", "routing_key_but_no_dlx_defined"),
                Arguments.of("x-overflow", "drop-tail", "invalid_overflow"),
                Arguments.of("x-queue-type", "stream", "unsupported_queue_type"),
                Arguments.of("x-single-active-consumer", "true", "{unacceptable_type,longstr}"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWrongTypesAndRanges(String key, Object value, String reason) {
        assertThatThrownBy(() -> QueueArguments.parse(Map.of(key, value), "queue 'q' in vhost '/'"))
                .isInstanceOfSatisfying(AmqpException.class, e -> {
                    assertThat(e.replyCode()).isEqualTo(ReplyCode.PRECONDITION_FAILED);
                    assertThat(e)
                            .hasMessageStartingWith("invalid arg '" + key + "' for queue 'q' in vhost '/': " + reason);
                });
    }

    @Test
    void takesIntegersOfAnyWidth() throws AmqpException {
        for (Number length : new Number[] {(byte) 7, (short) 7, 7, 7L}) {
            QueueArguments arguments = QueueArguments.parse(Map.of("x-max-length", length), "q");
            assertThat(arguments.maxLength()).isEqualTo(7);
            assertThat(arguments.limited()).isTrue();
        }
        assertThat(QueueArguments.parse(Map.of("x-message-ttl", 0, "own", "thing"), "q")
                        .limited())
                .isFalse();
    }

    @Test
    void saysWhatHasNoEffect() throws AmqpException {
        QueueArguments arguments = QueueArguments.parse(
                Map.of(
                        "x-queue-type",
                        "quorum",
                        "x-dead-letter-strategy",
                        "at-least-once",
                        "x-overflow",
                        "reject-publish"),
                "q");
        assertThat(arguments.rejectsPublish()).isTrue();
        assertThat(arguments.unhonoured())
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("x-queue-type"))
                .anyMatch(warning -> warning.startsWith("x-dead-letter-strategy"));
    }
}
