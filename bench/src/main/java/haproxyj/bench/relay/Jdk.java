package haproxyj.bench.relay;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDKs of this machine, told apart by their release files. */
final class Jdk {
    private static final Path FOLDER = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"([^\"]+)\"");
    private static final Pattern IMPLEMENTOR = Pattern.compile("(?m)^IMPLEMENTOR=\"([^\"]+)\"");

    private static final Pattern FEATURE = Pattern.compile(" (\\d+)[^ ]*$");

    private Jdk() {}

    /**
     * The folder of a JDK.
     *
     * @param wanted a feature version such as 17, which is looked up in /usr/lib/jvm, or a folder
     * @throws IllegalArgumentException when there is no such JDK; the message lists those that are there
     */
    static Path find(String wanted) throws IOException {
        if (!wanted.matches("\\d+")) {
            return Path.of(wanted);
        }
        TreeSet<String> seen = new TreeSet<>();
        if (Files.isDirectory(FOLDER)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(FOLDER)) {
                for (Path folder : folders) {
                    String version = version(folder);
                    if (version.equals(wanted) || version.startsWith(wanted + ".")) {
                        return folder;
                    }
                    seen.add(version);
                }
            }
        }
        seen.remove("");
        throw new IllegalArgumentException("no JDK " + wanted + " in " + FOLDER + ", there are " + seen);
    }

    /** Feature version, such as 17, of the JDK a process runs on; 0 when it does not tell. */
    static int feature(long pid) throws IOException {
        Matcher match = FEATURE.matcher(of(pid));
        return match.find() ? Integer.parseInt(match.group(1)) : 0;
    }

    /** Maker and version of the JDK a process runs on; "unknown" when it does not tell. */
    static String of(long pid) throws IOException {
        Path program = Path.of("/proc/" + pid + "/exe").toRealPath();
        for (Path folder = program.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("release"))) {
                String text = Files.readString(folder.resolve("release"));
                return String.join(" ", List.of(first(IMPLEMENTOR, text), first(VERSION, text)));
            }
        }
        return "unknown";
    }

    private static String version(Path folder) throws IOException {
        Path release = folder.resolve("release");
        return Files.isRegularFile(release) ? first(VERSION, Files.readString(release)) : "";
    }

    private static String first(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group(1) : "";
    }
}
