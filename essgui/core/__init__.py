"""The pure heart: state, messages, effects and the one function that decides."""
