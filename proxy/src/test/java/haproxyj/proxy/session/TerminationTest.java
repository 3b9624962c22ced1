package haproxyj.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.session.Termination.Cause;
import haproxyj.proxy.session.Termination.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminationTest {
    @ParameterizedTest
    @CsvSource({
        "NORMAL,NORMAL,--",
        "CLIENT,CONNECT,CC",
        "CLIENT,QUEUE,CQ",
        "CLIENT,DATA,CD",
        "CLIENT_TIMEOUT,DATA,cD",
        "SERVER,CONNECT,SC",
        "SERVER_TIMEOUT,CONNECT,sC",
        "SERVER,DATA,SD",
        "SERVER_TIMEOUT,DATA,sD",
        "SERVER,QUEUE,SQ",
        "SERVER_TIMEOUT,QUEUE,sQ",
        "PROXY,CONNECT,PC",
        "RESOURCES,CONNECT,RC",
        "SERVER_DOWN,DATA,DD",
        "BACKUP_LEFT,DATA,UD",
        "KILLED,DATA,KD",
        "PROXY,HEADER,PR",
        "CLIENT,LAST,CL"
    })
    void letters(Cause cause, Phase phase, String letters) {
        assertThat(new Termination(cause, phase).letters()).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,SC", "UNREACHABLE,SC", "TIMEOUT,sC", "RESOURCES,RC"})
    void connect(ConnectFailure why, String letters) {
        assertThat(Termination.ofConnect(why).letters()).isEqualTo(letters);
    }

    @Test
    void dataAndLastData() {
        assertThat(Termination.ofReset(Side.CLIENT, true).letters()).isEqualTo("CL");
        assertThat(Termination.ofIdle(Side.CLIENT, true).letters()).isEqualTo("cL");
        assertThat(Termination.ofReset(Side.SERVER, false).letters()).isEqualTo("SD");
        assertThat(Termination.ofIdle(Side.SERVER, false).letters()).isEqualTo("sD");
    }

    @ParameterizedTest
    @CsvSource({"D,SERVER_DOWN", "U,BACKUP_LEFT", "K,KILLED", "x,KILLED"})
    void kill(char letter, Cause cause) {
        assertThat(Cause.ofKill(letter)).isEqualTo(cause);
    }
}
