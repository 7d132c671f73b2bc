"""The home page: scaling groups of all chosen regions, and a drawer for the selected one."""
