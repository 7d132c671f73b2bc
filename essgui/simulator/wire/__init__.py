"""The wire of the simulator: HTTP request to command, reply to JSON, signatures."""
