package haproxyj.proxy;

/** Something that the configuration asks for cannot be had: an address in use, for example. The message is for people. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message, null, false, false);
    }
}
