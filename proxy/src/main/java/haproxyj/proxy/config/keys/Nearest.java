package haproxyj.proxy.config.keys;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant: edit distance with swaps of neighbours as one edit. */
public final class Nearest {

    /** Longer words are not compared. */
    private static final int MAX_LENGTH = 64;

    private Nearest() {}

    /** The valid word closest to {@code word}, if it is close: one edit in four characters, at least one, ignoring case. */
    public static Optional<String> of(String word, Collection<String> valid) {
        String wanted = plain(word);
        if (wanted.isEmpty() || wanted.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String best = "";
        int bestDistance = 1 + Math.max(1, wanted.length() / 4);
        for (String candidate : valid) {
            int distance = distance(wanted, plain(candidate));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Dashes, underscores and case are the commonest slips, so they cost nothing. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
