package haproxyj.health;

import java.time.Duration;
import java.util.Optional;

/** Builds check policies for tests: inter 5s, rise 2, fall 3 unless said otherwise. */
final class Policies {

    private int rise = 2;
    private int fall = 3;
    private Optional<Duration> fastinter = Optional.empty();
    private Optional<Duration> downinter = Optional.empty();
    private InitState initState = InitState.UP;
    private Optional<Duration> timeoutConnect = Optional.empty();
    private Optional<Duration> timeoutCheck = Optional.empty();
    private Observe observe = Observe.NONE;
    private int errorLimit = 10;
    private OnError onError = OnError.FAIL_CHECK;

    static Policies rabbit() {
        return new Policies();
    }

    Policies riseFall(int newRise, int newFall) {
        rise = newRise;
        fall = newFall;
        return this;
    }

    Policies fastinter(Duration value) {
        fastinter = Optional.of(value);
        return this;
    }

    Policies downinter(Duration value) {
        downinter = Optional.of(value);
        return this;
    }

    Policies init(InitState value) {
        initState = value;
        return this;
    }

    Policies timeoutConnect(Duration value) {
        timeoutConnect = Optional.of(value);
        return this;
    }

    Policies timeoutCheck(Duration value) {
        timeoutCheck = Optional.of(value);
        return this;
    }

    Policies observe(int limit, OnError action) {
        observe = Observe.LAYER4;
        errorLimit = limit;
        onError = action;
        return this;
    }

    CheckPolicy build() {
        return new CheckPolicy(
                rise,
                fall,
                Duration.ofSeconds(5),
                fastinter,
                downinter,
                initState,
                timeoutConnect,
                timeoutCheck,
                observe,
                errorLimit,
                onError);
    }
}
