package haproxyj.broker.connection;

import haproxyj.broker.AmqpException;
import haproxyj.broker.wire.Method;
import haproxyj.broker.wire.MethodSpec;
import haproxyj.broker.wire.ShortText;

/** The two methods that carry a refusal to the peer. */
final class Refusals {
    private Refusals() {}

    /** connection.close; ids are 0 when no method is to blame. */
    static Method connectionClose(AmqpException reason, int classId, int methodId) {
        return Method.of(
                MethodSpec.CONNECTION_CLOSE,
                reason.replyCode().code(),
                ShortText.fit(reason.replyText()),
                classId,
                methodId);
    }

    /** channel.close. */
    static Method channelClose(AmqpException reason, MethodSpec blamed) {
        return Method.of(
                MethodSpec.CHANNEL_CLOSE,
                reason.replyCode().code(),
                ShortText.fit(reason.replyText()),
                blamed.classId(),
                blamed.methodId());
    }
}
