package haproxyj.bench.relay;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk 4.1 says at its end. Pure.
 *
 * @param requests answered
 * @param perSecond the same by time
 * @param errors connects, reads and writes that failed, time-outs, and answers that are no 2xx or 3xx
 */
record WrkOutput(long requests, double perSecond, long errors) {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern PER_SECOND = Pattern.compile("Requests/sec: +([0-9.]+)");
    private static final Pattern SOCKET_ERRORS =
            Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
    private static final Pattern BAD_ANSWERS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final int SOCKET_ERROR_KINDS = 4;

    /**
     * Reads it.
     *
     * @throws IOException when the text has no result
     */
    static WrkOutput parse(String text) throws IOException {
        Matcher requests = REQUESTS.matcher(text);
        Matcher perSecond = PER_SECOND.matcher(text);
        if (!requests.find() || !perSecond.find()) {
            throw new IOException("wrk printed no result:\n" + text);
        }
        long errors = 0;
        Matcher socketErrors = SOCKET_ERRORS.matcher(text);
        if (socketErrors.find()) {
            for (int kind = 1; kind <= SOCKET_ERROR_KINDS; kind++) {
                errors += Long.parseLong(socketErrors.group(kind));
            }
        }
        Matcher badAnswers = BAD_ANSWERS.matcher(text);
        if (badAnswers.find()) {
            errors += Long.parseLong(badAnswers.group(1));
        }
        return new WrkOutput(Long.parseLong(requests.group(1)), Double.parseDouble(perSecond.group(1)), errors);
    }
}
