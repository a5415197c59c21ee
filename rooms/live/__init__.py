"""The live engine: sockets in, frames out. Knows no page; what is committed is told here, and the database is the truth."""
