"""Requests as text: the JSON that can be edited, and commands and programs that ask for the same."""
