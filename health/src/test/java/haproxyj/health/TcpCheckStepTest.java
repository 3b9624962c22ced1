package haproxyj.health;

import static haproxyj.health.Network.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.health.TcpCheckStep.ExpectBytes;
import haproxyj.health.TcpCheckStep.ExpectRegex;
import haproxyj.health.TcpCheckStep.Send;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TcpCheckStepTest {

    private static ExpectRegex regex(String pattern, int flags) {
        return new ExpectRegex(Pattern.compile(pattern, flags), false, -1, "");
    }

    @Test
    void aScriptReadTwiceIsTheSameScript() {
        Supplier<List<TcpCheckStep>> read = () ->
                List.of(new Send(bytes("PING"), "a"), new ExpectBytes(bytes("PONG"), true, 4, "b"), regex("^ok", 0));
        assertThat(read.get()).isEqualTo(read.get()).hasSameHashCodeAs(read.get());
    }

    @Test
    void anyDifferenceMakesAnotherStep() {
        Send send = new Send(bytes("PING"), "a");
        assertThat(send).isNotEqualTo(new Send(bytes("PINg"), "a")).isNotEqualTo(new Send(bytes("PING"), "b"));
        ExpectBytes expect = new ExpectBytes(bytes("OK"), false, -1, "");
        assertThat(expect)
                .isNotEqualTo(new ExpectBytes(bytes("NO"), false, -1, ""))
                .isNotEqualTo(new ExpectBytes(bytes("OK"), true, -1, ""))
                .isNotEqualTo(new ExpectBytes(bytes("OK"), false, 0, ""))
                .isNotEqualTo(new ExpectBytes(bytes("OK"), false, -1, "x"));
        assertThat(regex("a", 0))
                .isNotEqualTo(regex("b", 0))
                .isNotEqualTo(regex("a", Pattern.CASE_INSENSITIVE))
                .isNotEqualTo(new ExpectRegex(Pattern.compile("a"), true, -1, ""));
    }
}
