package haproxyj.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatternTest {
    private final Pattern pattern = new Pattern(1, 2, true);

    @Test
    void piecesOfAnySizeMakeTheSameOctets() {
        ByteBuffer whole = ByteBuffer.allocate(1_000);
        pattern.fill(whole, 0);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer pieces = ByteBuffer.allocate(1_000);
        while (pieces.position() < 1_000) {
            int from = pieces.position();
            pieces.limit(Math.min(1_000, from + 1 + random.nextInt(40)));
            pattern.fill(pieces, from);
        }
        assertThat(pieces.array()).as("seed %d", seed).isEqualTo(whole.array());
    }

    @Test
    void theFirstWrongOctetIsFound() {
        for (int wrong : new int[] {0, 5, 8, 63, 64, 99}) {
            ByteBuffer octets = ByteBuffer.allocate(100);
            pattern.fill(octets, 13);
            octets.put(wrong, (byte) (octets.get(wrong) ^ 1)).flip();
            assertThat(pattern.matching(octets, 13)).isEqualTo(wrong);
            assertThat(octets.hasRemaining()).isFalse();
        }
    }

    @Test
    void anotherPlaceSessionOrDirectionIsWrong() {
        ByteBuffer octets = ByteBuffer.allocate(64);
        pattern.fill(octets, 16);
        assertThat(pattern.matching(octets.flip(), 16)).isEqualTo(64);
        assertThat(pattern.matching(octets.rewind(), 24)).isLessThan(8);
        assertThat(new Pattern(1, 3, true).matching(octets.rewind(), 16)).isLessThan(8);
        assertThat(new Pattern(2, 2, true).matching(octets.rewind(), 16)).isLessThan(8);
        assertThat(new Pattern(1, 2, false).matching(octets.rewind(), 16)).isLessThan(8);
    }

    @Test
    void anAnnouncementNamesItsSession() {
        byte[] octets = new Announcement(9, 4).encode();
        assertThat(octets).hasSize(Announcement.LENGTH);
        assertThat(Announcement.decode(ByteBuffer.wrap(octets))).isEqualTo(new Announcement(9, 4));
    }
}
