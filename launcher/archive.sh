# shellcheck shell=sh disable=SC2034,SC2154 # sourced by ../haproxy-j, which sets home, java, version, flags, jar, classpath and uses archived
#
# The start archive: what the JVM would load, verify and link at every start, done once and mapped from a file. JDK 25 and
# newer take an AOT cache, older ones a dynamic class data archive (docs/decisions/0016-start-archive.md). It is made once for
# each JDK, set of jars and set of flags, by a training run of training.yml. Whatever goes wrong with it, the start goes on.

# Sets $archived to the option that names the archive of $java, which is made first where that is possible; to nothing when
# there is none. Adds to $flags that the JVM keeps quiet about an archive it does not like, as after -Xmx40g.
use_archive() {
  archived=''
  [ -z "${HAPROXY_J_NO_ARCHIVE:-}" ] || return 0
  if [ "$version" -ge 25 ]; then
    use=-XX:AOTCache make=-XX:AOTCacheOutput kind=aot
    flags="$flags -Xlog:aot*=off"
  else
    use=-XX:SharedArchiveFile make=-XX:ArchiveClassesAtExit kind=jsa
    flags="$flags -Xlog:cds*=off"
  fi
  # Another name for everything that makes an archive useless: nobody has to notice that one is stale.
  of=$({ echo "$flags" && stat -L -c '%s %Y %n' "$jar" "$home"/proxy/target/lib/*.jar "$home"/launcher/*; } 2>/dev/null | cksum)
  folder=$home/proxy/target/archive$java
  archive=$folder/$java_release-${of%% *}.$kind
  sound || { [ -z "${HAPROXY_J_NO_BUILD:-}" ] && make_archive && sound; } || return 0
  [ ! -s "$archive" ] || archived=$use=$archive
}

# True if the archive is there as it was made: the JVM checks little of it, and ends in the middle of a damaged one.
sound() {
  [ -r "$archive" ] && [ -r "$archive.sum" ] || return 1
  read -r made <"$archive.sum" && [ "$(cksum <"$archive")" = "$made" ]
}

# Trains once, however many processes start at the same time; fails in a folder that cannot be written.
make_archive() {
  command -v timeout >/dev/null 2>&1 && mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || return 1
  exec 9>"$folder/lock"
  ! command -v flock >/dev/null 2>&1 || flock 9
  if ! sound; then
    echo "haproxy-j: making the start archive for JDK $java_release (once; some seconds) ..." >&2
    train
  fi
  exec 9>&-
}

# Runs training.yml, in which health checks play the clients, for a second; the JVM writes the archive when it ends.
train() {
  new=$folder/new.$$ training=''
  trap '[ -z "$training" ] || kill "$training" 2>/dev/null; rm -f "$new"*' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # Below the ports that the kernel gives to clients.
  sed "s/PORT/$((2000 + $$ % 1000))/g" "$home/launcher/training.yml" >"$new.yml"
  # shellcheck disable=SC2086
  timeout 60 "$java/bin/java" $flags "$make=$new" -Xmx256m -cp "$classpath" haproxyj.proxy.Main -f "$new.yml" \
    >"$new.log" 2>&1 9>&- &
  training=$!
  while kill -0 "$training" 2>/dev/null && ! grep -qs '^haproxy-j ready' "$new.log"; do
    sleep 0.1
  done
  sleep 1
  kill "$training" 2>/dev/null || true
  wait "$training" || rm -f "$new"
  training=''
  # Refused by the proxy itself, as when a port is taken: next time. Any other failure lasts, and an empty file says so.
  if ! grep -q '^haproxy-j: ' "$new.log"; then
    [ -s "$new" ] || : >"$new"
    cksum <"$new" >"$new.sum"
    sync "$new" "$new.sum" 2>/dev/null || true
    rm -f "$folder"/*.aot* "$folder"/*.jsa*
    mv "$new" "$archive"
    mv "$new.sum" "$archive.sum"
  fi
  rm -f "$new"*
  trap - EXIT HUP INT TERM
}
