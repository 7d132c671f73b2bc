"""The outside, computer side: profiles, credentials and preferences on this machine."""
