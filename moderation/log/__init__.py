"""The log of every act: `services.write`, called in the transaction of the act, and `verify`. Nothing else writes it."""
