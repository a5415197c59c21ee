"""The place of crisis alerts, helplines, staffing and aftercare. Empty so far."""
