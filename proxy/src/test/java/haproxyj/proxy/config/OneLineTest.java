package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.keys.OneLine;
import haproxyj.proxy.config.keys.Section;
import haproxyj.proxy.config.tree.ConfigSource;
import org.junit.jupiter.api.Test;

/** haproxy.cfg's one-line notation as a suggestion. */
class OneLineTest {

    @Test
    void rewritesWhatIsThereAndStopsAtWhatIsNot() {
        assertThat(OneLine.rewrite("10.0.0.1:80 check inter 5s backup", Section.SERVER))
                .contains("{address: 10.0.0.1:80, check: true, inter: 5s, backup: true}");
        assertThat(OneLine.rewrite(":80  accept-proxy ssl crt a.pem", Section.BIND))
                .contains("{address: :80, accept-proxy: true, …}");
        assertThat(OneLine.rewrite("10.0.0.1:80 check inter", Section.SERVER))
                .contains("{address: 10.0.0.1:80, check: true, …}");
        assertThat(OneLine.rewrite("10.0.0.1:80", Section.SERVER)).isEmpty();
    }

    @Test
    void theSuggestionIsValid() {
        String mapping = OneLine.rewrite("10.0.0.1:80 check inter 5s rise 2 fall 3 send-proxy weight 5", Section.SERVER)
                .orElseThrow();
        ConfigResult result = Reading.of(new ConfigSource(
                "c.yml",
                "listen: {l: {bind: '127.0.0.1:8000', timeout: {connect: 5s, client: 1h, server: 1h}, server: {a: "
                        + mapping + "}}}"));
        assertThat(result.errors()).isEmpty();
        assertThat(result.config()).isPresent();
    }
}
