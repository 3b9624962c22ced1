package haproxyj.proxy.config;

/**
 * One configuration file, already in memory.
 *
 * @param name shown in messages, as given on the command line
 * @param text decoded from UTF-8
 */
public record ConfigSource(String name, String text) {}
