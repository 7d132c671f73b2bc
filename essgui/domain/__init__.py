"""The vocabulary and the rules of Auto Scaling: pure values and functions, no clock, no I/O."""
