"""People: who they are, how they sign in, what they accepted, and the list of revocations that sockets watch.

Other apps read `User` and `User.objects`; they change a person only through `accounts.services`.
"""
