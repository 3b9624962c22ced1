/**
 * Health of servers: the rise/fall arithmetic, probes, and the schedule that runs them.
 *
 * <p>Purpose: decide UP or DOWN from check results and from failures that real traffic meets, exactly as HAProxy does
 * (configuration manual, chapters 5.2 and 4.2).
 *
 * <p>Threading: {@link haproxyj.health.Health} and {@link haproxyj.health.CheckSchedule} are pure and single-owner.
 * A {@link haproxyj.health.Checker} belongs to the one executor it was given; its listener is called there.
 *
 * <p>Read first: {@link haproxyj.health.Health}.
 */
@org.jspecify.annotations.NullMarked
package haproxyj.health;
