package haproxyj.broker.wire;

/** The elementary domains a method's fields are made of (AMQP 0-9-1 specification 4.2.5). */
public enum FieldType {
    /** One bit; bits that follow each other share octets, lowest bit first. */
    BIT(true),
    /** Unsigned, 8 bits. */
    OCTET(true),
    /** Unsigned, 16 bits. */
    SHORT(true),
    /** Unsigned, 32 bits. */
    LONG(true),
    /** 64 bits, kept in a signed long. */
    LONGLONG(true),
    /** Seconds since 1970, 64 bits. */
    TIMESTAMP(true),
    /** Up to 255 octets of UTF-8. */
    SHORTSTR(false),
    /** Octets with a 32 bit length. */
    LONGSTR(false),
    /** A field table with a 32 bit length. */
    TABLE(false);

    private final boolean number;

    FieldType(boolean number) {
        this.number = number;
    }

    /** Whether a value of it is kept as a number (the others are objects). */
    boolean number() {
        return number;
    }
}
