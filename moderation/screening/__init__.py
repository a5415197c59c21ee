"""The place of applications, rubric and reviews. Empty so far."""
