package haproxyj.proxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import haproxyj.proxy.config.keys.DurationText;
import haproxyj.proxy.config.keys.DurationText.Unit;
import haproxyj.proxy.config.keys.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations and suggestions. */
class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "5s,5000000000",
        "300ms,300000000",
        "3h,10800000000000",
        "1m,60000000000",
        "1d,86400000000000",
        "7us,7000",
        "250,250000000",
        "0,0"
    })
    void readsDurations(String text, long nanos) {
        assertThat(DurationText.parse(text, Unit.MS)).contains(Duration.ofNanos(nanos));
    }

    @Test
    void aBareNumberCountsInTheUnitOfItsKey() {
        assertThat(DurationText.parse("60", Unit.S)).contains(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({"''", "s", "5S", "-5s", "5 s", "1h30m", "1.5s", "999999999999999d", "5weeks"})
    void refusesOtherTexts(String text) {
        assertThat(DurationText.parse(text, Unit.MS)).isEmpty();
    }

    @Test
    void showsWhatItReads() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Duration duration =
                    Duration.ofNanos(1000L * random.nextInt(Integer.MAX_VALUE) * (1 + random.nextInt(1000)));
            assertThat(DurationText.parse(DurationText.show(duration), Unit.MS)).contains(duration);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "adress,address",
        "on_marked_down,on-marked-down",
        "INTER,inter",
        "intre,inter",
        "wieght,weight",
        "bakup,backup"
    })
    void suggestsTheNearestWord(String typed, String meant) {
        assertThat(Nearest.of(typed, List.of("address", "on-marked-down", "inter", "weight", "backup")))
                .contains(meant);
    }

    @Test
    void suggestsNothingFarAway() {
        assertThat(Nearest.of("colour", List.of("address", "inter", "weight"))).isEmpty();
        assertThat(Nearest.of("", List.of("a"))).isEmpty();
        assertThat(Nearest.of("x".repeat(1000), List.of("a"))).isEmpty();
    }
}
