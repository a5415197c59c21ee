"""The place of the rule engine: words and patterns looked at before something is sent. Empty so far."""
