package haproxyj.proxy.config.tree;

/**
 * A place in a configuration file.
 *
 * @param file as given on the command line
 * @param line from 1
 * @param column from 1, in characters (code points); a tab counts as one
 */
public record Position(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
