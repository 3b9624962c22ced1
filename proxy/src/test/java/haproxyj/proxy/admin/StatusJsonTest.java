package haproxyj.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class StatusJsonTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void statusHoldsEverything() {
        JsonNode status = mapper.readTree(StatusJson.status(SampleStatus.snapshot()));
        assertThat(status.at("/process/uptimeSeconds").asLong()).isEqualTo(93_784);
        assertThat(status.at("/process/openDescriptors").asLong()).isEqualTo(173);
        assertThat(status.at("/frontends/0/addresses/1").asString()).isEqualTo("[::]:5672");
        assertThat(status.at("/frontends/1/state").asString()).isEqualTo("STOP");
        assertThat(status.at("/backends/0/algorithm").asString()).isEqualTo("roundrobin");
        assertThat(status.at("/backends/1/state").asString()).isEqualTo("DOWN");
        assertThat(status.at("/backends/0/servers").size()).isEqualTo(6);
        assertThat(status.at("/backends/0/servers/1/status").asString()).isEqualTo("UP 1/3");
        assertThat(status.at("/backends/0/servers/1/check/description").asString())
                .isEqualTo("Connection refused");
        assertThat(status.at("/backends/0/servers/4/check").isMissingNode()).isTrue();
        assertThat(status.at("/brokers/0/published").asLong()).isEqualTo(1_000_000);
    }

    @Test
    void partsAreTheSameRecords() {
        StatusSnapshot snapshot = SampleStatus.snapshot();
        JsonNode status = mapper.readTree(StatusJson.status(snapshot));
        assertThat(mapper.readTree(StatusJson.frontends(snapshot))).isEqualTo(status.get("frontends"));
        assertThat(mapper.readTree(StatusJson.backends(snapshot))).isEqualTo(status.get("backends"));
        JsonNode servers = mapper.readTree(StatusJson.servers(snapshot));
        assertThat(servers.size()).isEqualTo(7);
        assertThat(servers.get(0)).isEqualTo(status.at("/backends/0/servers/0"));
        assertThat(servers.get(6).get("backend").asString()).isEqualTo("shovel");
    }

    @Test
    void anEmptySnapshotIsValid() {
        StatusSnapshot bare = new StatusSnapshot(SampleStatus.process(), List.of(), List.of(), List.of());
        assertThat(mapper.readTree(StatusJson.status(bare)).get("backends").isEmpty())
                .isTrue();
        assertThat(StatusJson.servers(bare)).isEqualTo("[]");
    }

    @Test
    void anyTextSurvives() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) random.nextInt(0x80));
                    case 1 -> text.append("\"\\/\b\f\n\r\t\u2028\u2029</script>".charAt(random.nextInt(19)));
                    case 2 -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
                    default -> text.append((char) (0xa0 + random.nextInt(0xd000)));
                }
            }
            String json = new JsonWriter()
                    .object()
                    .field("k", text.toString())
                    .endObject()
                    .toString();
            assertThat(json).as("seed %d", seed).doesNotContain("<", "\u2028");
            assertThat(mapper.readTree(json).get("k").asString())
                    .as("seed %d", seed)
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void halfASurrogatePairIsEscaped() {
        String json = new JsonWriter()
                .array(List.of("a\ud800", "\udc00b"), JsonWriter::value)
                .toString();
        assertThat(json).isEqualTo("[\"a\\ud800\",\"\\udc00b\"]");
    }
}
