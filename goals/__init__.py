"""Goals, check-ins, measures and circles. Nothing is here yet."""
