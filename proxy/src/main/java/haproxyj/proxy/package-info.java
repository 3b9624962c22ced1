/**
 * The application: command line, wiring of one running configuration, signals and exit codes.
 *
 * <p>Threading: {@code Generation} belongs to the control loop; everything else is reached by posting to its owner.
 *
 * <p>Read first: {@code Main}, then {@code Generation}, then docs/life-of-a-connection.md.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.proxy;
