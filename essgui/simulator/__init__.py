"""A simulator of the ESS API on loopback: a program of its own that knows only the domain."""
