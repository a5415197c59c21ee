"""What belongs to a person: taking it along (an export) and taking it away (closing, coming back, deletion).

What there is, and what becomes of each thing, is declared in the `personal.py` of the apps (kernel/personal.py).
"""
