"""`make bench`: what the engine does, measured beside a bare ASGI fan-out and the Channels tutorial pattern.

One server process on one core, the generator on another. Nothing here is imported by the site or runs in its tests,
except the frame reader, whose correctness is tested in tests/bench/.
"""
