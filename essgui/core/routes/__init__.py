"""Which rule each message goes to: modules as in `messages`; what the rules do stands in `on_…`."""
