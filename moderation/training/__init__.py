"""The place of courses, attempts and sign-offs. Empty so far."""
