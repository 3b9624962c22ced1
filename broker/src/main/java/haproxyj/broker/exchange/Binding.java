package haproxyj.broker.exchange;

import java.util.Map;

/**
 * One binding; equal ones are the same binding, so binding twice has no further effect.
 *
 * @param source the exchange that routes
 * @param destination what receives
 * @param routingKey binding key, a pattern for topic exchanges
 * @param arguments criteria of a headers exchange; part of the binding's identity for every type
 */
public record Binding(Exchange source, Destination destination, String routingKey, Map<String, Object> arguments) {}
