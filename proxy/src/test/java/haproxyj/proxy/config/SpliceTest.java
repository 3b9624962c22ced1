package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What two sections say together about splicing. */
class SpliceTest {

    private static final Splice REQUEST = new Splice(true, true, false);
    private static final Splice RESPONSE = new Splice(true, false, true);

    @Test
    void eitherSideMayForceADirection() {
        assertThat(REQUEST.with(Splice.AUTO)).isEqualTo(REQUEST);
        assertThat(Splice.AUTO.with(RESPONSE)).isEqualTo(RESPONSE);
        assertThat(REQUEST.with(RESPONSE)).isEqualTo(new Splice(true, true, true));
    }

    @Test
    void eitherSideMaySwitchAutoOff() {
        assertThat(Splice.AUTO.with(Splice.AUTO)).isEqualTo(Splice.AUTO);
        assertThat(Splice.AUTO.with(Splice.OFF)).isEqualTo(Splice.OFF);
        assertThat(Splice.OFF.with(Splice.AUTO)).isEqualTo(Splice.OFF);
        assertThat(Splice.OFF.with(REQUEST)).isEqualTo(new Splice(false, true, false));
    }
}
