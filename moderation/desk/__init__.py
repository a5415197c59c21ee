"""The moderator's desk: one page that shows what is waiting and who is there, live by the socket.

It stands above rooms and moderation because it shows both, and changes nothing by itself: what is done here is
done by `moderation.services`.
"""
