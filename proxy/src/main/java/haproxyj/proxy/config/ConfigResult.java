package haproxyj.proxy.config;

import haproxyj.proxy.config.tree.ConfigError;
import java.util.List;
import java.util.Optional;

/**
 * What reading gave: a configuration exactly when there is no error. Both lists are in the order of the files.
 *
 * @param config complete and checked
 * @param errors everything that is wrong, not only the first
 * @param warnings what works but deserves a look
 */
public record ConfigResult(Optional<Config> config, List<ConfigError> errors, List<ConfigError> warnings) {}
