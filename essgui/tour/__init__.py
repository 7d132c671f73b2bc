"""Drives the real window against the simulator, as an operator would, and writes a picture of each step."""
