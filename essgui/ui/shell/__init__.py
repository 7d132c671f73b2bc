"""The frame of the window: rail, context bar, notices, status bar, list of refreshes."""
