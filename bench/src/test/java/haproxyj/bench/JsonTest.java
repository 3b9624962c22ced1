package haproxyj.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void writesNestedValuesInOrder() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(1, 2.5));
        value.put("a", Map.of());
        value.put("ok", true);
        assertThat(Json.write(value)).isEqualTo("""
                        {
                          "b": [
                            1,
                            2.5
                          ],
                          "a": {},
                          "ok": true
                        }
                        """);
    }

    @Test
    void escapesWhatJsonReserves() {
        assertThat(Json.write("a\"b\\c\nd")).isEqualTo("\"a\\\"b\\\\c\\u000ad\"\n");
    }

    @Test
    void infinityIsNullBecauseJsonHasNone() {
        assertThat(Json.write(Double.POSITIVE_INFINITY)).isEqualTo("null\n");
    }
}
